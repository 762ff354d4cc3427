// An SMSC of a run: it sends texts of phones and keeps the replies to them.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "test/rig/poll_loop.h"
#include "test/rig/sms.h"

namespace permit::test {

class Smsc : public Peer {
 public:
  /// Whether bearerbox takes texts from this SMSC and sends it replies.
  virtual bool ready() const = 0;
  /// Sends a phone's message to bearerbox. REQUIRES: ready().
  virtual void send(const Sms& text) = 0;

  /// Whole replies, parts joined, in the order of arrival. The list grows until take_replies().
  const std::vector<Sms>& replies() const { return replies_; }
  /// Moves the replies out, for tests with hundreds of thousands of them.
  std::vector<Sms> take_replies() { return std::exchange(replies_, {}); }
  /// Returns the replies to one phone. A `+` before either number is ignored.
  std::vector<Sms> replies_to(std::string_view phone) const;

 protected:
  void receive(Sms part) {
    if (auto whole = joiner_.add(std::move(part))) replies_.push_back(std::move(*whole));
  }

 private:
  PartJoiner joiner_;
  std::vector<Sms> replies_;
};

}  // namespace permit::test
