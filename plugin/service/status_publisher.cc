#include "service/status_publisher.h"

#include <unistd.h>

#include <utility>

#include "system/clock.h"

namespace permit {

namespace {

constexpr std::chrono::seconds kRetry{10};

/// Whether anything but the time differs.
bool is_news(const InstanceStatus& report, const InstanceStatus& published) {
  return report.figures != published.figures || report.shadow != published.shadow;
}

}  // namespace

StatusPublisher::StatusPublisher(std::string box, const std::string& metrics) : box_(std::move(box)) {
  if (!metrics.empty()) file_.emplace(metrics);
}

void StatusPublisher::publish(RegisterStore* store, const RuleKeeper& rules, const Shadow* shadow,
                              const InstanceFigures& figures, bool quiet) {
  const auto now = std::chrono::steady_clock::now();
  const bool has_new_rules = published_rules_ != rules.changes();
  if (has_new_rules || now >= next_) {
    next_ = now + kBetween;
    InstanceStatus report = report_of(rules, shadow, figures);
    if (file_) {
      std::optional<RegisterFigures> of_register;
      if (store)
        if (const auto looked_at = store->figures()) of_register = *looked_at;
      file_->show(report, of_register);
    }
    if (store && (has_new_rules || is_news(report, published_))) {
      published_rules_ = rules.changes();
      published_ = report;
      store->report_with_next_commit(std::move(report));
      if (has_new_rules) write_now(*store);
    }
  }
  if (store && quiet && now >= next_write_) write_now(*store);
}

void StatusPublisher::begin() { published_rules_ = 0; }

InstanceStatus StatusPublisher::report_of(const RuleKeeper& rules, const Shadow* shadow,
                                          const InstanceFigures& figures) const {
  InstanceStatus report;
  report.box = box_;
  report.process = static_cast<std::uint32_t>(getpid());
  report.at = Clock::host_moment();
  report.folder = rules.folder();
  if (rules.in_force()) {
    report.rules = rules.in_force()->hash;
    report.rules_since = rules.since();
  }
  report.faults = rules.faults();
  if (shadow) report.shadow = shadow->state();
  report.figures = figures;
  return report;
}

void StatusPublisher::write_now(RegisterStore& store) {
  if (!store.report_now()) next_write_ = std::chrono::steady_clock::now() + kRetry;
}

}  // namespace permit
