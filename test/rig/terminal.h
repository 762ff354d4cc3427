// Lines that somebody types, met by a poll loop.
#pragma once

#include <optional>
#include <string>

#include "test/rig/poll_loop.h"

namespace permit::test {

/// Reads standard input as it is: the terminal itself edits the line.
class Terminal : public Peer {
 public:
  /// Whether somebody sits there.
  static bool is_there();

  /// A line is there, or there will be none any more.
  bool ready() const { return ended_ || typed_.find('\n') != std::string::npos; }
  /// REQUIRES: ready(). Nothing at the end.
  std::optional<std::string> take_line();

  void watch(std::vector<pollfd>& sockets) const override;
  void serve() override;

 private:
  std::string typed_;
  bool ended_ = false;
};

}  // namespace permit::test
