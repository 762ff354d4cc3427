#include "test/rig/poll_loop.h"

namespace permit::test {

bool PollLoop::until(const std::function<bool()>& done, Milliseconds deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) return false;
    turn();
  }
  return true;
}

void PollLoop::turn() {
  std::vector<pollfd> sockets;
  for (const Peer* peer : peers_) peer->watch(sockets);
  ::poll(sockets.data(), sockets.size(), 10);
  for (Peer* peer : peers_) peer->serve();
}

}  // namespace permit::test
