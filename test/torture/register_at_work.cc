#include "test/torture/register_at_work.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <utility>

#include "core/answer.h"
#include "ruleset/load.h"
#include "store/index_check.h"
#include "store/open.h"
#include "test/rig/store_samples.h"
#include "test/torture/file_on_disk.h"

namespace permit::test {
namespace {

using namespace std::chrono_literals;

constexpr unsigned kTextsABatch = 20;
constexpr std::size_t kMostAttempts = 2000;
const Actor kClerk{"clerk", "by telephone"};

const Loaded& loaded_rules() {
  static const Loaded loaded = load_folder("rules/8103");
  return loaded;
}

std::int64_t seconds(Instant instant) { return instant.time_since_epoch().count(); }
Instant instant(std::int64_t seconds) { return Instant{std::chrono::seconds(seconds)}; }

unsigned number_of(const Text& text) {
  unsigned number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number |= static_cast<unsigned>(text.key.id[i]) << (8 * i);
  return number;
}

std::string document(std::size_t which) { return "AZE" + std::to_string(10000000 + which); }

/// Records replies and acks onto the tape when they would be on the wire.
class Wire final : public Outbox {
 public:
  explicit Wire(Tape& tape) : tape_(tape) {}

  void reply(const Entry& entry) override {
    // A text that changes nothing is replied to before it is in the log.
    if (entry.outcome == Outcome::unreadable || entry.outcome == Outcome::information) return;
    std::ostringstream said;
    said << "reply\t" << number_of(entry.text) << '\t' << seconds(entry.decided) << '\t' << entry.document << '\t'
         << (entry.outcome == Outcome::granted ? seconds(*entry.period->until) : 0) << '\t' << entry.reply;
    leaving_.push_back(said.str());
    decided_ = entry.decided;
  }
  void ack(const Text& text) override {
    leaving_.push_back("ack\t" + std::to_string(number_of(text)) + "\t" + std::to_string(seconds(decided_)));
  }
  void flush() override {
    for (const std::string& what : leaving_) tape_.say(what);
    leaving_.clear();
  }

 private:
  Tape& tape_;
  std::vector<std::string> leaving_;
  Instant decided_ = Instant::max();
};

class Work {
 public:
  Work(RegisterStore& store, Tape& tape) : store_(store), tape_(tape), wire_(tape), texters_(store, wire_) {}

  std::string run(std::size_t batches) {
    if (!loaded_rules().rules) return "the rules do not compile";
    if (!act([&] { return store_.accept_rules(loaded_rules().rules->hash, loaded_rules().text, now_); })) return error_;
    for (std::size_t batch = 0; batch < batches; ++batch) {
      now_ += 20min;
      if (!texts(batch) || !clerks(batch)) return error_;
    }
    return {};
  }

 private:
  /// Tries until `attempt` succeeds. Its promise is recorded afterwards.
  template <typename Try>
  bool insist(Try attempt) {
    for (std::size_t attempts = 0; attempts < kMostAttempts; ++attempts) {
      const auto done = attempt();
      if (done.ok()) return true;
      error_ = done.error().message;
    }
    return false;
  }

  template <typename Try>
  bool act(Try attempt) {
    if (!insist(attempt)) return false;
    for (;;) {
      const auto head = store_.head();
      if (!head) continue;
      tape_.say("end\t" + std::to_string(head->sequence) + "\t" + hex(head->chain));
      return true;
    }
  }

  bool texts(std::size_t batch) {
    std::vector<Text> arrived;
    for (unsigned text = 0; text < kTextsABatch; ++text) {
      if (text % 7 == 3 && next_ > 30) {  // delivered again
        arrived.push_back(text_of(next_ - 1 - static_cast<unsigned>(chance_() % 30)));
      } else {
        arrived.push_back(text_of(next_++));
      }
    }
    const auto now = now_ + std::chrono::seconds(batch % 20);
    bool is_first = true;
    return insist([&] {
      return texters_.respond(std::exchange(is_first, false) ? std::move(arrived) : std::vector<Text>{},
                              loaded_rules().rules, now);
    });
  }

  /// Returns the same text for the same number at every call.
  static Text text_of(unsigned number) {
    const std::size_t who = number % 3 == 0 ? number % 40 : number;
    Text text = ask(number, document(who)).text;
    text.phone = "99450" + std::to_string(1000000 + who);
    text.body = (number % 5 == 1 ? "1 " : "2 ") + document(who) + (number % 4 == 0 ? " 10-AA-123" : "");
    if (number % 11 == 5) text.body = "salam";
    if (number % 13 == 6) text.body = "STATUS " + document(who);
    return text;
  }

  bool clerks(std::size_t batch) {
    switch (batch % 8) {
      case 1:
        return act([&] {
          return store_.put_on_list(
              {"health", Listing::Of::document, document(90000 + batch), now_, now_ + 24h, "clerk", "a test"});
        });
      case 2:
        return import(batch);
      case 3:
        return revoke();
      case 4: {
        RuleFiles text = loaded_rules().text;
        text.push_back({"note.txt", std::to_string(batch)});
        Digest hash = loaded_rules().rules->hash;
        hash[0] = static_cast<std::uint8_t>(batch);
        return act([&] { return store_.accept_rules(hash, text, now_); });
      }
      case 5:
        return batch < 16 || purge();
      case 6:
        return act([&] { return store_.drop_raw_texts(now_ - 6h, 50); });
      default:
        return true;
    }
  }

  bool import(std::size_t batch) {
    Import import{.kind = "work", .file = "staff.csv", .by = "clerk"};
    for (unsigned page = 0; page < 3; ++page) {
      std::vector<StandingPermit> rows;
      for (unsigned row = 0; row < 20; ++row)
        rows.push_back({.kind = "work",
                        .activity = "trade",
                        .period = {now_, now_ + 24h},
                        .holder = document(50000 + (batch * 60 + page * 20 + row) % 200),
                        .plate = "10AA" + std::to_string(100 + row),
                        .source = "staff.csv"});
      if (!act([&] {
            const auto staged = store_.stage(import, rows, now_);
            if (staged && staged->import != 0) import.id = staged->import;
            return staged;
          }))
        return false;
    }
    if (import.id == 0) return true;
    if (batch % 16 == 2) return act([&] { return store_.publish_import(import.id, 60, now_); });
    bool is_gone = false;
    while (!is_gone)
      if (!act([&] {
            const auto dropped = store_.drop_import(import.id, 25, now_);
            is_gone = dropped && *dropped;
            return dropped;
          }))
        return false;
    return true;
  }

  bool revoke() {
    const std::string who = document(chance_() % 40);
    const auto permits = store_.by_document(who, now_ - 3h, now_ + 1h);
    if (!permits || permits->empty()) return true;
    tape_.say("revoked\t" + who);
    return act([&] { return store_.change_end(permits->back().sequence, "", {now_, true}, kClerk, now_); });
  }

  bool purge() {
    const Instant before = now_ - 5h;
    tape_.say("purge\t" + std::to_string(seconds(before)));
    if (!act([&] {  // as permitctl does before it removes the first row
          return store_.note({kClerk, Removed{.what = Removed::What::history, .before = before}}, now_);
        }))
      return false;
    bool is_over = false;
    while (!is_over)
      if (!act([&] {
            const auto purged = store_.purge(before, 40);
            is_over = purged && *purged == 0;
            return purged;
          }))
        return false;
    return true;
  }

  RegisterStore& store_;
  Tape& tape_;
  Wire wire_;
  Responder texters_;
  Instant now_ = utc("2020-07-21T06:00");
  unsigned next_ = 1;
  std::mt19937_64 chance_{8103};
  std::string error_;
};

}  // namespace

std::string work_on(const std::string& folder, Tape& tape, std::size_t batches) {
  for (std::size_t attempt = 0;; ++attempt) {
    const auto store = open_store(folder);
    if (store) return Work(**store, tape).run(batches);
    if (attempt == kMostAttempts) return store.error().message;
  }
}

void Promises::add(std::string_view what) {
  std::istringstream said{std::string(what)};
  std::string kind;
  said >> kind;
  if (kind == "reply") {
    unsigned number = 0;
    std::int64_t decided = 0;
    std::int64_t until = 0;
    Reply reply;
    said >> number >> decided >> reply.document >> until;
    std::getline(said.ignore(), reply.words);
    reply.decided = instant(decided);
    if (until != 0) reply.granted_until = instant(until);
    replies_.emplace(number, reply);  // the first; others must be equal
  } else if (kind == "ack") {
    unsigned number = 0;
    std::int64_t decided = 0;
    said >> number >> decided;
    acked_.emplace(number, instant(decided));
  } else if (kind == "end") {
    said >> end_.sequence >> end_.chain;
  } else if (kind == "revoked") {
    std::string who;
    said >> who;
    revoked_.insert(who);
  } else if (kind == "purge") {
    std::int64_t before = 0;
    said >> before;
    purged_before_ = instant(before);
  }
}

std::string Promises::judge(const std::string& folder, std::mt19937_64& chance) const {
  const auto opened = open_store(folder);
  if (!opened && end_.sequence == 0 && replies_.empty()) return {};  // half created and nothing promised: refused
  if (!opened) return "cannot be opened: " + opened.error().message;
  RegisterStore& store = **opened;
  if (const auto verified = store.verify(); !verified) return verified.error().message;
  for (const auto check = store.check(); !check->is_over();) {
    const auto faults = check->step(1000, false);
    if (!faults) return faults.error().message;
    if (!faults->empty()) {
      const IndexFault& fault = faults->front();
      return "index `" + fault.database + "' is not as record " + std::to_string(fault.record) + " of " +
             fault.subject + " says";
    }
  }
  if (std::string wrong = judge_log(store); !wrong.empty()) return wrong;
  return judge_next_text(store, chance);
}

std::string Promises::judge_log(const InspectionStore& store) const {
  const auto start = store.start();
  const auto last = store.last();
  if (!start || !last) return "cannot be read";
  if (*last < end_.sequence) return "ends before record " + std::to_string(end_.sequence) + ", which was promised";
  if (end_.sequence > start->sequence) {
    Head at = *start;
    while (at.sequence < end_.sequence) {
      const auto followed = store.follow(at, end_.sequence - at.sequence);
      if (!followed) return followed.error().message;
      at = followed->to;
    }
    if (hex(at.chain) != end_.chain) return "has another record " + std::to_string(end_.sequence);
  }

  std::map<unsigned, std::string> kept;
  const auto log = store.log(1, 1'000'000);
  if (!log) return log.error().message;
  for (const Record& record : *log)
    if (const Entry* entry = record.text())
      if (!kept.emplace(number_of(entry->text), entry->reply).second)
        return "answers text " + std::to_string(number_of(entry->text)) + " twice";
  for (const auto& [number, reply] : replies_) {
    if (reply.decided < purged_before_) continue;
    const auto found = kept.find(number);
    if (found == kept.end()) return "knows no text " + std::to_string(number) + ", which was replied to";
    if (found->second != reply.words) return "has `" + found->second + "' where `" + reply.words + "' was said";
  }
  for (const auto& [number, decided] : acked_)
    if (decided >= purged_before_ && decided != Instant::max() && !kept.contains(number))
      return "knows no text " + std::to_string(number) + ", which was acked";
  return {};
}

std::string Promises::judge_next_text(RegisterStore& store, std::mt19937_64& chance) const {
  const auto now = store.last_decided();
  if (!now) return now.error().message;
  std::vector<const Reply*> living;
  for (const auto& [number, reply] : replies_)
    if (reply.granted_until && *reply.granted_until > *now && !revoked_.contains(reply.document))
      living.push_back(&reply);
  if (living.empty()) return {};
  const std::string& who = living[chance() % living.size()]->document;

  struct Silence final : Outbox {
    void reply(const Entry&) override {}
    void ack(const Text&) override {}
    void flush() override {}
  } nobody;
  const unsigned number = 4'000'000;
  Text text = ask(number, who).text;
  text.phone = "994501234567";
  Responder responder(store, nobody);
  for (const char* code : {"1 ", "2 "}) {
    text.key.id[15] = static_cast<std::uint8_t>(*code);
    text.body = code + who;
    if (const Status answered = responder.respond({text}, loaded_rules().rules, *now); !answered)
      return "takes no text any more: " + answered.error().message;
    const auto entry = store.seen(text.key);
    if (!entry || !*entry) return "has forgotten a text at once";
    if ((*entry)->outcome == Outcome::repeated) return {};
  }
  return "gives " + who + " a second permit";
}

void cut_power(const Tape& tape, const std::string& rebuilt, FaultTrial& trial, std::size_t points) {
  std::size_t events = 0;
  tape.play([&](const Event&) { ++events; });
  FileOnDisk disk_file;
  Promises promises;
  tape.play([&](const Event& event) {
    disk_file.apply(event);
    if (event.did == Event::Did::say) promises.add(event.bytes());
    if (trial.between(0, events) >= points) return;
    trial.tried();
    std::filesystem::remove_all(rebuilt);
    std::filesystem::create_directories(rebuilt);
    if (const auto file = disk_file.sample(trial.chance()))
      std::ofstream(rebuilt + "/data.mdb", std::ios::binary) << *file;
    const std::string wrong = promises.judge(rebuilt, trial.chance());
    if (wrong.empty()) {
      trial.survived();
    } else {
      trial.lost(wrong);
    }
  });
  trial.texts(promises.texts());
}

}  // namespace permit::test
