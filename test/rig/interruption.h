// Turns Ctrl-C and similar signals into an event of a poll loop.
#pragma once

#include "test/rig/fd.h"
#include "test/rig/poll_loop.h"

namespace permit::test {

/// Thrown when a signal asks this process to end.
struct Interrupted {
  int signal;
};

/// While an object lives, SIGINT, SIGTERM and SIGHUP do not end the process; the loop that serves this peer throws
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
