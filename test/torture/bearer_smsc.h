// An SMSC behind a bearerbox of the test's own: for what a real one is too slow, since it takes one box a second.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "test/rig/smsc.h"
#include "test/torture/bearer.h"

namespace permit::test {

/// Gives its texts to one box. As bearerbox does, it keeps each until the box acks it, and gives what it keeps to the
/// next link.
class BearerSmsc : public Smsc {
 public:
  /// Borrows the bearer, which the loop serves before it.
  BearerSmsc(Bearer& bearer, std::string box_id) : bearer_(bearer), box_id_(std::move(box_id)) {}

  bool ready() const override { return true; }
  void send(const Sms& text) override;
  /// Texts that are not acked.
  std::size_t kept() const { return kept_.size(); }

  void watch(std::vector<pollfd>&) const override {}
  void serve() override;

 private:
  Bearer& bearer_;
  std::string box_id_;
  std::size_t links_ = 0;
  std::map<std::string, BoxMessage> kept_;  ///< by id
};

}  // namespace permit::test
