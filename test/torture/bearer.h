// A bearerbox of the test's own: the other end of the box links, which writes what it likes.
#pragma once

#include <cstddef>
#include <list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "test/kannel/poll_loop.h"
#include "test/kannel/socket.h"
#include "test/torture/box_message.h"

namespace permit::test {

/// Takes every box that comes. A box that has told its id is spoken to by that id; smsbox's own link has none.
class Bearer : public Peer {
 public:
  explicit Bearer(Port port) : listener_(listen_on(port)) {}

  /// How often a box of that id has come.
  std::size_t links(std::string_view id) const;
  bool is_linked(std::string_view id) { return stream_of(id) != nullptr; }

  /// To the newest link of that id. REQUIRES: is_linked(id), also of all below.
  void write(std::string_view id, std::string_view octets) { stream_of(id)->send(octets); }
  void send(std::string_view id, const BoxMessage& message) { write(id, frame_of(message)); }
  void close(std::string_view id) { stream_of(id)->close(); }
  /// Octets that the box has not taken yet.
  std::size_t unsent(std::string_view id) { return stream_of(id)->unsent(); }

  /// Takes nothing from any box while it does not read.
  void read(bool reads) { reads_ = reads; }
  /// Whether replies are acked as they come; otherwise nobody acks them.
  void take_replies(bool takes) { takes_replies_ = takes; }

  /// What boxes have replied, in the order of its arrival.
  const std::vector<BoxMessage>& replies() const { return replies_; }
  /// Ids that boxes have acked, by how they did.
  std::size_t acked(std::string_view id) const { return acked_.count(std::string(id)); }
  std::size_t acks() const { return acked_.size(); }
  /// Acks that do not say success.
  std::size_t refusals() const { return refusals_; }
  void forget();

  void watch(std::vector<pollfd>& sockets) const override;
  void serve() override;

 private:
  struct Link {
    Stream stream;
    std::string id = {};
    bool identified = false;
  };

  Stream* stream_of(std::string_view id);
  void take(Link& link, const BoxMessage& message);

  Fd listener_;
  std::list<Link> links_;
  std::vector<std::string> come_;
  std::vector<BoxMessage> replies_;
  std::multiset<std::string> acked_;
  std::size_t refusals_ = 0;
  bool reads_ = true;
  bool takes_replies_ = true;
};

}  // namespace permit::test
