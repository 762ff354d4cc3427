#include "kannel/reporter.h"

#include <unistd.h>

#include <utility>

#include "kannel/clock.h"

namespace permit {

namespace {

constexpr std::chrono::seconds kRetry{10};

}  // namespace

Reporter::Reporter(std::string box) : box_(std::move(box)) {}

void Reporter::tell(LmdbStore& store, const RuleKeeper& rules) {
  const auto now = std::chrono::steady_clock::now();
  if (told_ == rules.changes() || now < next_try_) return;
  BoxReport report;
  report.box = box_;
  report.process = static_cast<std::uint32_t>(getpid());
  report.at = Clock::host_moment();
  report.folder = rules.folder();
  if (rules.in_force()) report.rules = rules.in_force()->hash;
  report.faults = rules.faults();
  if (store.report(report)) {
    told_ = rules.changes();
  } else {
    next_try_ = now + kRetry;
  }
}

}  // namespace permit
