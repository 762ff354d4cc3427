#include "kannel/reporter.h"

#include <unistd.h>

#include <utility>

#include "kannel/clock.h"

namespace permit {

namespace {

constexpr std::chrono::seconds kRetry{10};

}  // namespace

Reporter::Reporter(std::string box) : box_(std::move(box)) {}

void Reporter::tell(LmdbStore& store, const RuleKeeper& rules, const Shadow* shadow) {
  const auto now = std::chrono::steady_clock::now();
  const bool is_news = told_ != rules.changes();
  const bool may_count = shadow && now >= next_count_;
  if (now < next_try_ || (!is_news && !may_count)) return;
  next_count_ = now + kBetweenCounts;
  BoxReport report;
  report.box = box_;
  report.process = static_cast<std::uint32_t>(getpid());
  report.at = Clock::host_moment();
  report.folder = rules.folder();
  if (rules.in_force()) report.rules = rules.in_force()->hash;
  report.faults = rules.faults();
  if (shadow) report.shadow = shadow->state();
  if (!is_news && report.shadow == told_shadow_) return;
  if (store.report(report)) {
    told_ = rules.changes();
    told_shadow_ = std::move(report.shadow);
  } else {
    next_try_ = now + kRetry;
  }
}

}  // namespace permit
