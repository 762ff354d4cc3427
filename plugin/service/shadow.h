// Rules that are tried beside those in force: `rules-next' in the configuration.
//
// Each answered text is decided under them too, on the account that its answer rests on, and counted. Nothing is
// committed or replied to. What the other rules would have looked for beyond that account (another document, a longer
// past) is not seen: `permitctl replay' does. All of it happens in a thread of its own; when that cannot keep up, texts
// are passed over.
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
  /// At most so many texts wait to be tried.
  static constexpr std::size_t kMostWaiting = 4096;

  /// Follows the folder as it changes; one that does not compile is logged and leaves the rules that are tried.
  explicit Shadow(std::string folder);
  Shadow(const Shadow&) = delete;
  Shadow& operator=(const Shadow&) = delete;
  ~Shadow() override;

  void saw(const Entry& answered, Account account) override;
  /// Any thread.
  InstanceStatus::Shadow state() const;

 private:
  struct Seen {
    Entry answered;
    Account account;
  };

  void follow();
  void consider(const Loaded& loaded);
  std::vector<Seen> await_texts();
  void compare(const Seen& seen);

  const std::string folder_;
  RuleCompiler compiler_;
  Alarm fault_;  // of the thread
  Rules rules_;  // likewise
  mutable std::mutex mutex_;
  std::condition_variable news_;
  InstanceStatus::Shadow state_;  // under mutex_, as what follows
  std::vector<Seen> waiting_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace permit
