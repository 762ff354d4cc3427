// Sends texts through an SMSC with a fixed number in flight, and checks and times each reply.
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

/// The result of a load, without the texts of its warm-up.
struct Measured {
  std::size_t texts = 0;
  double seconds = 0;
  Latencies latencies;
  double bearerbox = 0;  ///< processor seconds used, like the next ones
  double smsbox = 0;
  double load = 0;  ///< this process
  double all = 0;   ///< everything on this machine

  double rate() const { return seconds > 0 ? static_cast<double>(texts) / seconds : 0; }
};

/// The end of a load: the bound that is reached first.
struct Bound {
  std::size_t texts;
  double seconds;
};

/// Sends one kind of texts to one rig. Throws RigFailure with the text and the reply if a reply is wrong or comes
/// twice.
class Load {
 public:
  /// Phones begin with `prefix`, so that loads on one rig do not share phones. Borrows its arguments for its lifetime.
  Load(test::KannelRig& rig, test::Smsc& smsc, std::string_view short_number, Texts& texts, std::string prefix)
      : rig_(rig), smsc_(smsc), short_number_(short_number), texts_(texts), prefix_(std::move(prefix)) {}

  /// Returns when the last of its texts is answered; texts after the bound are not measured.
  Measured run(std::size_t in_flight, const Bound& bound);
  /// Runs as long as `goes_on` returns true; it is called often.
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
