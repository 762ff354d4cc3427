#include "service/status_publisher.h"

#include <unistd.h>

#include <utility>

#include "system/clock.h"

namespace permit {

namespace {

constexpr std::chrono::seconds kRetry{10};

/// Whether anything but the time differs.
bool is_news(const InstanceStatus& status, const InstanceStatus& published) {
  return status.figures != published.figures || status.shadow != published.shadow;
}

}  // namespace

StatusPublisher::StatusPublisher(std::string box, const std::string& metrics) : box_(std::move(box)) {
  if (!metrics.empty()) file_.emplace(metrics);
}

void StatusPublisher::publish(RegisterStore* store, const ActiveRules& rules, const Shadow* shadow,
                              const InstanceFigures& figures, bool quiet) {
  const auto now = std::chrono::steady_clock::now();
  const bool has_new_rules = published_rules_ != rules.changes();
  if (has_new_rules || now >= next_) {
    next_ = now + kInterval;
    InstanceStatus status = status_of(rules, shadow, figures);
    if (file_) {
      std::optional<RegisterFigures> of_register;
      if (store)
        if (const auto looked_at = store->figures()) of_register = *looked_at;
      file_->write_soon(status, of_register);
    }
    if (store && (has_new_rules || is_news(status, published_))) {
      published_rules_ = rules.changes();
      published_ = status;
      store->publish_with_next_commit(std::move(status));
      if (has_new_rules) write_now(*store);
    }
  }
  if (store && quiet && now >= next_write_) write_now(*store);
}

void StatusPublisher::begin() { published_rules_ = 0; }

InstanceStatus StatusPublisher::status_of(const ActiveRules& rules, const Shadow* shadow,
                                          const InstanceFigures& figures) const {
  InstanceStatus status;
  status.box = box_;
  status.process = static_cast<std::uint32_t>(getpid());
  status.at = Clock::host_time();
  status.folder = rules.folder();
  if (rules.in_force()) {
    status.rules = rules.in_force()->hash;
    status.rules_since = rules.since();
  }
  status.faults = rules.faults();
  if (shadow) status.shadow = shadow->state();
  status.figures = figures;
  return status;
}

void StatusPublisher::write_now(RegisterStore& store) {
  if (!store.publish_queued()) next_write_ = std::chrono::steady_clock::now() + kRetry;
}

}  // namespace permit
