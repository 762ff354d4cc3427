#include "tool/explain.h"

#include <algorithm>
#include <sstream>
#include <type_traits>
#include <variant>

#include "core/answer.h"
#include "core/decide.h"
#include "core/segments.h"

namespace permit::tool {

namespace {

class Steps {
 public:
  std::ostream& step(std::string_view about) {
    if (!first_) lines_ << '\n';
    first_ = false;
    lines_ << "  " << about << std::string(10 - about.size(), ' ');
    return lines_;
  }
  std::string str() const { return lines_.str() + "\n"; }

 private:
  std::ostringstream lines_;
  bool first_ = true;
};

std::string local(Instant time, const RuleSet& rules) { return render_local_time(rules.zone.local(time)); }

std::string render(const Period& period, const RuleSet& rules) {
  return local(period.from, rules) + (period.until ? " to " + local(*period.until, rules) : ", without an end");
}

void explain_ask(std::ostream& out, const PermitRequest& ask) {
  out << (ask.purpose.empty() ? "the only purpose" : "code " + ask.purpose) << ", "
      << (ask.document.empty() ? "for the phone" : "document " + ask.document + " (" + ask.document_kind + ")");
  if (!ask.plate.empty()) out << ", plate " << ask.plate;
  if (ask.plate_unclear) out << ", something behind it that is no plate";
  for (const std::string& value : ask.fields) out << ", " << (value.empty() ? "nothing" : value);
}

void explain_ask(std::ostream& out, const WordRequest& ask) {
  out << "a word, answered with the text `" << ask.reply << "'";
  if (!ask.document.empty()) out << ", about document " << ask.document << " (" << ask.document_kind << ")";
}

void explain_ask(std::ostream& out, const UnreadableRequest& ask) {
  out << "not understood, answered with the text `" << ask.reply << "'";
  if (!ask.field.empty()) out << "; the wrong field is " << ask.field;
  if (!ask.given.empty()) out << "; the wrong part is " << ask.given;
  if (!ask.mended.empty()) out << "; it may have meant " << ask.mended;
}

void explain_ask(std::ostream& out, const TrialRequest& trial) {
  out << "only tried: ";
  std::visit([&](const auto& ask) { explain_ask(out, ask); }, trial.ask);
}

void explain_reading(Steps& steps, const Request& request) {
  std::ostream& out = steps.step("read");
  std::visit([&](const auto& ask) { explain_ask(out, ask); }, request.ask);
  steps.step("language") << request.language;
}

void explain_rules(Steps& steps, const RuleSet& rules, Instant now) {
  steps.step("at") << local(now, rules) << " " << rules.zone.name();
  std::ostream& out = steps.step("rules");
  out << hex(rules.hash).substr(0, 12) << "; ";
  const Interval* interval = rules.interval_at(now);
  const Decree* decree = rules.decree_at(now);
  if (interval) {
    out << "no permits in interval " << interval->id << ", " << render({interval->from, interval->until}, rules);
  } else if (decree) {
    out << "decree " << decree->id << " \"" << decree->title << "\", " << render({decree->from, decree->until}, rules);
  } else {
    out << "no decree is in force";
  }
}

void explain_permits(Steps& steps, std::string_view step, std::string_view whose, const std::vector<Permit>& permits,
                     const RuleSet& rules, Instant now) {
  if (permits.empty())
    steps.step(step) << "no permit of this " << whose << " since " << local(rules.history_from(now), rules);
  for (const Permit& permit : permits) {
    steps.step(step) << "code " << permit.purpose << ", decided " << local(permit.decided, rules) << ", valid "
                     << render(permit.period, rules) << (permit.period.has_ended(now) ? ", ended" : ", live");
  }
}

/// What the decision rests on, of the document and of the phone where they matter.
template <typename Ask>
void explain_account(Steps& steps, const Ask& ask, const Account& account, const RuleSet& rules, Instant now) {
  if constexpr (std::is_same_v<Ask, TrialRequest>) {
    std::visit([&](const auto& tried) { explain_account(steps, tried, account, rules, now); }, ask.ask);
  } else if constexpr (!std::is_same_v<Ask, UnreadableRequest>) {
    if (!ask.document.empty()) explain_permits(steps, "register", "document", account.permits, rules, now);
    if (std::is_same_v<Ask, PermitRequest> && rules.counts_by_phone())
      explain_permits(steps, "phone", "phone", account.of_phone, rules, now);
  }
}

void explain_decision(Steps& steps, const Entry& entry, const RuleSet& rules) {
  std::ostream& out = steps.step("decided");
  out << name(entry.outcome) << ": " << entry.reason;
  if (entry.period) out << ", valid " << render(*entry.period, rules);
  if (!entry.clause.empty()) steps.step("clause") << entry.clause;
  if (entry.reply.empty()) return;
  const Segments cost = count_segments(entry.reply);
  steps.step("reply") << cost.units << (cost.alphabet == Alphabet::gsm7 ? " septets of GSM 7-bit" : " units of UCS-2")
                      << ", " << cost.parts << (cost.parts == 1 ? " segment" : " segments");
}

}  // namespace

Result<Instant> decision_time(const Register& store, Instant now) {
  const auto last = store.last();
  if (!last) return last.error();
  const auto entries = store.log(*last, *last == 0 ? 0 : 1);
  if (!entries) return entries.error();
  return entries->empty() ? now : std::max(now, entries->front().decided);
}

Result<std::string> explain(const std::string& body, const std::string& sender, const RuleSet& rules,
                            const Register& store, Instant now) {
  Text text;
  text.phone = fold_phone(sender);
  text.sender = sender;
  text.short_number = rules.number;
  text.body = body;
  const Request request = parse_request(text, rules, now);
  const auto account = account_of(text, request, store, rules, now);
  if (!account) return account.error();

  Steps steps;
  explain_reading(steps, request);
  explain_rules(steps, rules, now);
  std::visit([&](const auto& ask) { explain_account(steps, ask, *account, rules, now); }, request.ask);
  explain_decision(steps, answer(text, request, *account, rules, now), rules);
  return steps.str();
}

}  // namespace permit::tool
