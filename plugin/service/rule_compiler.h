// Compiles a rule folder whenever it changes, in a separate thread, so that no text waits for it.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/result.h"
#include "ruleset/load.h"
#include "ruleset/read/watcher.h"

namespace permit {

class RuleCompiler {
 public:
  explicit RuleCompiler(std::string folder);
  /// Waits for a running compilation.
  ~RuleCompiler();

  /// Done, or the reason why changes are not noticed.
  const Status& watching() const { return watching_; }
  /// Returns once what the folder compiled to after its last change, then nothing until it changes again. Any thread
  /// may call; never waits for a compilation.
  std::optional<Loaded> take_compiled();

 private:
  void run(FolderWatch& watch);

  const std::string folder_;
  Status watching_ = Done{};
  std::mutex mutex_;
  std::optional<Loaded> compiled_;  ///< under mutex_
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace permit
