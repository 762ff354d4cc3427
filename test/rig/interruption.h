// Ctrl-C and its like, as something that a poll loop meets.
#pragma once

#include "test/rig/fd.h"
#include "test/rig/poll_loop.h"

namespace permit::test {

/// Somebody asked this process to end.
struct Interrupted {
  int signal;
};

/// From its construction on SIGINT, SIGTERM and SIGHUP end nothing by themselves; the loop that serves it throws
/// Interrupted.
class Interruption : public Peer {
 public:
  Interruption();

  void watch(std::vector<pollfd>& sockets) const override;
  void serve() override;

 private:
  Fd signals_;
};

}  // namespace permit::test
