// An SMSC at the test's own bearerbox. A real bearerbox accepts one box a second, which is too slow for some tests.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "test/rig/smsc.h"
#include "test/torture/bearer.h"

namespace permit::test {

/// Sends its texts to one box. Like bearerbox, it keeps each text until the box acks it, and sends the kept texts to
/// the next link.
class BearerSmsc : public Smsc {
 public:
  /// Borrows the bearer. REQUIRES: the loop serves the bearer before this object.
  BearerSmsc(Bearer& bearer, std::string box_id) : bearer_(bearer), box_id_(std::move(box_id)) {}

  bool ready() const override { return true; }
  void send(const Sms& text) override;
  /// The number of texts that are not acked.
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
