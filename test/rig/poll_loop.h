// One thread serves all peers of a run: SMSCs, taps, and others that have sockets.
#pragma once

#include <poll.h>

#include <chrono>
#include <functional>
#include <vector>

#include "test/rig/process.h"

namespace permit::test {

/// An object with sockets that the loop serves.
class Peer {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;

  /// Adds the events to wait for.
  virtual void watch(std::vector<pollfd>& sockets) const = 0;
  /// Sends and receives what is possible without waiting.
  virtual void serve() = 0;
};

class PollLoop {
 public:
  /// The time that a test waits for an expected event. Long, because a test waits that long only when it fails.
  static constexpr Milliseconds kTimeout = std::chrono::seconds(30);

  /// Borrows the peer for the loop's lifetime.
  void add(Peer& peer) { peers_.push_back(&peer); }

  /// Serves the peers until `done` returns true; calls `done` at least every 10 ms. Returns false when the deadline
  /// comes first.
  bool until(const std::function<bool()>& done, Milliseconds deadline = kTimeout);

 private:
  void turn();

  std::vector<Peer*> peers_;
};

}  // namespace permit::test
