// Tries other rules next to those in force: `rules-next' in the configuration.
//
// Each answered text is decided under the other rules too, on the account that its answer depends on, and counted.
// Nothing is committed or replied. What the other rules would look up beyond that account (another document, a longer
// past) is not seen; `permitctl replay' sees it. All of this happens in a separate thread; texts are skipped when it
// cannot keep up.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/rule_set.h"
#include "metrics/instance_status.h"
#include "service/alarm.h"
#include "service/commit_observer.h"
#include "service/rule_compiler.h"

namespace permit {

class Shadow final : public CommitObserver {
 public:
  /// The most texts that wait to be tried.
  static constexpr std::size_t kMostWaiting = 4096;

  /// Follows the folder as it changes. If the folder does not compile, logs that and keeps the rules that are tried.
  explicit Shadow(std::string folder);
  Shadow(const Shadow&) = delete;
  Shadow& operator=(const Shadow&) = delete;
  ~Shadow() override;

  void on_answer(const Entry& answered, Account account) override;
  /// Any thread may call.
  InstanceStatus::Shadow state() const;

 private:
  struct AnsweredText {
    Entry entry;
    Account account;
  };

  void run();
  void consider(const Loaded& loaded);
  std::vector<AnsweredText> await_texts();
  void compare(const AnsweredText& answered);

  const std::string folder_;
  RuleCompiler compiler_;
  Alarm fault_;  // used by the thread only
  Rules rules_;  // used by the thread only
  mutable std::mutex mutex_;
  std::condition_variable news_;
  InstanceStatus::Shadow state_;  // under mutex_, as are waiting_ and stop_
  std::vector<AnsweredText> waiting_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace permit
