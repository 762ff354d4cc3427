// Turns lines that are typed on the terminal into events of a poll loop.
#pragma once

#include <optional>
#include <string>

#include "test/rig/poll_loop.h"

namespace permit::test {

/// Reads standard input unchanged: the terminal itself edits the line.
class Terminal : public Peer {
 public:
  /// Whether standard input is a terminal.
  static bool is_there();

  /// Whether a line can be taken, or the input has ended.
  bool ready() const { return ended_ || typed_.find('\n') != std::string::npos; }
  /// Returns the next line, or nothing at the end. REQUIRES: ready().
  std::optional<std::string> take_line();

  void watch(std::vector<pollfd>& sockets) const override;
  void serve() override;

 private:
  std::string typed_;
  bool ended_ = false;
};

}  // namespace permit::test
