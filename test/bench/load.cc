#include "test/bench/load.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "test/bench/machine.h"

namespace permit::bench {
namespace {

using test::RigFailure;
using test::Sms;

constexpr double kLongestWarmUp = 0.5;  // seconds
constexpr double kWarmUp = 0.2;         // of the time bound
constexpr auto kTimeout = std::chrono::seconds(60);

/// Processor seconds since the start of each part of a load.
struct Used {
  double bearerbox;
  double smsbox;
  double load;
  double all;
};

Used used_so_far(test::KannelRig& rig) {
  return {processor_time(rig.bearerbox().pid()), processor_time(rig.smsbox().pid()), own_processor_time(),
          machine_time()};
}

}  // namespace

Measured Load::run(std::size_t in_flight, const Bound& bound) {
  const auto is_over = [&](const Measured& measured) {
    return measured.texts >= bound.texts || measured.seconds >= bound.seconds;
  };
  return run(in_flight, is_over, std::min(kLongestWarmUp, bound.seconds * kWarmUp));
}

Measured Load::run_while(std::size_t in_flight, const std::function<bool()>& goes_on) {
  return run(
      in_flight, [&](const Measured&) { return !goes_on(); }, 0);
}

Measured Load::run(std::size_t in_flight, const std::function<bool(const Measured&)>& is_over, double warm_up) {
  const auto seconds_since = [](Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
  };
  // Measuring begins only when enough texts have been answered that all queues are full.
  Measured warming;
  auto begin = Clock::now();
  rig_.wait_for(
      "the load has warmed up",
      [&] {
        take_replies(warming);
        while (in_flight_.size() < in_flight) send_one();
        return warming.texts >= in_flight && seconds_since(begin) >= warm_up;
      },
      kTimeout);

  Measured measured;
  begin = Clock::now();
  const Used before = used_so_far(rig_);
  auto last_reply = begin;
  const auto is_measured = [&] {
    const std::size_t texts = measured.texts;
    take_replies(measured);
    measured.seconds = seconds_since(begin);
    if (measured.texts != texts) last_reply = Clock::now();
    if (is_over(measured)) return true;
    if (seconds_since(last_reply) > std::chrono::duration<double>(kTimeout).count())
      throw RigFailure("no reply has come for a minute\n" + rig_.tails());
    while (in_flight_.size() < in_flight) send_one();
    return false;
  };
  rig_.wait_for("the load has ended", is_measured, std::chrono::hours(24));
  const Used after = used_so_far(rig_);
  measured.bearerbox = after.bearerbox - before.bearerbox;
  measured.smsbox = after.smsbox - before.smsbox;
  measured.load = after.load - before.load;
  measured.all = after.all - before.all;

  const auto is_drained = [&] {
    take_replies(warming);
    return in_flight_.empty();
  };
  rig_.wait_for("every text is answered", is_drained, kTimeout);
  return measured;
}

void Load::send_one() {
  char number[16];
  std::snprintf(number, sizeof number, "%07llu", static_cast<unsigned long long>(sent_++));
  std::string phone = prefix_ + number;
  Ask ask = texts_.next();
  const Sms text{.from = phone, .to = short_number_, .text = ask.body};
  in_flight_.emplace(std::move(phone), Sent{std::move(ask), Clock::now()});
  smsc_.send(text);
}

void Load::take_replies(Measured& measured) {
  const std::vector<Sms> replies = smsc_.take_replies();
  if (replies.empty()) return;
  const auto now = Clock::now();
  for (const Sms& reply : replies) {
    const auto sent = in_flight_.find(reply.to.starts_with('+') ? reply.to.substr(1) : reply.to);
    if (sent == in_flight_.end()) throw RigFailure("a reply that nobody waits for: " + reply.to + ": " + reply.text);
    const Ask& ask = sent->second.ask;
    if (!reply.text.starts_with(ask.reply))
      throw RigFailure("the reply to `" + ask.body + "' is `" + reply.text + "' and begins not with `" + ask.reply +
                       "'");
    measured.latencies.add(now - sent->second.at);
    ++measured.texts;
    texts_.answered(ask);
    in_flight_.erase(sent);
  }
}

}  // namespace permit::bench
