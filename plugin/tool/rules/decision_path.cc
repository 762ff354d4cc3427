#include "tool/rules/decision_path.h"

#include <algorithm>
#include <sstream>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/nearest.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "core/answer.h"
#include "core/decide/calendar.h"
#include "core/decide/decide.h"
#include "core/reply/segments.h"
#include "ruleset/phrases.h"
#include "tool/rules/local_service.h"

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
  std::string str() const { return show_hidden_in_lines(lines_.str()) + "\n"; }

 private:
  std::ostringstream lines_;
  bool first_ = true;
};

std::string render(const Period& period, const RuleSet& rules) {
  const bool has_end = period.until && *period.until < kNoEnd;
  return render_local_time(period.from, rules.zone) +
         (has_end ? " to " + render_local_time(*period.until, rules.zone) : ", without an end");
}

void explain_ask(std::ostream& out, const PermitRequest& ask) {
  out << (ask.purpose.empty() ? "the only purpose" : "code " + ask.purpose) << ", "
      << (ask.document.empty() ? "for the phone" : "document " + ask.document + " (" + ask.document_kind + ")");
  if (!ask.plate.empty()) out << ", plate " << ask.plate;
  if (ask.plate_unclear) out << ", followed by something that is not a plate";
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
  if (!ask.corrected.empty()) out << "; it may have meant " << ask.corrected;
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
  steps.step("at") << render_local_time(now, rules.zone) << " " << rules.zone.name();
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
    steps.step(step) << "no permit of this " << whose << " since "
                     << render_local_time(rules.history_from(now), rules.zone);
  for (const Permit& permit : permits) {
    steps.step(step) << "code " << permit.purpose << ", decided " << render_local_time(permit.decided, rules.zone)
                     << ", valid " << render(permit.period, rules)
                     << (permit.period.has_ended(now) ? ", ended" : ", live");
  }
}

/// Prints the permits that the decision uses: of the document, and of the phone if limits count by phone.
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

// ---- The path of a decision, in the order of core/decide/decide.h --------------------------------------------------

/// Prints for each step what it checked, up to the step that decided. Decides nothing itself: decide() does.
class Path {
 public:
  Path(Steps& steps, const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now)
      : steps_(steps),
        ask_(ask),
        rules_(rules),
        account_(account),
        now_(now),
        decree_(rules.decree_at(now)),
        decision_(decide(ask, rules, account, now)) {}

  void write() {
    using Passed = void (Path::*)();
    static constexpr struct {
      Step step;
      const char* name;
      Passed passed;
    } kSteps[] = {
        {Step::list, "list", &Path::pass_lists},
        {Step::live_permit, "live", &Path::pass_live_permits},
        {Step::decree, "decree", &Path::pass_decree},
        {Step::purpose, "purpose", &Path::pass_purpose},
        {Step::document, "document", &Path::pass_document},
        {Step::pause, "pause", &Path::pass_pause},
        {Step::hours, "hours", &Path::pass_hours},
        {Step::limits, "limit", &Path::pass_limits},
        {Step::grant, "grant", &Path::decide_here},
    };
    for (const auto& [step, name, passed] : kSteps) {
      name_ = name;
      if (step == Step::limits && decision_.step == step) pass_limits();  // all limits, then the one that decided
      if (decision_.period && step == decision_.step) say_what_cut();
      if (step == decision_.step) return decide_here();
      (this->*passed)();
    }
  }

 private:
  void line(const Origin& origin, const std::string& text, const std::string& clause) {
    constexpr std::size_t kWidth = 18;
    std::string place = origin.file.empty() ? "-" : origin.file + ":" + std::to_string(origin.line);
    steps_.step(name_) << pad(std::move(place), kWidth) << "  " << text << (clause.empty() ? "" : "  [" + clause + "]");
  }

  /// Prints what shortened the given or repeated permit.
  void say_what_cut() {
    const auto cut = cut_of(decision_.purpose, *decision_.period, rules_);
    if (!cut) return;
    const Interval* ban = rules_.interval_at(cut->at);
    const bool is_ban = ban && ban->cuts_permits && ban->from == cut->at;
    const std::string_view step = std::exchange(name_, "cut");
    line(cut->by.origin,
         "it ends early, " + in_words(cut->at, rules_.zone) + ", " +
             (is_ban ? "because " + in_quotes(ban->id) + " begins and cuts permits"
                     : "with the hours, which cut permits"),
         cut->by.clause);
    name_ = step;
  }

  void decide_here() {
    line(decision_.origin,
         std::string(permit::name(decision_.outcome)) + " here, with " + decision_.reply +
             (decision_.next ? "; next " + in_words(*decision_.next, rules_.zone) : ""),
         decision_.clause);
  }

  void pass_lists() {
    if (!decree_ || decree_->refusals.empty()) return line({}, "no list is checked", "");
    for (const ListRefusal& refusal : decree_->refusals)
      line(refusal.origin, "not on list " + refusal.list, refusal.clause);
  }
  void pass_live_permits() { line({}, "no live permit for this purpose", ""); }
  void pass_pause() { line({}, "permits are not paused", ""); }
  void pass_decree() {
    line(decree_->origin, "decree " + decree_->id + ", " + period_in_words(decree_->from, decree_->until, rules_.zone),
         decree_->clause);
  }
  void pass_purpose() {
    const Purpose& purpose = *asked_purpose(ask_, *decree_);
    line(purpose.origin, "code " + purpose.code + " " + lasting_in_words(purpose.lasts), purpose.clause);
  }
  void pass_document() {
    if (ask_.document.empty()) return line({}, "no document is needed", "");
    for (const Acceptance& accepted : decree_->accepts) {
      if (accepted.document_kind == ask_.document_kind)
        line(accepted.origin, ask_.document_kind + " is accepted", accepted.clause);
    }
  }
  void pass_hours() {
    const Purpose& purpose = *asked_purpose(ask_, *decree_);
    const auto open = open_at(purpose.hours, now_, rules_.zone);
    if (!open) return line(purpose.origin, "at any time", purpose.clause);
    line(open->hours->origin, "within " + in_words(*open->hours), open->hours->clause);
  }
  void pass_limits() {
    const Purpose& purpose = *asked_purpose(ask_, *decree_);
    if (purpose.limits.empty()) line(purpose.origin, "no limit", purpose.clause);
    for (const Limit& limit : purpose.limits) {
      const auto counts = counted_permits(limit, *decree_, account_, now_, rules_.zone);
      std::vector<std::string> used;
      used.reserve(counts.size());
      for (const Permit* permit : counts) used.push_back(in_words(permit->decided, rules_.zone));
      line(limit.origin,
           in_words(limit) + ": " + std::to_string(counts.size()) + " used" +
               (used.empty() ? "" : " (" + listed(used, ", ") + ")"),
           limit.clause);
    }
  }

  Steps& steps_;
  const PermitRequest& ask_;
  const RuleSet& rules_;
  const Account& account_;
  Instant now_;
  const Decree* decree_;
  Decision decision_;
  std::string_view name_;
};

void explain_path(Steps& steps, const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now) {
  Path(steps, ask, rules, account, now).write();
}
void explain_path(Steps& steps, const TrialRequest& trial, const RuleSet& rules, const Account& account, Instant now) {
  if (const auto* ask = std::get_if<PermitRequest>(&trial.ask)) explain_path(steps, *ask, rules, account, now);
}
/// A word or an unreadable text needs no decision.
template <typename Ask>
void explain_path(Steps& /*steps*/, const Ask& /*ask*/, const RuleSet& /*rules*/, const Account& /*account*/,
                  Instant /*now*/) {}

void explain_decision(Steps& steps, const Entry& entry, const RuleSet& rules) {
  std::ostream& out = steps.step("decided");
  out << name(entry.outcome) << ": " << entry.reason;
  if (entry.period) out << ", valid " << render(*entry.period, rules);
  if (!entry.clause.empty()) steps.step("clause") << entry.clause;
  if (entry.reply.empty()) return;
  const Segments cost = count_segments(entry.reply);
  steps.step("reply") << cost.units << (cost.alphabet == Alphabet::gsm7 ? " septets of GSM 7-bit" : " units of UCS-2")
                      << ", " << counted(cost.parts, "segment");
}

}  // namespace

Result<Instant> decision_time(const Register& store, Instant now) {
  const auto last = store.last_decided();
  if (!last) return last.error();
  return std::max(now, *last);
}

Result<std::string> decision_path(const std::string& body, const std::string& sender, const RuleSet& rules,
                                  const Register& store, Instant now) {
  const Text text = new_text(body, sender, rules.number, now);
  const Request request = parse_request(text, rules, now);
  const auto account = account_of(text, request, store, rules, now);
  if (!account) return account.error();

  Steps steps;
  explain_reading(steps, request);
  explain_rules(steps, rules, now);
  std::visit([&](const auto& ask) { explain_account(steps, ask, *account, rules, now); }, request.ask);
  std::visit([&](const auto& ask) { explain_path(steps, ask, rules, *account, now); }, request.ask);
  explain_decision(steps, answer(text, request, *account, rules, now), rules);
  return steps.str();
}

}  // namespace permit::tool
