#include "test/torture/neighbours.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>
#include <stdexcept>
#include <utility>

#include "test/rig/crowd.h"

namespace permit::test {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kTextsOfADocument = 12;
constexpr auto kTimeout = 20s;
constexpr std::chrono::hours kLasts{2};
constexpr std::chrono::hours kEastOfGreenwich{4};  // Baku, the whole year

std::chrono::sys_days day_of(Instant instant) {
  return std::chrono::floor<std::chrono::days>(instant + kEastOfGreenwich);
}

/// Formats a time as replies do: `HH:MM`.
std::string time_of_day(Instant instant) {
  const std::chrono::hh_mm_ss time(instant + kEastOfGreenwich - day_of(instant));
  std::string text(6, '\0');
  std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  text.pop_back();
  return text;
}

std::string named(Outcome outcome) { return std::string(name(outcome)); }

}  // namespace

// ---- The decree's answers ------------------------------------------------------------------------------------------

/// Code 1 has no limit, code 2 is given once a day; both last two hours. A request gets the valid permit again.
class Neighbours::Model {
 public:
  struct Verdict {
    Outcome outcome;
    const Given* permit;  ///< null when there is none
  };

  Verdict ask(const Ask& ask, Instant now) {
    std::vector<Given>& all = by_document_[ask.document];
    for (Given& given : all) {
      if (given.code != ask.code || now >= given.until) continue;
      if (!ask.plate.empty()) given.plate = ask.plate;
      return {Outcome::repeated, &given};
    }
    const bool had_today = std::any_of(all.begin(), all.end(), [&](const Given& given) {
      return given.code == ask.code && day_of(given.decided) == day_of(now);
    });
    if (ask.code == "2" && had_today) return {Outcome::refused, nullptr};
    all.push_back({ask.code, now, std::chrono::ceil<std::chrono::minutes>(now + kLasts), ask.plate});
    return {Outcome::granted, &all.back()};
  }

  const std::map<std::string, std::vector<Given>>& by_document() const { return by_document_; }

 private:
  std::map<std::string, std::vector<Given>> by_document_;
};

// ---- Texts and replies ---------------------------------------------------------------------------------------------

Neighbours::Neighbours(KannelRig& rig, std::vector<Smsc*> smscs, std::size_t count, std::size_t in_flight,
                       FaultTrial& trial)
    : rig_(rig), smscs_(std::move(smscs)), in_flight_(in_flight), trial_(trial), taken_(smscs_.size()) {
  const std::size_t documents = count / kTextsOfADocument + 1;
  for (std::size_t text = 0; text < count; ++text) {
    asks_.push_back(draw(text, documents));
    by_phone_[Crowd::phone(text)] = text;
  }
}

Neighbours::Ask Neighbours::draw(std::size_t text, std::size_t documents) {
  // Texts of about the same time share documents.
  const std::size_t home = text / kTextsOfADocument + trial_.between(0, 4);
  Ask ask{.document = Crowd::document(home % documents)};
  const std::size_t lot = trial_.between(1, 100);
  if (lot <= 8) return {.kind = Kind::unreadable, .body = "salam, necesen"};
  if (lot <= 12) return {.kind = Kind::help, .body = "HELP"};
  if (lot <= 20) {
    ask.kind = Kind::status;
    ask.body = "STATUS " + ask.document;
    return ask;
  }
  if (lot <= 24) return {.kind = Kind::funeral, .code = "3", .document = ask.document, .body = "3 " + ask.document};
  ask.code = lot <= 50 ? "1" : "2";
  ask.body = ask.code + " " + ask.document;
  if (lot % 3 == 0) {
    const std::string number = std::to_string(trial_.between(100, 999));
    ask.plate = "10AA" + number;
    ask.body += " 10-AA-" + number;
  }
  return ask;
}

void Neighbours::run(std::size_t enough) {
  wait_until([&] {
    step();
    return answered() >= enough;
  });
}

void Neighbours::finish() {
  wait_until([&] {
    take_replies();
    return answered() == sent_;
  });
}

void Neighbours::wait_until(const std::function<bool()>& done) {
  for (std::size_t before = 0; !rig_.loop().until(done, kTimeout) && answered() > before;) before = answered();
}

void Neighbours::run_for(std::chrono::milliseconds time) {
  rig_.loop().until(
      [&] {
        step();
        return false;
      },
      time);
}

void Neighbours::step() {
  take_replies();
  while (sent_ < asks_.size() && sent_ - answered() < in_flight_) {
    Smsc& smsc = *smscs_[sent_ % smscs_.size()];
    if (!smsc.ready()) return;
    smsc.send(text_from(Crowd::phone(sent_), asks_[sent_].body));
    ++sent_;
  }
}

void Neighbours::take_replies() {
  for (std::size_t at = 0; at < smscs_.size(); ++at) {
    const auto& replies = smscs_[at]->replies();
    for (; taken_[at] < replies.size(); ++taken_[at]) {
      const Sms& reply = replies[taken_[at]];
      auto& of_text = replies_[reply.to.substr(reply.to.starts_with('+') ? 1 : 0)];
      of_text.push_back(reply.text);
      if (of_text.size() > 1) ++repeated_;
    }
  }
}

// ---- The check -----------------------------------------------------------------------------------------------------

void Neighbours::check() {
  rig_.loop().until(
      [&] {
        take_replies();
        return all_recorded();
      },
      kTimeout);
  try {
    rig_.register_view().verify();
  } catch (const std::runtime_error& broken) {
    trial_.wrong(broken.what());
  }
  Model model;
  check_log(model);
  check_permits(model);
}

bool Neighbours::all_recorded() const {
  std::set<std::string> recorded;
  for (const Entry& entry : rig_.register_view().log()) {
    const auto replies = replies_.find(entry.text.phone);
    if (replies == replies_.end()) continue;
    if (std::find(replies->second.begin(), replies->second.end(), entry.reply) != replies->second.end())
      recorded.insert(entry.text.phone);
  }
  return recorded.size() >= sent_;
}

void Neighbours::check_log(Model& model) const {
  std::map<std::string, std::vector<Entry>> entries;
  std::set<Outcome> met;
  std::set<Digest> rules;
  for (Entry& entry : rig_.register_view().log()) {
    const auto asked = by_phone_.find(entry.text.phone);
    if (asked == by_phone_.end()) {
      trial_.wrong("an entry of " + entry.text.phone + ", who sent nothing");
      continue;
    }
    check_entry(model, entry, asks_[asked->second]);
    met.insert(entry.outcome);
    rules.insert(entry.rules);
    entries[entry.text.phone].push_back(std::move(entry));
  }
  for (const Digest& hash : rules)
    if (!rig_.register_view().has_rules(hash)) trial_.lost("the rules " + hex(hash));
  if (met.size() < 5) trial_.wrong("the texts did not get every kind of answer");
  for (std::size_t text = 0; text < sent_; ++text)
    check_replies(Crowd::phone(text), asks_[text], entries[Crowd::phone(text)]);
}

void Neighbours::check_entry(Model& model, const Entry& entry, const Ask& ask) const {
  const std::string at = "`" + ask.body + "' of " + entry.text.phone + ": ";
  Model::Verdict due{Outcome::information, nullptr};
  if (ask.kind == Kind::unreadable) due.outcome = Outcome::unreadable;
  if (ask.kind == Kind::funeral) due.outcome = Outcome::refused;
  if (ask.kind == Kind::permit) due = model.ask(ask, entry.decided);
  if (entry.outcome != due.outcome) trial_.wrong(at + named(entry.outcome) + " instead of " + named(due.outcome));
  if (entry.period.has_value() != (due.permit != nullptr)) return trial_.wrong(at + "a permit too many or too few");
  if (due.permit == nullptr) return;
  if (entry.document != ask.document || entry.purpose != ask.code) trial_.wrong(at + "another document or code");
  if (entry.period->until != due.permit->until) trial_.wrong(at + "another end");
  if (entry.plate != due.permit->plate) trial_.wrong(at + "another plate");
  for (const std::string& word : {ask.document, time_of_day(due.permit->until)})
    if (entry.reply.find(word) == std::string::npos) trial_.wrong(at + "`" + entry.reply + "' without " + word);
}

void Neighbours::check_replies(const std::string& phone, const Ask& ask, const std::vector<Entry>& entries) const {
  const std::string at = "`" + ask.body + "' of " + phone;
  const auto found = replies_.find(phone);
  if (found == replies_.end()) return trial_.lost("the reply to " + at);
  if (entries.empty()) return trial_.lost("the entry of " + at);
  if (entries.size() > 1 && !resends()) trial_.wrong("two entries of " + at);
  const auto is_recorded = [&](const std::string& reply) {
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.reply == reply; });
  };
  for (const std::string& reply : found->second) {
    // The reply to a text that changes nothing leaves before its entry is committed. If the text comes again, there may
    // be more permits, or other rules.
    const bool may_differ = ask.kind == Kind::status || ask.kind == Kind::help;
    if (!is_recorded(reply) && !may_differ) trial_.wrong("a reply to " + at + ": `" + reply + "'");
  }
  if (std::none_of(found->second.begin(), found->second.end(), is_recorded)) trial_.lost("the recorded reply to " + at);
}

void Neighbours::check_permits(const Model& model) const {
  for (const auto& [document, all] : model.by_document()) {
    const std::vector<Permit> kept = rig_.register_view().permits_of(document);
    if (kept.size() < all.size()) trial_.lost("a permit of " + document);
    if (kept.size() > all.size()) trial_.wrong("one more permit of " + document);
    for (std::size_t i = 0; i < std::min(kept.size(), all.size()); ++i) {
      const Given& given = all[i];
      const bool alike = kept[i].purpose == given.code && kept[i].decided == given.decided &&
                         kept[i].period.until == given.until && kept[i].plate == given.plate;
      if (!alike) trial_.wrong("the permit " + given.code + " of " + document);
    }
  }
}

/// Whether a message centre delivers a text again as a new text.
bool Neighbours::resends() const {
  return std::any_of(smscs_.begin(), smscs_.end(),
                     [](const Smsc* smsc) { return dynamic_cast<const SmppSmsc*>(smsc) != nullptr; });
}

}  // namespace permit::test
