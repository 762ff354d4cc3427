#include "service/metrics_file.h"

#include <utility>

#include "kannel/host.h"
#include "metrics/exposition.h"
#include "system/atomic_file.h"

namespace permit {

namespace {

constexpr mode_t kReadableByAll = 0644;

}  // namespace

MetricsFile::MetricsFile(std::string file) : file_(std::move(file)) {
  thread_ = std::thread([this] { run(); });
}

MetricsFile::~MetricsFile() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  news_.notify_one();
  thread_.join();
}

void MetricsFile::write_soon(InstanceStatus status, std::optional<RegisterFigures> the_register) {
  {
    const std::lock_guard lock(mutex_);
    pending_ = Snapshot{std::move(status), the_register};
  }
  news_.notify_one();
}

void MetricsFile::run() {
  for (;;) {
    std::optional<Snapshot> snapshot;
    {
      std::unique_lock lock(mutex_);
      news_.wait(lock, [this] { return stop_ || pending_; });
      if (stop_) return;
      snapshot = std::exchange(pending_, std::nullopt);
    }
    // Not synced: the file is written again after a power cut, and a sync would delay the register's sync.
    const Status written = replace_file(file_, render_exposition({&snapshot->status, 1}, snapshot->the_register),
                                        {.mode = kReadableByAll, .sync = false});
    if (host_is_leaving()) return;  // logging is not allowed any more
    if (written) {
      fault_.clear("The metrics file `" + file_ + "' is written again.");
    } else {
      fault_.raise("The metrics file is not written: " + written.error().message + ".");
    }
  }
}

}  // namespace permit
