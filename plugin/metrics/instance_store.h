// Running libraries publish their status here, and people read it here. No decision depends on it.
#pragma once

#include <vector>

#include "base/result.h"
#include "metrics/instance_status.h"

namespace permit {

class InstanceStore {
 public:
  InstanceStore() = default;
  InstanceStore(const InstanceStore&) = delete;
  InstanceStore& operator=(const InstanceStore&) = delete;
  virtual ~InstanceStore() = default;

  /// Writes the status of a library in a separate transaction.
  virtual Status publish(const InstanceStatus& status) = 0;
  /// Queues the status for the next commit, which saves a sync. publish_queued() writes it if no commit comes. Call
  /// both from the thread that commits.
  virtual void publish_with_next_commit(InstanceStatus status) = 0;
  virtual Status publish_queued() = 0;

  /// Returns the last status of each library.
  virtual Result<std::vector<InstanceStatus>> statuses() const = 0;
};

}  // namespace permit
