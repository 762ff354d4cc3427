// One thread turns all peers of a run: SMSCs, taps, whatever else has sockets.
#pragma once

#include <poll.h>

#include <chrono>
#include <functional>
#include <vector>

#include "test/rig/process.h"

namespace permit::test {

/// Something with sockets that the loop serves.
class Peer {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;

  /// Adds what it wants to be woken for.
  virtual void watch(std::vector<pollfd>& sockets) const = 0;
  /// Does what can be done without waiting.
  virtual void serve() = 0;
};

class PollLoop {
 public:
  /// How long a test waits for what must come; generous, since it costs only when something is broken.
  static constexpr Milliseconds kPatience = std::chrono::seconds(30);

  /// Borrows the peer until the loop is gone.
  void add(Peer& peer) { peers_.push_back(&peer); }

  /// Serves the peers until `done`, asked at least every 10 ms; false when it does not come before the deadline.
  bool until(const std::function<bool()>& done, Milliseconds deadline = kPatience);

 private:
  void turn();

  std::vector<Peer*> peers_;
};

}  // namespace permit::test
