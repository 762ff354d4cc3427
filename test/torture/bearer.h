// The test's own bearerbox: the other end of the box links, which can write anything.
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

/// Accepts every box that connects. A box that has sent its id is addressed by that id; smsbox's own link has none.
class Bearer : public Peer {
 public:
  explicit Bearer(Port port);

  /// The number of times that a box of that id has connected.
  std::size_t links(std::string_view id) const;
  bool is_linked(std::string_view id) { return stream_of(id) != nullptr; }

  /// Writes to the newest link of that id. This and the three below REQUIRE is_linked(id).
  void write(std::string_view id, std::string_view octets) { stream_of(id)->send(octets); }
  void send(std::string_view id, const BoxMessage& message) { write(id, frame_of(message)); }
  void close(std::string_view id) { stream_of(id)->close(); }
  /// Octets that the box has not taken yet.
  std::size_t unsent(std::string_view id) { return stream_of(id)->unsent(); }

  /// Sets whether anything is read from boxes of that id.
  void read(std::string_view id, bool reads) { reads ? unread_.erase(std::string(id)) : unread_.emplace(id).second; }
  /// Sets the ack that each reply gets when it arrives. Without a value replies get none.
  void answer_replies(std::optional<std::int32_t> nack) { verdict_ = nack; }

  /// The replies of all boxes, in the order of arrival.
  const std::vector<BoxMessage>& replies() const { return replies_; }
  /// The number of acks of this id.
  std::size_t acked(std::string_view id) const { return acked_.count(std::string(id)); }
  std::size_t acks() const { return acks_; }
  /// Moves the replies out: CppUTest cannot track tens of thousands of them.
  std::vector<BoxMessage> take_replies() { return std::exchange(replies_, {}); }
  std::multiset<std::string> take_acked() { return std::exchange(acked_, {}); }
  /// If not `keeps`, replies and acks are only counted from now on.
  void keep(bool keeps) { keeps_ = keeps; }
  std::size_t count_of_replies() const { return count_of_replies_; }
  /// The number of acks that do not report success.
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
