#include "service/meter.h"

namespace permit {

void Meter::arrived(std::span<const Text> texts, Time now) {
  for (const Text& text : texts) waiting_.try_emplace(text.key, Waiting{.since = now});
  figures_.waiting = waiting_.size();
}

void Meter::reply(const Entry& entry) {
  link_.reply(entry);
  ++figures_.outcomes[entry.outcome];
  const auto text = waiting_.find(entry.text.key);
  if (text == waiting_.end()) return;
  replied_.push_back(text->second.since);
  text->second.replied = true;
}

// A text that is acked without a reply was not answered on purpose.
void Meter::ack(const Text& text) {
  link_.ack(text);
  const auto waiting = waiting_.find(text.key);
  if (waiting == waiting_.end()) return;
  if (!waiting->second.replied) ++figures_.outcomes[Outcome::silent];
  waiting_.erase(waiting);
  figures_.waiting = waiting_.size();
}

void Meter::flush() {
  link_.flush();
  if (replied_.empty()) return;
  const Time now = std::chrono::steady_clock::now();
  for (const Time since : replied_) figures_.latency.count(std::chrono::duration<double>(now - since).count());
  replied_.clear();
}

}  // namespace permit
