// Where running libraries leave what they say of themselves, and where people read it. Nothing rests on it.
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

  /// Writes what a library says of itself, in a transaction of its own.
  virtual Status report(const InstanceStatus& report) = 0;
  /// Writes it with the next commit, which costs no sync of its own. report_now() writes it when no commit comes. By
  /// the thread that commits.
  virtual void report_with_next_commit(InstanceStatus report) = 0;
  virtual Status report_now() = 0;

  /// The last report of each library.
  virtual Result<std::vector<InstanceStatus>> reports() const = 0;
};

}  // namespace permit
