// Counts, between the link and core/answer.h, texts, their outcomes, and the time to each reply.
#pragma once

#include <chrono>
#include <map>
#include <span>
#include <vector>

#include "core/answer.h"
#include "metrics/instance_status.h"

namespace permit {

/// Belongs to one link. Not thread-safe: only one thread writes the figures. Counting takes no lock and no system call
/// except one read of the clock per batch.
class Meter final : public Outbox {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Borrows both for its lifetime. Resets the number of waiting texts, because those of an earlier link come again.
  Meter(Outbox& link, InstanceFigures& figures) : link_(link), figures_(figures) { figures_.waiting = 0; }

  void arrived(std::span<const Text> texts, Time now = std::chrono::steady_clock::now());

  void reply(const Entry& entry) override;
  void ack(const Text& text) override;
  void flush() override;

 private:
  struct Waiting {
    Time since;
    bool replied = false;
  };

  Outbox& link_;
  InstanceFigures& figures_;
  std::map<TextKey, Waiting> waiting_;
  std::vector<Time> replied_;  ///< arrival times of the texts whose replies the next flush() sends
};

}  // namespace permit
