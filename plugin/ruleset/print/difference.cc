#include "ruleset/print/difference.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/nearest.h"
#include "base/utf8.h"
#include "ruleset/check/reply_cost.h"
#include "ruleset/phrases.h"

namespace permit {

namespace {

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

/// One value of a subject, with its clause.
struct Fact {
  std::string value;
  std::string clause;

  friend bool operator==(const Fact&, const Fact&) = default;
};

class Facts {
 public:
  /// Ignores an empty value.
  void add(const std::string& subject, std::string value, std::string clause = {}) {
    if (!value.empty()) by_subject_[subject].push_back({std::move(value), std::move(clause)});
  }
  const std::vector<Fact>& of(const std::string& subject) const {
    static const std::vector<Fact> none;
    const auto at = by_subject_.find(subject);
    return at == by_subject_.end() ? none : at->second;
  }
  void name_subjects(std::set<std::string>& subjects) const {
    for (const auto& [subject, facts] : by_subject_) subjects.insert(subject);
  }

 private:
  std::map<std::string, std::vector<Fact>> by_subject_;
};

// ---- The service -------------------------------------------------------------------------------------------------

std::string clause_of(const std::map<std::string, std::string>& clauses, const std::string& id) {
  const auto at = clauses.find(id);
  return at == clauses.end() ? "" : at->second;
}

template <typename Kinds>
std::string order_of(const Kinds& kinds) {
  std::vector<std::string> ids;
  ids.reserve(kinds.size());
  for (const auto& kind : kinds) ids.push_back(kind.id);
  return listed(ids, ", ");
}

void add_message(const Message& message, Facts& facts) {
  facts.add("message", in_words(message));
  facts.add("example of the message", message.example);
  for (const Field& field : message.fields) {
    for (const Choice& choice : field.choices)
      facts.add("choice " + choice.value + " of " + field.id, "written " + listed(choice.says, ", "));
  }
}

void add_documents(const AnnotatedRules& annotated, Facts& facts) {
  const RuleSet& rules = annotated.rules;
  for (const DocumentKind& kind : rules.documents) {
    facts.add("document " + kind.id, kind.picture.source() + " " + in_words(kind, rules.hotline),
              clause_of(annotated.annotations.document_clauses, kind.id));
  }
  for (const NotADocument& known : rules.not_documents) {
    facts.add("not a document " + known.id, known.picture.source() +
                                                (known.without.empty() ? "" : " without " + known.without) +
                                                ", answered with " + known.reply);
  }
  for (const PlateKind& kind : rules.plates) {
    facts.add("plate " + kind.id, kind.picture.source() + ", " + in_words(kind),
              clause_of(annotated.annotations.plate_clauses, kind.id));
  }
  facts.add("order of documents", order_of(rules.documents));
  facts.add("order of plates", order_of(rules.plates));
}

Facts facts_of_service(const AnnotatedRules& annotated) {
  const auto& [rules, annotations] = annotated;
  Facts facts;
  facts.add("number", rules.number);
  facts.add("title of the service", annotations.title);
  facts.add("country code", rules.country_code);
  facts.add("time zone", rules.zone.name());
  facts.add("languages", listed(rules.languages));
  facts.add("default language", rules.default_language);
  facts.add("hotline", rules.hotline, annotations.hotline_clause);
  add_message(rules.message, facts);
  add_documents(annotated, facts);
  for (const Word& word : rules.words) {
    const std::string reply = "answered with " + word.reply +
                              (word.reply_if_none.empty() ? "" : " or " + word.reply_if_none) +
                              (word.language.empty() ? "" : ", in " + word.language);
    for (const std::string& said_so : word.says) facts.add("word " + said_so + what_follows(word), reply);
  }
  for (const std::string& id : rules.lists) facts.add("list " + id, clause_of(annotations.lists, id));
  for (const std::string& id : rules.standing_kinds)
    facts.add("standing permit " + id, clause_of(annotations.standing_permits, id));
  for (const Source& source : annotations.sources) {
    facts.add("source " + source.id, "cited as " + source.cited_as + ", " + source.title +
                                         (source.published.empty() ? "" : ", published " + source.published));
  }
  if (rules.pause) facts.add("pause", in_quotes(rules.text(rules.default_language, rules.pause->reply).source()));
  return facts;
}

Facts facts_of_texts(const RuleSet& rules) {
  Facts facts;
  for (const std::string& language : rules.languages) {
    for (const auto& [id, text] : rules.texts.find(language)->second) {
      const bool is_the_pause = rules.pause && rules.pause->reply == id;
      if (is_the_pause || is_replaced(language, id, rules)) continue;
      facts.add("text " + id + " in " + language, in_quotes(text.source()));
    }
  }
  return facts;
}

// ---- Decrees, amendments and intervals, by id ----------------------------------------------------------------------

struct Span {
  std::string kind;
  Instant from = Instant::max();
  Instant until = Instant::min();
  std::string clause;

  /// Extends the span by a part; together the parts are the whole period.
  template <typename Part>
  void take(const Part& part) {
    from = std::min(from, part.from);
    until = std::max(until, part.until);
  }
};

std::map<std::string, Span> spans_of(const RuleSet& rules) {
  std::map<std::string, Span> spans;
  for (const Decree& part : rules.decrees) {
    Span& decree = spans[part.id];
    decree.kind = "decree";
    decree.clause = part.clause;
    decree.take(part);
    for (const std::string& id : part.amended_by) {
      spans[id].kind = "amendment";
      spans[id].take(part);
    }
  }
  for (const Interval& interval : rules.intervals) {
    const bool forbidden = interval.kind == Interval::Kind::forbidden;
    Span& span = spans[interval.id];
    span.kind = forbidden ? "forbidden" : "not needed";
    span.clause = interval.clause;
    span.take(interval);
  }
  return spans;
}

/// What a ban does to permits that are valid when it begins.
std::string effect_on_permits(const Interval& ban, const Zone& zone) {
  if (!ban.cuts_permits) return "stay valid until their end";
  return "end when it begins, if given from " + in_words(ban.known_from, zone) + " on";
}

Facts facts_of_files(const AnnotatedRules& annotated) {
  Facts facts;
  for (const auto& [id, span] : spans_of(annotated.rules)) {
    const std::string subject = span.kind + " " + id;
    const PeriodNotes& notes = annotated.annotations.periods.at(id);
    facts.add(subject, period_in_words(span.from, span.until, annotated.rules.zone), span.clause);
    facts.add(subject + ", title", notes.title);
    facts.add(subject + ", published", notes.published);
    for (const Places& places : notes.places) {
      facts.add(subject + ", places" + (places.part.empty() ? "" : ", " + places.part),
                places.names + (places.except.empty() ? "" : ", except " + places.except), places.clause);
    }
  }
  for (const Interval& ban : annotated.rules.intervals) {
    if (ban.kind == Interval::Kind::forbidden)
      facts.add("forbidden " + ban.id + ", permits given before", effect_on_permits(ban, annotated.rules.zone),
                ban.clause);
  }
  return facts;
}

// ---- Rules at one moment -----------------------------------------------------------------------------------------

void add_purpose(const Purpose& purpose, const PurposeNotes& notes, Facts& facts) {
  const std::string code = "code " + purpose.code;
  facts.add(code, duration_in_words(purpose.lasts), purpose.clause);
  facts.add(code + ", name", purpose.name);
  const bool at_once = purpose.starts_after.count() == 0;
  facts.add(code + ", beginning", at_once ? "at once" : in_words(purpose.starts_after) + " after the text",
            at_once ? "" : notes.begins_clause);
  if (purpose.hours.empty()) facts.add(code + ", hours", "at any time");
  for (const Hours& hours : purpose.hours) facts.add(code + ", hours", in_words(hours), hours.clause);
  if (purpose.limits.empty()) facts.add(code + ", limit", "no limit", notes.no_limit_clause);
  for (const Limit& limit : purpose.limits) facts.add(code + ", limit", in_words(limit), limit.clause);
  for (const Stated& stated : notes.stated) {
    facts.add(code + ", also stated", in_words(stated.lasts) + ", not chosen because " + stated.chosen_because,
              stated.clause);
  }
  for (const Remark& where : notes.where) facts.add(code + ", where", where.text, where.clause);
  for (const Remark& note : notes.remarks) facts.add(code + ", note", note.text, note.clause);
}

constexpr const char* kWithdrawn = "withdrawn";

void add_decree(const Decree& decree, const AnnotatedRules& annotated, Instant now, Facts& facts) {
  for (const Purpose& purpose : decree.purposes) add_purpose(purpose, annotated.annotations.of(decree, purpose), facts);
  for (const NotByText& other : decree.not_by_text) {
    facts.add("code " + other.code, "not by text, answered with " + other.reply, other.clause);
    facts.add("code " + other.code + ", name", other.name);
  }
  for (const Withdrawal& withdrawn : decree.withdrawn)
    facts.add("code " + withdrawn.code, kWithdrawn, withdrawn.clause);
  for (const Acceptance& accepted : decree.accepts) {
    if (accepted.from <= now) facts.add("document " + accepted.document_kind, "accepted", accepted.clause);
  }
  for (const ListRefusal& refusal : decree.refusals) {
    facts.add("people on list " + refusal.list, "refused with " + refusal.reply, refusal.clause);
  }
  for (const StandingPermitRule& rule : decree.standing) {
    facts.add("standing permits", in_words(rule, annotated.rules.zone), rule.clause);
  }
}

constexpr const char* kPermits = "permits by text";

Facts facts_at(Instant now, const AnnotatedRules& annotated) {
  Facts facts;
  if (const Interval* interval = annotated.rules.interval_at(now)) {
    const bool forbidden = interval->kind == Interval::Kind::forbidden;
    facts.add(kPermits, forbidden ? "forbidden" : "not needed", interval->clause);
    facts.add("reply to all", interval->reply);
  } else if (const Decree* decree = annotated.rules.decree_at(now)) {
    facts.add(kPermits, "given", decree->clause);
    add_decree(*decree, annotated, now, facts);
  } else {
    facts.add(kPermits, "no rule");
  }
  return facts;
}

// ---- Comparison --------------------------------------------------------------------------------------------------

std::vector<Fact> without(const std::vector<Fact>& some, const std::vector<Fact>& others) {
  std::vector<Fact> rest;
  std::vector<Fact> left = others;
  for (const Fact& fact : some) {
    const auto same = std::find(left.begin(), left.end(), fact);
    if (same == left.end()) {
      rest.push_back(fact);
    } else {
      left.erase(same);
    }
  }
  return rest;
}

void compare_subject(const std::string& subject, const Facts& before, const Facts& after,
                     std::vector<Difference>& found) {
  const std::vector<Fact> old_ones = without(before.of(subject), after.of(subject));
  const std::vector<Fact> new_ones = without(after.of(subject), before.of(subject));
  for (std::size_t i = 0; i < std::max(old_ones.size(), new_ones.size()); ++i) {
    Difference difference{subject, {}, {}};
    if (i < old_ones.size()) {
      difference.before = old_ones[i].value;
      difference.clause_before = old_ones[i].clause;
    }
    if (i < new_ones.size()) {
      difference.after = new_ones[i].value;
      difference.clause_after = new_ones[i].clause;
    }
    found.push_back(std::move(difference));
  }
}

/// `code 2` of `code 2, limit`. A subject that is gone as a whole is reported once.
std::string head_of(const std::string& subject) { return subject.substr(0, subject.find(", ")); }

std::vector<Difference> compare(const Facts& before, const Facts& after) {
  std::set<std::string> subjects;
  before.name_subjects(subjects);
  after.name_subjects(subjects);
  std::vector<Difference> found;
  for (const std::string& subject : subjects) {
    const std::string head = head_of(subject);
    const auto& now = after.of(head);
    const bool is_gone_whole =
        head != subject && !before.of(head).empty() && (now.empty() || now.front().value == kWithdrawn);
    if (!is_gone_whole) compare_subject(subject, before, after, found);
  }
  return found;
}

/// The facts of the decree `id` at the time of its period nearest to `now`; empty if the rules do not have it.
Facts facts_of_decree(const std::string& id, const AnnotatedRules& annotated, Instant now) {
  const Decree* nearest = nullptr;
  for (const Decree& part : annotated.rules.decrees) {
    if (part.id == id && (!nearest || part.from <= now)) nearest = &part;
  }
  Facts facts;
  if (nearest) add_decree(*nearest, annotated, std::max(now, nearest->from), facts);
  return facts;
}

/// If permits are given now and were not before, every value is new, except those that the same decree had at another
/// time. If permits are no longer given, only that is reported.
std::vector<Difference> compare_at(Instant now, const AnnotatedRules& before, const AnnotatedRules& after) {
  const Facts old_ones = facts_at(now, before);
  const Facts new_ones = facts_at(now, after);
  if (old_ones.of(kPermits).front().value == new_ones.of(kPermits).front().value) return compare(old_ones, new_ones);
  std::vector<Difference> found;
  compare_subject(kPermits, old_ones, new_ones, found);
  const Decree* given = after.rules.interval_at(now) ? nullptr : after.rules.decree_at(now);
  if (!given) return found;
  Facts values;
  add_decree(*given, after, now, values);
  for (Difference& value : compare(facts_of_decree(given->id, before, now), values)) found.push_back(std::move(value));
  return found;
}

/// Every moment at which either set of rules may change.
std::set<Instant> moments_of(const RuleSet& before, const RuleSet& after) {
  std::set<Instant> moments;
  for (const RuleSet* rules : {&before, &after}) {
    for (const Decree& part : rules->decrees) {
      moments.insert({part.from, part.until});
      for (const Acceptance& accepted : part.accepts) moments.insert(accepted.from);
    }
    for (const Interval& interval : rules->intervals) moments.insert({interval.from, interval.until});
  }
  return moments;
}

bool is_same(const Difference& one, const Difference& other) {
  const auto all = [](const Difference& d) {
    return std::tie(d.subject, d.before, d.after, d.clause_before, d.clause_after);
  };
  return all(one) == all(other);
}

/// Merges a difference that continues from one moment to the next.
std::vector<Difference> differences_in_time(const AnnotatedRules& before, const AnnotatedRules& after) {
  const std::set<Instant> moments = moments_of(before.rules, after.rules);
  std::vector<Difference> found;
  for (auto moment = moments.begin(); moment != moments.end(); ++moment) {
    const Instant until = std::next(moment) == moments.end() ? kNoEnd : *std::next(moment);
    for (Difference& difference : compare_at(*moment, before, after)) {
      difference.from = *moment;
      difference.until = until;
      const auto open = std::find_if(found.begin(), found.end(), [&](const Difference& earlier) {
        return earlier.until == *moment && is_same(earlier, difference);
      });
      if (open == found.end()) {
        found.push_back(std::move(difference));
      } else {
        open->until = until;
      }
    }
  }
  return found;
}

/// Whether the end of a difference need not be shown, because a decree ends then. Ends of permits by text are shown.
bool is_implied(Instant end, const std::string& subject, const RuleSet& rules) {
  if (end >= kNoEnd) return true;
  const auto spans = spans_of(rules);
  const auto ends_then = [&](const auto& span) { return span.second.kind == "decree" && span.second.until == end; };
  return subject != kPermits && std::any_of(spans.begin(), spans.end(), ends_then);
}

}  // namespace

std::vector<Difference> differences(const AnnotatedRules& before, const AnnotatedRules& after) {
  std::vector<Difference> all;
  const auto take = [&](std::vector<Difference> found) {
    all.insert(all.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  };
  take(compare(facts_of_service(before), facts_of_service(after)));
  take(compare(facts_of_files(before), facts_of_files(after)));
  take(differences_in_time(before, after));
  take(compare(facts_of_texts(before.rules), facts_of_texts(after.rules)));
  return all;
}

std::string in_words(const Difference& difference, const RuleSet& after) {
  const auto& [subject, old_one, new_one, clause_before, clause_after, from, until] = difference;
  const auto named = [](const std::string& clause) { return clause.empty() ? "none" : clause; };
  std::string clause = new_one ? clause_after : clause_before;
  std::string text = subject;
  if (!old_one) {
    text += ": new, " + *new_one;
  } else if (!new_one) {
    text += ": gone, " + *old_one;
  } else if (*old_one == *new_one) {
    text += ", " + *new_one + ": clause " + named(clause_before) + " → " + named(clause_after);
    clause.clear();
  } else {
    text += ": " + *old_one + " → " + *new_one;
  }
  if (from) text += " from " + in_words(*from, after.zone);
  if (until && !is_implied(*until, subject, after)) text += " until " + in_words(*until, after.zone);
  return show_hidden(clause.empty() ? text : text + " (" + clause + ")");
}

}  // namespace permit
