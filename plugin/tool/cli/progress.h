// A long command's progress, for the user who waits for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "operations/progress.h"

namespace permit::tool {

/// `WHAT [###   ] 50 %', or `WHAT 123' where `all' is unknown (0).
std::string render_progress(const std::string& what, std::uint64_t done, std::uint64_t all);

/// One line on standard error that each update overwrites; only on a terminal, and only after a second.
class Progress {
 public:
  /// `all`: the units of the whole work; 0 if it is unknown.
  Progress(std::string what, std::uint64_t all);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Removes the line.
  ~Progress();

  void update(std::uint64_t done);
  /// A function that calls update(). Must not outlive this.
  OnProgress callback() {
    return [this](std::uint64_t done) { update(done); };
  }

 private:
  const std::string what_;
  const std::uint64_t all_;
  const bool is_watched_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace permit::tool
