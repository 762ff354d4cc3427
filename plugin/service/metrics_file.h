// The file that Prometheus's node exporter collects: `metrics' in the configuration.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/inspection.h"
#include "metrics/instance_status.h"
#include "service/alarm.h"

namespace permit {

/// Writes in a separate thread, so a slow disk delays no text.
class MetricsFile {
 public:
  explicit MetricsFile(std::string file);
  MetricsFile(const MetricsFile&) = delete;
  MetricsFile& operator=(const MetricsFile&) = delete;
  ~MetricsFile();

  /// Writes the figures soon, instead of any that are not written yet. Logs once that the file cannot be written.
  void write_soon(InstanceStatus status, std::optional<RegisterFigures> the_register);

 private:
  struct Snapshot {
    InstanceStatus status;
    std::optional<RegisterFigures> the_register;
  };

  void run();

  const std::string file_;
  Alarm fault_;  // used by the thread only
  std::mutex mutex_;
  std::condition_variable news_;
  std::optional<Snapshot> pending_;  // under mutex_, as is stop_
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace permit
