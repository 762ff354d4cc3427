// Texts through an SMSC, so many in flight at a time, each reply looked at and timed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "test/bench/percentiles.h"
#include "test/bench/texts.h"
#include "test/rig/rig.h"

namespace permit::bench {

/// What came of a load, without the texts it warmed up with.
struct Measured {
  std::size_t texts = 0;
  double seconds = 0;
  Latencies latencies;
  double bearerbox = 0;  ///< seconds of a processor that each took
  double smsbox = 0;
  double load = 0;  ///< this process
  double all = 0;   ///< everything on this machine

  double rate() const { return seconds > 0 ? static_cast<double>(texts) / seconds : 0; }
};

/// What ends a load: whichever comes first.
struct Bound {
  std::size_t texts;
  double seconds;
};

/// Sends one sort of texts to one rig. A reply that is not the one its text must get, or that comes twice, throws
/// RigFailure with both.
class Load {
 public:
  /// Phones begin with `prefix`, so that loads on one rig do not meet. Borrows all for its lifetime.
  Load(test::KannelRig& rig, test::Smsc& smsc, std::string_view short_number, Texts& texts, std::string prefix)
      : rig_(rig), smsc_(smsc), short_number_(short_number), texts_(texts), prefix_(std::move(prefix)) {}

  /// Returns when the last of its texts is answered; those behind the bound are not measured.
  Measured run(std::size_t in_flight, const Bound& bound);
  /// As long as `goes_on`, which is asked often.
  Measured run_while(std::size_t in_flight, const std::function<bool()>& goes_on);

 private:
  using Clock = std::chrono::steady_clock;
  struct Sent {
    Ask ask;
    Clock::time_point at;
  };

  Measured run(std::size_t in_flight, const std::function<bool(const Measured&)>& is_over, double warm_up);
  void send_one();
  void take_replies(Measured& measured);

  test::KannelRig& rig_;
  test::Smsc& smsc_;
  std::string short_number_;
  Texts& texts_;
  std::string prefix_;
  std::uint64_t sent_ = 0;
  std::unordered_map<std::string, Sent> in_flight_;  ///< by phone
};

}  // namespace permit::bench
