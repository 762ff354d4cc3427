#include "service/shadow.h"

#include <chrono>
#include <utility>

#include "core/answer.h"
#include "core/read/request.h"
#include "kannel/host.h"
#include "kannel/log.h"
#include "system/clock.h"

namespace permit {

namespace {

constexpr std::chrono::milliseconds kLook{200};  // between two checks of the folder and of the end

}  // namespace

Shadow::Shadow(std::string folder) : folder_(std::move(folder)), compiler_(folder_) {
  state_.folder = folder_;
  thread_ = std::thread([this] { run(); });
}

Shadow::~Shadow() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  news_.notify_one();
  thread_.join();
}

void Shadow::on_answer(const Entry& answered, Account account) {
  if (answered.reason == kFlood) return;  // other rules would have ignored it too
  {
    const std::lock_guard lock(mutex_);
    if (state_.rules == Digest{}) return;
    if (waiting_.size() == kMostWaiting) {
      ++state_.passed_over;
      return;
    }
    waiting_.push_back({answered, std::move(account)});
  }
  news_.notify_one();
}

InstanceStatus::Shadow Shadow::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

// The watch began before the folder is first read, so no change is missed.
void Shadow::run() {
  consider(load_folder(folder_));
  for (;;) {
    const std::vector<AnsweredText> texts = await_texts();
    for (const AnsweredText& text : texts) compare(text);
    if (auto changed = compiler_.take_compiled()) consider(*changed);
    const std::lock_guard lock(mutex_);
    if (stop_) return;
  }
}

void Shadow::consider(const Loaded& loaded) {
  std::vector<std::string> faults;
  for (const Diagnostic& fault : loaded.faults) {
    if (kind_of(fault.id).severity == Severity::broken)
      faults.push_back((fault.file.empty() ? "" : folder_ + "/") + render(fault));
  }
  if (!host_is_leaving()) {
    if (!loaded.rules) {
      fault_.raise("The folder `" + folder_ +
                   "' of `rules-next' does not compile: " + (faults.empty() ? "" : faults.front()));
    } else {
      fault_.clear("The folder `" + folder_ + "' of `rules-next' compiles again.");
    }
  }
  const std::lock_guard lock(mutex_);
  state_.faults = std::move(faults);
  if (!loaded.rules || (rules_ && rules_->hash == loaded.rules->hash)) return;
  rules_ = loaded.rules;
  state_.rules = rules_->hash;
  state_.since = Clock::host_time();
  state_.texts = {};
  state_.passed_over = 0;
}

std::vector<Shadow::AnsweredText> Shadow::await_texts() {
  std::unique_lock lock(mutex_);
  news_.wait_for(lock, kLook, [&] { return stop_ || !waiting_.empty(); });
  return stop_ ? std::vector<AnsweredText>() : std::exchange(waiting_, {});
}

void Shadow::compare(const AnsweredText& answered) {
  const Text& text = answered.entry.text;
  const Request request = parse_request(text, *rules_, answered.entry.decided);
  const Entry other = answer(text, request, answered.account, *rules_, answered.entry.decided);
  const std::lock_guard lock(mutex_);
  if (same_decision(answered.entry, other)) {
    ++state_.texts.same;
  } else {
    ++state_.texts.changed[{answered.entry.outcome, other.outcome}];
  }
}

}  // namespace permit
