// Texts from anyone, from their bytes to the replies, by rules/8103 and test/rules/services, on a register in memory.
//
//   input  = service text*                service: a letter of kServices
//   text   = "\n> " moment step phone " " body
//   moment = any character: selects from moments_of(), if later than the text before; `.': the time of that text
//   step   = any character: selects the delay after it from kSteps
//   phone  = any character: selects from kPhones
#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/answer.h"
#include "core/decide/flood.h"
#include "ruleset/load.h"
#include "store/memory_store.h"
#include "test/fuzz/promise.h"
#include "test/fuzz/replies.h"

namespace permit::fuzz {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<const char*, 4> kFolders = {"rules/8103", "test/rules/services/curfew",
                                                 "test/rules/services/phone", "test/rules/services/stars"};
constexpr std::string_view kServices = "8cps";
constexpr std::array<seconds, 10> kSteps = {seconds{0}, seconds{59}, minutes{1}, minutes{29}, hours{1},
                                            hours{2},   hours{3},    hours{12},  hours{24},   hours{24 * 31}};
constexpr std::string_view kListed = "994559999999";
constexpr std::array<std::string_view, 9> kPhones = {
    "994501112233", "994551112233", "0501112233", "+491511234567", "Beeline", kListed, "+8103", "12345", ""};

constexpr std::size_t kMostTexts = 8;
constexpr FloodLimits kTerms = {.texts = 3};  // low, so that a flood fits into a conversation
constexpr std::size_t kLongestBody = 4096;    // the bound of kannel/sms_msg.h

struct Service {
  Rules rules;
  std::unique_ptr<Costs> costs;
  std::vector<Instant> moments;
};

/// Returns the moments at which the rules change, one second before each, and 4 and 17.5 hours after each.
std::vector<Instant> moments_of(const RuleSet& rules) {
  std::vector<Instant> moments;
  const auto add = [&](Instant at) {
    if (at == kNoEnd) return;
    for (const seconds offset : {seconds{-1}, seconds{0}, seconds{hours{4}}, seconds{hours{17} + minutes{30}}})
      moments.push_back(at + offset);
  };
  for (const Decree& decree : rules.decrees) add(decree.from);
  for (const Interval& interval : rules.intervals) add(interval.from);
  if (!rules.decrees.empty()) add(rules.decrees.back().until);
  std::sort(moments.begin(), moments.end());
  return moments;
}

const std::vector<Service>& services() {
  static const std::vector<Service> all = [] {
    std::vector<Service> loaded;
    for (const char* folder : kFolders) {
      Rules rules = load_folder(folder).rules;
      promise(rules != nullptr, "the project's rules can be loaded", folder);
      loaded.push_back({rules, std::make_unique<Costs>(*rules), moments_of(*rules)});
    }
    return loaded;
  }();
  return all;
}

/// A text and the time at which it arrives.
struct Sent {
  Text text;
  Instant now;
};

/// `salt` makes the keys of texts differ between conversations.
Text text_of(std::size_t number, std::uint8_t salt, std::string_view phone, std::string_view body,
             const RuleSet& rules) {
  Text text;
  text.key.sent = Instant{};
  text.key.id = {static_cast<std::uint8_t>(number), salt};
  text.sender = phone;
  text.phone = normalize_phone(phone);
  text.short_number = rules.number;
  text.body = body.substr(0, kLongestBody);
  return text;
}

std::vector<Sent> conversation(std::string_view input, const Service& service) {
  std::vector<Sent> texts;
  Instant now = service.moments.front();
  const auto pick = [](const auto& choices, char sign) {
    return choices[static_cast<unsigned char>(sign) % choices.size()];
  };
  while (!input.empty() && texts.size() < kMostTexts) {
    std::string_view line = take_up_to(input, "\n> ");
    if (line.size() < 3) continue;
    if (line[0] != '.') now = std::max(now, pick(service.moments, line[0]));
    now += pick(kSteps, line[1]);
    const std::string_view phone = pick(kPhones, line[2]);
    texts.push_back(
        {text_of(texts.size(), 1, phone, line.substr(std::min<std::size_t>(line.size(), 4)), *service.rules), now});
  }
  return texts;
}

/// Records replies and acks. Checks that every ack comes after its reply.
class SentReplies : public Outbox {
 public:
  void reply(const Entry& entry) override {
    promise(!entry.reply.empty(), "no sent reply is empty", entry.text.body);
    promise(!acked_[entry.text.key], "a reply is sent before the ack of its text", entry.text.body);
    ++replied_[entry.text.key];
  }
  void ack(const Text& text) override { acked_[text.key] = true; }
  void flush() override {}
  /// Forgets the acks, before everything is delivered again.
  void forget_acks() { acked_.clear(); }

  int replies_to(const Text& text) { return replied_[text.key]; }
  bool acked(const Text& text) { return acked_[text.key]; }

 private:
  std::map<TextKey, int> replied_;
  std::map<TextKey, bool> acked_;
};

/// A register with a person on every list, and a person with a standing permit of every kind.
class Office {
 public:
  explicit Office(const Service& service) : rules_(service.rules), costs_(*service.costs) {
    const auto& documents = rules_->documents;
    for (const std::string& list : rules_->lists) {
      put_on(list, Listing::Of::phone, std::string(kListed));
      if (!documents.empty()) put_on(list, Listing::Of::document, documents.back().example);
    }
    for (const std::string& kind : rules_->standing_kinds) {
      const Period period{service.moments.front(), service.moments.back()};
      StandingPermit permit{.kind = kind, .period = period, .holder = documents.front().example};
      promise(store_.enter(permit, {}, period.from).ok(), "a standing permit can be entered", kind);
    }
  }

  /// Answers a text and checks everything that results.
  Entry answer_checked(const Text& text, Instant now) {
    const Account account = account_of(text, parse_request(text, *rules_, now), store_, *rules_, now).value();
    const Sequence before = *store_.last();
    const Entry answered = answer_twice(text, account, *rules_, now, {&codes_, before + 1});
    const Entry expected = apply_flood_limit(expected_.count_text(answered.text.phone, now), answered, *rules_);
    if (expected.outcome == Outcome::granted) expected_.reset(expected.text.phone);
    answer_unchecked(text, now);
    Entry entry = store_.seen(text.key)->value();
    promise(entry == expected, "the answer depends only on text, account, rules, time and flood verdict", text.body);
    promise(*store_.last() == before + 1, "a text is one record", text.body);
    promise(sent_.acked(text), "every text is acked", text.body);
    promise(sent_.replies_to(text) == (entry.reply.empty() ? 0 : 1), "a reply is sent once", text.body);
    check_reply(entry, costs_);
    check_permit(entry, account, *rules_);
    return entry;
  }

  void answer_unchecked(const Text& text, Instant now) {
    promise(responder_.respond({text}, rules_, now).ok(), "a text can be answered", text.body);
    promise(responder_.respond({}, rules_, now).ok(), "a text can be committed", text.body);
  }

  void forget_acks() { sent_.forget_acks(); }
  const MemoryStore& store() const { return store_; }

 private:
  void put_on(const std::string& list, Listing::Of of, std::string subject) {
    const Listing listing{list, of, std::move(subject), Instant{}, std::nullopt, "clerk", "a test"};
    promise(store_.put_on_list(listing).ok(), "a person can be put on a list", list);
  }

  Rules rules_;
  Costs& costs_;
  MemoryStore store_;
  SentReplies sent_;
  LongCodes codes_;
  FloodGuard guard_{kTerms};
  FloodGuard expected_{kTerms};
  Responder responder_{store_, sent_, &codes_, &guard_};
};

/// Sends the same texts through another SMSC, to a register where another person sends a text before each of them.
void check_with_neighbour(const std::vector<Sent>& texts, const std::vector<Entry>& alone, const Service& service) {
  const RuleSet& rules = *service.rules;
  constexpr std::string_view kNeighbour = "994777777777";
  Office office(service);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Text other =
        text_of(i, 2, kNeighbour, rules.message.example.empty() ? "1 AZE77777777" : rules.message.example, rules);
    office.answer_unchecked(other, texts[i].now);
    const auto neighbours = office.store().seen(other.key)->value();
    Text text = texts[i].text;
    text.smsc = "another";
    text.key.id[2] = 1;
    const Entry entry = office.answer_checked(text, texts[i].now);
    if (!entry.document.empty() && entry.document == neighbours.document)
      return;  // the text asks for the other person's document
    promise(entry.reply == alone[i].reply && entry.reason == alone[i].reason && entry.period == alone[i].period,
            "no answer depends on another person's texts", text.body);
  }
}

/// Delivers every text again and checks that nothing changes.
void deliver_again(const std::vector<Sent>& texts, const std::vector<Entry>& entries, Office& office) {
  const Sequence last = *office.store().last();
  office.forget_acks();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    office.answer_unchecked(texts[i].text, texts.back().now + seconds{1});
    promise(*office.store().seen(texts[i].text.key) == entries[i], "a text delivered again has its first answer",
            texts[i].text.body);
  }
  promise(*office.store().last() == last, "a text delivered again makes no new record");
}

void converse(std::string_view input) {
  const std::string_view name = take_up_to(input, "\n> ");
  const std::size_t chosen = name.empty() ? std::string_view::npos : kServices.find(name.front());
  const Service& service = services()[chosen == std::string_view::npos ? 0 : chosen];
  const std::vector<Sent> texts = conversation(input, service);
  if (texts.empty()) return;
  Office office(service);
  std::vector<Entry> entries;
  for (const Sent& sent : texts) entries.push_back(office.answer_checked(sent.text, sent.now));
  check_with_neighbour(texts, entries, service);
  deliver_again(texts, entries, office);
}

}  // namespace

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  permit::fuzz::converse(permit::fuzz::bytes(data, size));
  return 0;
}
