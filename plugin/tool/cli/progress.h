// How far a long command is, for the user who waits for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "operations/progress.h"

namespace permit::tool {

/// A line on standard error that is written over, on a terminal alone and not before a command has taken a while.
class Progress {
 public:
  /// `what` is done when `all` of it is.
  Progress(std::string what, std::uint64_t all);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Takes the line away.
  ~Progress();

  void at(std::uint64_t done);
  /// at(), for work that reports. Must not outlive this.
  OnProgress callback() {
    return [this](std::uint64_t done) { at(done); };
  }

 private:
  const std::string what_;
  const std::uint64_t all_;
  const bool is_watched_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace permit::tool
