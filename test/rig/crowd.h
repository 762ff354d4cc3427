// Many texters at the same time.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "test/rig/rig.h"

namespace permit::test {

/// Texts 0 to `count` - 1, each from a different phone for a different document. At most `in_flight` of them wait for a
/// reply at a time.
class Crowd {
 public:
  Crowd(KannelRig& rig, std::size_t count, std::size_t in_flight) : rig_(rig), count_(count), in_flight_(in_flight) {}

  /// Sends texts until `enough` have been answered. The next call continues from there.
  void run(std::size_t enough);
  void run() { run(count_); }
  /// Sends nothing. Waits until every sent text has been answered.
  void finish();

  /// Takes the replies that have arrived and sends the texts that may be sent now.
  void step();

  /// The number of texts that have a reply.
  std::size_t answered() const { return replies_.size(); }
  /// The number of replies to texts that already had one. Throws RigFailure when one differs from the first.
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
  std::size_t taken_ = 0;  ///< number of replies that were read from the SMSC
  std::size_t repeated_ = 0;
  std::map<std::string, std::string> replies_;  ///< the first, by phone
};

}  // namespace permit::test
