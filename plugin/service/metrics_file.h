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

/// Writes in a thread of its own: a slow disk holds up no text.
class MetricsFile {
 public:
  explicit MetricsFile(std::string file);
  MetricsFile(const MetricsFile&) = delete;
  MetricsFile& operator=(const MetricsFile&) = delete;
  ~MetricsFile();

  /// Writes it soon, in the place of what was shown before. A file that cannot be written is logged once.
  void show(InstanceStatus report, std::optional<RegisterFigures> the_register);

 private:
  struct Shown {
    InstanceStatus report;
    std::optional<RegisterFigures> the_register;
  };

  void follow();

  const std::string file_;
  Alarm fault_;  // of the thread
  std::mutex mutex_;
  std::condition_variable news_;
  std::optional<Shown> shown_;  // under mutex_, as what follows
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace permit
