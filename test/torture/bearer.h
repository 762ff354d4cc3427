// A bearerbox of the test's own: the other end of the box links, which writes what it likes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "test/rig/poll_loop.h"
#include "test/rig/socket.h"
#include "test/torture/box_message.h"

namespace permit::test {

/// Takes every box that comes. A box that has told its id is spoken to by that id; smsbox's own link has none.
class Bearer : public Peer {
 public:
  explicit Bearer(Port port);

  /// How often a box of that id has come.
  std::size_t links(std::string_view id) const;
  bool is_linked(std::string_view id) { return stream_of(id) != nullptr; }

  /// To the newest link of that id. REQUIRES: is_linked(id), also of all below.
  void write(std::string_view id, std::string_view octets) { stream_of(id)->send(octets); }
  void send(std::string_view id, const BoxMessage& message) { write(id, frame_of(message)); }
  void close(std::string_view id) { stream_of(id)->close(); }
  /// Octets that the box has not taken yet.
  std::size_t unsent(std::string_view id) { return stream_of(id)->unsent(); }

  /// Whether anything is taken from boxes of that id.
  void read(std::string_view id, bool reads) { reads ? unread_.erase(std::string(id)) : unread_.emplace(id).second; }
  /// How replies are acked as they come; nothing: they are not.
  void answer_replies(std::optional<std::int32_t> nack) { verdict_ = nack; }

  /// What boxes have replied, in the order of its arrival.
  const std::vector<BoxMessage>& replies() const { return replies_; }
  /// Ids that boxes have acked, by how they did.
  std::size_t acked(std::string_view id) const { return acked_.count(std::string(id)); }
  std::size_t acks() const { return acks_; }
  /// Gives them away: tens of thousands are too many for CppUTest to watch over.
  std::vector<BoxMessage> take_replies() { return std::exchange(replies_, {}); }
  std::multiset<std::string> take_acked() { return std::exchange(acked_, {}); }
  /// Replies and acks are counted only, from now on.
  void keep(bool keeps) { keeps_ = keeps; }
  std::size_t count_of_replies() const { return count_of_replies_; }
  /// AckTracker that do not say success.
  std::size_t refusals() const { return refusals_; }

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
  std::size_t acks_ = 0;
  std::size_t count_of_replies_ = 0;
  std::size_t refusals_ = 0;
  bool keeps_ = true;
  std::set<std::string> unread_;
  std::optional<std::int32_t> verdict_ = 0;
};

}  // namespace permit::test
