#include "test/rig/store_samples.h"

#include <algorithm>
#include <cstdlib>

namespace permit::test {
namespace {

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) std::abort();
  return std::move(*result);
}

}  // namespace

Instant utc(const char* time) {
  const std::optional<LocalTime> parsed = parse_local_time(time);
  if (!parsed) std::abort();
  return Instant{parsed->time_since_epoch()};
}

Ask ask(unsigned number, const std::string& document, const std::string& plate, Instant sent) {
  Ask asked;
  asked.text.key.sent = sent;
  for (std::size_t i = 0; i < sizeof number; ++i)
    asked.text.key.id[i] = static_cast<std::uint8_t>(number >> (8 * i) & 0xff);
  asked.text.phone = "99450" + document;
  asked.text.short_number = "8103";
  asked.text.smsc = "north";
  asked.text.sender = "+" + asked.text.phone;
  asked.text.body = "2 " + document + " " + plate;
  asked.document = document;
  asked.plate = plate;
  return asked;
}

std::vector<AccountQuery> TwoHours::questions() const {
  std::vector<AccountQuery> questions;
  for (const Ask& asked : asked_) questions.push_back({.key = asked.text.key, .document = asked.document});
  return questions;
}

Entry TwoHours::decide(std::size_t index, Sequence, const Account& account, Instant decided) const {
  const Ask& asked = asked_.at(index);
  Entry entry;
  entry.text = asked.text;
  entry.decided = decided;
  entry.language = "en";
  entry.purpose = "2";
  entry.document = asked.document;
  entry.plate = asked.plate;
  entry.clause = "2.1";
  entry.rules.fill(0x81);
  if (asked.document.empty()) {
    entry.outcome = Outcome::unreadable;
  } else if (!account.permits.empty() && !account.permits.back().period.has_ended(decided)) {
    const Permit& lives = account.permits.back();
    entry.outcome = Outcome::repeated;
    entry.period = lives.period;
    entry.permit = lives.sequence;
    if (asked.plate.empty()) entry.plate = lives.plate;
  } else {
    entry.outcome = Outcome::granted;
    entry.period = Period{.from = decided, .until = decided + std::chrono::hours(2)};
  }
  entry.reason = name(entry.outcome);
  entry.reply = "Permit " + entry.document + " " + entry.plate;
  return entry;
}

Result<std::vector<CommitResult>> commit(Store& store, Instant now, const std::vector<Ask>& asked) {
  const TwoHours judge(asked);
  return store.commit(now, judge.questions(), judge);
}

std::vector<Permit> by_document(const Register& store, const std::string& document) {
  return must(store.by_document(document, Instant::min(), Instant::max()));
}

std::vector<Permit> by_plate(const Register& store, const std::string& plate) {
  return must(store.by_plate(plate, Instant::min(), Instant::max()));
}

std::vector<Permit> by_phone(const Register& store, const std::string& phone) {
  return must(store.by_phone(phone, Instant::min(), Instant::max()));
}

std::vector<Entry> texts(const Register& store) {
  std::vector<Entry> texts;
  const Result<std::vector<Record>> log = store.log(1, 100'000);
  for (const Record& record : *log)
    if (const Entry* text = record.text()) texts.push_back(*text);
  return texts;
}

}  // namespace permit::test
