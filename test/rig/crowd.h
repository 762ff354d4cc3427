// Many texters at once.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "test/rig/rig.h"

namespace permit::test {

/// Texts 0 to `count` - 1, each of a phone of its own for a document of its own; at most `in_flight` of them wait for a
/// reply at a time.
class Crowd {
 public:
  Crowd(KannelRig& rig, std::size_t count, std::size_t in_flight) : rig_(rig), count_(count), in_flight_(in_flight) {}

  /// Sends and waits until `enough` texts have been answered; goes on from there when called again.
  void run(std::size_t enough);
  void run() { run(count_); }
  /// Sends nothing, and waits until every text that was sent has been answered.
  void finish();

  /// Takes the replies that have come, sends what may be sent now.
  void step();

  /// Texts that have at least one reply.
  std::size_t answered() const { return replies_.size(); }
  /// Replies beyond the first of a text. Throws RigFailure when one differs from the first.
  std::size_t repeated() const { return repeated_; }

  static std::string phone(std::size_t text);
  static std::string document(std::size_t text);
  const std::string& reply_to(std::size_t text) const { return replies_.at(phone(text)); }

 private:
  void send_more();
  void take_replies();

  KannelRig& rig_;
  std::size_t count_;
  std::size_t in_flight_;
  std::size_t sent_ = 0;
  std::size_t taken_ = 0;  ///< of the replies that the SMSC has
  std::size_t repeated_ = 0;
  std::map<std::string, std::string> replies_;  ///< the first, by phone
};

}  // namespace permit::test
