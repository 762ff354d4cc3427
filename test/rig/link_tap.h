// Stands on the box link, between the library and bearerbox.
#pragma once

#include <list>

#include "test/rig/poll_loop.h"
#include "test/rig/socket.h"

namespace permit::test {

/// Passes on what either side writes. While it holds back, bearerbox sees neither replies nor acks of the library, as
/// if they had been lost on the way; a link that then breaks takes them along.
class LinkTap : public Peer {
 public:
  /// Listens on `port` for the library, connects on to bearerbox.
  LinkTap(Port port, Port bearerbox) : listener_(listen_on(port)), bearerbox_(bearerbox) {}

  void hold_back() { holding_ = true; }
  /// Passes on what was held back, and everything after it.
  void let_pass() { holding_ = false; }
  /// Breaks the link, with what was held back on it; the next one passes everything.
  void break_link();
  /// Whether the library has written something that is held back now.
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
