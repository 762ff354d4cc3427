#include "ruleset/read/timeline.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "ruleset/phrases.h"
#include "ruleset/read/compile_context.h"
#include "ruleset/read/decree.h"

namespace permit {

namespace {

/// A decree with its amendments, sorted by start.
struct AmendedDecree {
  ParsedDecree decree;
  std::vector<ParsedDecree> amendments;
};

// ---- Who amends and replaces whom --------------------------------------------------------------------------------

AmendedDecree* find(std::vector<AmendedDecree>& decrees, const std::string& id) {
  const auto at =
      std::find_if(decrees.begin(), decrees.end(), [&](const AmendedDecree& a) { return a.decree.id == id; });
  return at == decrees.end() ? nullptr : &*at;
}

void report_unknown(const ParsedDecree& parsed, std::string_view attribute, const std::string& id,
                    const std::vector<AmendedDecree>& decrees, CompileContext& context) {
  std::vector<std::string> known;
  known.reserve(decrees.size());
  for (const AmendedDecree& one : decrees) known.push_back(one.decree.id);
  const std::string hint = did_you_mean(id, known);
  context.faults.add(DiagnosticId::unknown_decree, parsed.place,
                     std::string(attribute) + "=\"" + id + "\": no decree has this id" +
                         (hint.empty() && !known.empty() ? "; known decrees: " + listed(known, ", ") : hint));
}

std::vector<AmendedDecree> group_amendments(CompileContext& context) {
  std::stable_sort(context.decrees.begin(), context.decrees.end(),
                   [](const ParsedDecree& one, const ParsedDecree& other) { return one.from < other.from; });
  std::vector<AmendedDecree> decrees;
  for (const ParsedDecree& parsed : context.decrees) {
    if (parsed.amends.empty()) decrees.push_back({parsed, {}});
  }
  for (const ParsedDecree& parsed : context.decrees) {
    if (!parsed.replaces.empty()) {
      AmendedDecree* replaced = find(decrees, parsed.replaces);
      if (!replaced) {
        report_unknown(parsed, "replaces", parsed.replaces, decrees, context);
      } else if (parsed.id == parsed.replaces) {
        context.faults.add(DiagnosticId::outside_of_decree, parsed.place,
                           "the decree replaces itself; write an earlier decree, or remove `replaces'");
      } else if (parsed.from == replaced->decree.from) {
        replaced->decree.until = parsed.from;  // empty, to avoid a second fault (overlap)
        context.faults.add(DiagnosticId::outside_of_decree, parsed.place,
                           "the decree begins in the same minute as `" + parsed.replaces + "' (" +
                               render(replaced->decree.place) + "), which it replaces, so `" + parsed.replaces +
                               "' is never in force; remove `" + parsed.replaces + "', or let this decree begin later");
      } else if (parsed.from > replaced->decree.from && parsed.from <= replaced->decree.until) {
        replaced->decree.until = parsed.from;
      } else {
        context.faults.add(DiagnosticId::outside_of_decree, parsed.place,
                           "the decree replaces `" + parsed.replaces + "' (" + render(replaced->decree.place) +
                               "), but begins when that is not in force; name another decree, or remove `replaces'");
      }
    }
    if (!parsed.amends.empty()) {
      AmendedDecree* amended = find(decrees, parsed.amends);
      if (amended) {
        amended->amendments.push_back(parsed);
      } else {
        report_unknown(parsed, "amends", parsed.amends, decrees, context);
      }
    }
  }
  return decrees;
}

void check_overlaps(const std::vector<AmendedDecree>& decrees, CompileContext& context) {
  for (std::size_t i = 1; i < decrees.size(); ++i) {
    for (std::size_t before = 0; before < i; ++before) {
      const ParsedDecree& earlier = decrees[before].decree;
      const ParsedDecree& later = decrees[i].decree;
      if (later.from >= earlier.until || later.from >= later.until) continue;
      const Instant end = std::min(earlier.until, later.until);
      context.faults.add(DiagnosticId::overlap, later.place,
                         "decrees `" + later.id + "' and `" + earlier.id + "' (" + render(earlier.place) + ") " +
                             overlap_in_words(later.from, end, context.rules.zone) +
                             "; end one where the other begins");
    }
  }
}

/// Checks that the decree has the codes that are withdrawn.
void check_withdrawn(const ParsedDecree& amendment, const AmendedDecree& amended, CompileContext& context) {
  std::vector<std::string> codes;
  for (const ParsedPurpose& purpose : amended.decree.purposes) codes.push_back(purpose.code);
  for (const ParsedDecree& other : amended.amendments) {
    for (const ParsedPurpose& purpose : other.purposes) codes.push_back(purpose.code);
  }
  for (const Withdrawal& withdrawn : amendment.withdrawn) {
    if (std::find(codes.begin(), codes.end(), withdrawn.code) != codes.end()) continue;
    context.faults.add(DiagnosticId::unknown_code, {withdrawn.origin.file, withdrawn.origin.line},
                       "<withdraw code=\"" + withdrawn.code + "\">: `" + amended.decree.id +
                           "' has no purpose with this code; it has " + listed(codes));
  }
}

/// What an amendment changes, each subject once, in words.
std::set<std::string> changes_of(const ParsedDecree& parsed) {
  std::set<std::string> changes;
  for (const ParsedPurpose& purpose : parsed.purposes) changes.insert("code " + purpose.code);
  for (const Withdrawal& withdrawn : parsed.withdrawn) changes.insert("code " + withdrawn.code);
  for (const NotByText& other : parsed.not_by_text) changes.insert("code " + other.code);
  for (const Acceptance& accepted : parsed.accepts) changes.insert("document `" + accepted.document_kind + "'");
  for (const ListRefusal& refusal : parsed.refusals) changes.insert("list `" + refusal.list + "'");
  for (const StandingPermitRule& rule : parsed.standing) changes.insert("standing permits `" + rule.kind + "'");
  return changes;
}

/// Of two amendments the later wins (SEMANTICS 10); if both begin in the same minute, neither is later.
void check_same_minute(const ParsedDecree& one, const ParsedDecree& other, CompileContext& context) {
  if (one.from != other.from) return;
  const std::set<std::string> of_other = changes_of(other);
  std::vector<std::string> both;
  for (const std::string& change : changes_of(one)) {
    if (of_other.contains(change)) both.push_back(change);
  }
  if (both.empty()) return;
  context.faults.add(DiagnosticId::overlap, other.place,
                     "amendments `" + other.id + "' and `" + one.id + "' (" + render(one.place) + ") both change " +
                         listed(both) + " from the same minute on, " + in_words(one.from, context.rules.zone) +
                         "; change it in only one of them, or let one begin later");
}

void check_amendments(const AmendedDecree& amended, CompileContext& context) {
  const auto& amendments = amended.amendments;
  for (std::size_t i = 0; i < amendments.size(); ++i) {
    for (std::size_t before = 0; before < i; ++before) check_same_minute(amendments[before], amendments[i], context);
  }
  for (const ParsedDecree& amendment : amendments) {
    check_withdrawn(amendment, amended, context);
    if (amendment.from >= amended.decree.from && amendment.from < amended.decree.until) continue;
    context.faults.add(DiagnosticId::outside_of_decree, amendment.place,
                       "the amendment begins when `" + amended.decree.id + "' (" + render(amended.decree.place) +
                           ") is not in force; correct its start, or name another decree");
  }
}

// ---- One part of a decree ----------------------------------------------------------------------------------------

/// Replaces the rules about the same thing, and adds the others.
template <typename Rule, typename Same>
void merge(std::vector<Rule>& rules, const std::vector<Rule>& changes, Same same) {
  for (const Rule& change : changes) {
    const auto at = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return same(rule, change); });
    if (at == rules.end()) {
      rules.push_back(change);
    } else {
      *at = change;
    }
  }
}

bool removes_code(const ParsedDecree& parsed, const std::string& code) {
  const auto has_code = [&](const auto& other) { return other.code == code; };
  return std::any_of(parsed.withdrawn.begin(), parsed.withdrawn.end(), has_code) ||
         std::any_of(parsed.not_by_text.begin(), parsed.not_by_text.end(), has_code);
}

/// Removes the earlier rules about a code.
template <typename Rule>
void remove_rules_of(std::vector<Rule>& rules, const std::string& code) {
  std::erase_if(rules, [&](const Rule& rule) { return rule.code == code; });
}

void apply(const ParsedDecree& parsed, Decree& part) {
  merge(part.accepts, parsed.accepts,
        [](const Acceptance& one, const Acceptance& other) { return one.document_kind == other.document_kind; });
  for (const ParsedPurpose& change : parsed.purposes) {
    const auto at = std::find_if(part.purposes.begin(), part.purposes.end(),
                                 [&](const Purpose& purpose) { return purpose.code == change.code; });
    change.apply_to(at == part.purposes.end() ? part.purposes.emplace_back() : *at);
    remove_rules_of(part.not_by_text, change.code);
    remove_rules_of(part.withdrawn, change.code);
  }
  for (const Withdrawal& withdrawn : parsed.withdrawn) {
    remove_rules_of(part.purposes, withdrawn.code);
    part.withdrawn.push_back(withdrawn);
  }
  for (const NotByText& other : parsed.not_by_text) {
    remove_rules_of(part.purposes, other.code);
    remove_rules_of(part.withdrawn, other.code);
  }
  merge(part.not_by_text, parsed.not_by_text,
        [](const NotByText& one, const NotByText& other) { return one.code == other.code; });
  merge(part.refusals, parsed.refusals,
        [](const ListRefusal& one, const ListRefusal& other) { return one.list == other.list; });
}

/// A rule about standing permits belongs only to the part that begins with it: it is applied once (SEMANTICS 23).
void add_standing(const ParsedDecree& parsed, Instant end_of_decree, Decree& part) {
  if (parsed.from != part.from) return;
  for (StandingPermitRule rule : parsed.standing) {
    if (rule.until == kNoEnd) rule.until = std::min(parsed.until, end_of_decree);
    part.standing.push_back(std::move(rule));
  }
}

Decree part_of(const AmendedDecree& amended, Instant from, Instant until) {
  const ParsedDecree& parsed = amended.decree;
  Decree part{parsed.id, parsed.title, from, until, {}, {}, parsed.clause};
  part.origin = {parsed.place.file, parsed.place.line};
  if (from != parsed.from) part.decreed_from = parsed.from;
  apply(parsed, part);
  add_standing(parsed, parsed.until, part);
  for (const ParsedDecree& amendment : amended.amendments) {
    if (amendment.from > from || amendment.until <= from) continue;
    apply(amendment, part);
    add_standing(amendment, parsed.until, part);
    part.amended_by.push_back(amendment.id);
  }
  return part;
}

/// The moments at which a part begins, and the end of the last one.
std::set<Instant> boundaries_of(const AmendedDecree& amended) {
  const auto& [decree, amendments] = amended;
  std::set<Instant> boundaries = {decree.from, decree.until};
  for (const ParsedDecree& amendment : amendments) {
    for (const Instant boundary : {amendment.from, amendment.until}) {
      if (boundary > decree.from && boundary < decree.until) boundaries.insert(boundary);
    }
  }
  return boundaries;
}

// ---- Completeness ------------------------------------------------------------------------------------------------

/// Whether each permit ends, by its duration or because all hours cut it.
bool has_end(const Purpose& purpose) {
  const auto& hours = purpose.hours;
  return purpose.lasts ||
         (!hours.empty() && std::all_of(hours.begin(), hours.end(), [](const Hours& h) { return h.cuts_permits; }));
}

/// Checks that each part is complete. Reports each fault once, although a purpose occurs in several parts.
class PartCheck {
 public:
  explicit PartCheck(CompileContext& context) : context_(context) {}

  void check(Decree& part) {
    if (part.purposes.empty()) report_empty(part);
    for (Purpose& purpose : part.purposes) {
      check_stated_fields(part, purpose);
      for (const Limit& limit : purpose.limits) {
        check_limit(part, limit);
        check_ends(part, limit);
      }
    }
  }

 private:
  const ParsedDecree& parsed_of(const std::string& id) const {
    return *std::find_if(context_.decrees.begin(), context_.decrees.end(),
                         [&](const ParsedDecree& parsed) { return parsed.id == id; });
  }

  /// Reports the amendment that removes the last purpose; the schema reports a decree without any.
  void report_empty(const Decree& part) {
    const auto removes = [&](const std::string& id) {
      return !parsed_of(id).withdrawn.empty() || !parsed_of(id).not_by_text.empty();
    };
    const auto remover = std::find_if(part.amended_by.rbegin(), part.amended_by.rend(), removes);
    if (remover == part.amended_by.rend()) return;
    report(
        parsed_of(*remover).place, DiagnosticId::no_purpose,
        "`" + part.id + "' has no purpose left, " + period_in_words(part.from, part.until, context_.rules.zone) +
            ", so the reply to every text would be that its code does not exist; add a <forbidden> for that time, or "
            "end the decree");
  }

  /// What the files of a part state about a code since it was last withdrawn.
  struct StatedFields {
    Place place;  ///< of its first <purpose>
    bool lasts = false;
    bool limits = false;
  };

  StatedFields stated_fields(const Decree& part, const std::string& code) const {
    std::vector<std::string> ids = part.amended_by;
    ids.insert(ids.begin(), part.id);
    std::optional<StatedFields> stated;
    for (const std::string& id : ids) {
      const ParsedDecree& parsed = parsed_of(id);
      for (const ParsedPurpose& purpose : parsed.purposes) {
        if (purpose.code != code) continue;
        if (!stated) stated = StatedFields{purpose.place};
        stated->lasts = stated->lasts || purpose.lasts;
        stated->limits = stated->limits || purpose.limits;
      }
      if (removes_code(parsed, code)) stated.reset();
    }
    return stated.value_or(StatedFields{});
  }

  void check_stated_fields(const Decree& part, Purpose& purpose) {
    const StatedFields stated = stated_fields(part, purpose.code);
    const std::string subject = "<purpose code=\"" + purpose.code + "\">: ";
    if (purpose.name.empty())
      report(stated.place, DiagnosticId::incomplete_purpose,
             subject + "name=\"…\" is missing; write the name that people see");
    if (!stated.lasts) {
      report(stated.place, DiagnosticId::incomplete_purpose,
             subject + "the duration of a permit is missing; write <lasts hours=\"2\"/>, or <no-end/>");
      purpose.lasts = std::chrono::minutes{1};  // already a fault; it must not become a permit without an end
    }
    if (!stated.limits) {
      report(stated.place, DiagnosticId::incomplete_purpose,
             subject + "the limit is missing; write <limit …/>, or <no-limit/>");
    }
  }

  /// If a limit counts from the end of permits, a permit without an end counts and blocks others for ever.
  void check_ends(const Decree& part, const Limit& limit) {
    if (!limit.window_from_end) return;
    for (const Decree& counted : context_.rules.decrees) {  // up to this part
      if (counted.decree_start() != part.decree_start() && !limit.counts_earlier_decrees) continue;
      for (const std::string& code : limit.over) {
        const Purpose* purpose = counted.purpose(code);
        if (!purpose || has_end(*purpose)) continue;
        report({limit.origin.file, limit.origin.line}, DiagnosticId::either_or,
               "after=\"end\": permits with code " + code + " of `" + counted.id + "' (" + purpose->origin.file + ":" +
                   std::to_string(purpose->origin.line) + ") have no end; write after=\"grant\"" +
                   (counted.id == part.id ? "" : ", or earlier-decrees=\"ignore\""));
      }
    }
  }

  void check_limit(const Decree& part, const Limit& limit) {
    std::vector<std::string> codes;
    for (const Purpose& purpose : part.purposes) codes.push_back(purpose.code);
    for (const std::string& code : limit.over) {
      if (part.purpose(code) || part.withdrawal(code)) continue;  // permits given before a withdrawal still count
      std::string over;
      for (const std::string& one : limit.over) over += (over.empty() ? "" : " ") + one;
      report({limit.origin.file, limit.origin.line}, DiagnosticId::unknown_code,
             "over=\"" + over + "\": no purpose of this decree has code " + code + "; it has " + listed(codes));
    }
  }

  void report(const Place& place, DiagnosticId id, const std::string& message) {
    if (reported_.insert({place, message}).second) context_.faults.add(id, place, message);
  }

  CompileContext& context_;
  std::set<std::pair<Place, std::string>> reported_;
};

}  // namespace

void build_timeline(CompileContext& context) {
  const std::vector<AmendedDecree> decrees = group_amendments(context);
  check_overlaps(decrees, context);
  PartCheck parts(context);
  for (const AmendedDecree& amended : decrees) {
    check_amendments(amended, context);
    const std::set<Instant> boundaries = boundaries_of(amended);
    for (auto boundary = boundaries.begin(); std::next(boundary) != boundaries.end(); ++boundary) {
      context.rules.decrees.push_back(part_of(amended, *boundary, *std::next(boundary)));
      parts.check(context.rules.decrees.back());
    }
  }
  std::stable_sort(context.rules.decrees.begin(), context.rules.decrees.end(),
                   [](const Decree& one, const Decree& other) { return one.from < other.from; });
}

}  // namespace permit
