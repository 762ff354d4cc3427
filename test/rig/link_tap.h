// A proxy on the box link, between the library and bearerbox.
#pragma once

#include <list>

#include "test/rig/poll_loop.h"
#include "test/rig/socket.h"

namespace permit::test {

/// Forwards the data of both sides. While it holds data back, bearerbox sees neither replies nor acks of the library,
/// as if they were lost on the way. If the link then breaks, they are lost.
class LinkTap : public Peer {
 public:
  /// Listens on `port` for the library and connects to bearerbox.
  LinkTap(Port port, Port bearerbox) : listener_(listen_on(port)), bearerbox_(bearerbox) {}

  void hold_back() { holding_ = true; }
  /// Forwards the data that was held back, and everything after it.
  void let_pass() { holding_ = false; }
  /// Breaks the link and drops the data that was held back. The next link forwards everything.
  void break_link();
  /// Whether the tap holds data of the library back now.
  bool holds_something() const;

  void watch(std::vector<pollfd>& sockets) const override;
  void serve() override;

 private:
  struct Link {
    Stream library;
    Stream bearerbox;
  };

  Fd listener_;
  Port bearerbox_;
  std::list<Link> links_;
  bool holding_ = false;
};

}  // namespace permit::test
