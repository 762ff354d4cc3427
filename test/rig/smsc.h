// What every SMSC of a run can do: take texts of phones, keep the replies to them.
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
  /// Whether bearerbox takes texts from it and gives it replies.
  virtual bool ready() const = 0;
  /// Hands a phone's message to bearerbox. REQUIRES: ready().
  virtual void send(const Sms& text) = 0;

  /// Whole replies, parts joined, in the order of their arrival. Grows, until they are taken.
  const std::vector<Sms>& replies() const { return replies_; }
  /// Gives them away: for hundreds of thousands.
  std::vector<Sms> take_replies() { return std::exchange(replies_, {}); }
  /// Those to one phone. A `+` in front of either number does not matter.
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
