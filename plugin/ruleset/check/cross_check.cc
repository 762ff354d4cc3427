#include "ruleset/check/cross_check.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "ruleset/check/gaps.h"
#include "ruleset/phrases.h"
#include "ruleset/read/message.h"
#include "ruleset/read/timeline.h"

namespace permit {

namespace {

// ---- Periods -----------------------------------------------------------------------------------------------------

void report_overlap(const Placed<Interval>& later, std::string_view what, Instant from, Instant end,
                    CompileContext& context) {
  context.faults.add(
      DiagnosticId::overlap, later.place,
      std::string(what) + " " + overlap_in_words(from, end, context.rules.zone) + "; end one where the other begins");
}

std::string named(const Placed<Interval>& one) { return "`" + one.rule.id + "' (" + render(one.place) + ")"; }

/// REQUIRES: sorted by start, all of one kind.
void check_overlaps(const std::vector<Placed<Interval>>& sorted, CompileContext& context) {
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    for (std::size_t before = 0; before < i; ++before) {
      const Interval& earlier = sorted[before].rule;
      const Interval& later = sorted[i].rule;
      if (later.from >= earlier.until || later.from >= later.until) continue;
      report_overlap(sorted[i], "intervals `" + later.id + "' and " + named(sorted[before]), later.from,
                     std::min(earlier.until, later.until), context);
    }
  }
}

/// Permits cannot be needed and not needed at the same time. A ban may be within a not-needed interval; a ban that
/// begins or ends outside of it is a mistake in one of the two.
void check_not_needed(const Placed<Interval>& one, const std::vector<Placed<Interval>>& bans, CompileContext& context) {
  const Interval& interval = one.rule;
  const auto overlap = [&](Instant from, Instant until, const std::string& what) {
    const Instant begin = std::max(from, interval.from);
    const Instant end = std::min(until, interval.until);
    if (begin < end) report_overlap(one, "interval `" + interval.id + "' and " + what, begin, end, context);
  };
  for (const Placed<Interval>& ban : bans) {
    const bool is_within = ban.rule.from >= interval.from && ban.rule.until <= interval.until;
    if (!is_within) overlap(ban.rule.from, ban.rule.until, "the ban " + named(ban));
  }
  for (const Decree& decree : context.rules.decrees) {
    overlap(decree.from, decree.until, "decree `" + decree.id + "' (" + decree.origin.file + ")");
  }
}

/// The parts of an interval outside of the bans in it; a ban overrides a not-needed interval.
std::vector<Interval> outside_of(const std::vector<Placed<Interval>>& bans, Interval interval) {
  std::vector<Interval> left;
  for (const auto& [ban, place] : bans) {
    if (ban.until <= interval.from || ban.from >= interval.until) continue;
    Interval before = interval;
    before.until = ban.from;
    if (before.from < before.until) left.push_back(std::move(before));
    interval.from = ban.until;
  }
  if (interval.from < interval.until) left.push_back(std::move(interval));
  return left;
}

void take_intervals(CompileContext& context) {
  std::stable_sort(context.intervals.begin(), context.intervals.end(),
                   [](const auto& one, const auto& other) { return one.rule.from < other.rule.from; });
  std::vector<Placed<Interval>> bans;
  std::vector<Placed<Interval>> not_needed;
  for (const auto& one : context.intervals) {
    (one.rule.kind == Interval::Kind::forbidden ? bans : not_needed).push_back(one);
  }
  check_overlaps(bans, context);
  check_overlaps(not_needed, context);
  for (const auto& one : not_needed) check_not_needed(one, bans, context);
  auto& intervals = context.rules.intervals;
  for (const auto& [ban, place] : bans) intervals.push_back(ban);
  for (const auto& [interval, place] : not_needed) {
    for (Interval& left : outside_of(bans, interval)) intervals.push_back(std::move(left));
  }
  std::stable_sort(intervals.begin(), intervals.end(),
                   [](const Interval& one, const Interval& other) { return one.from < other.from; });
}

// ---- Languages ---------------------------------------------------------------------------------------------------

void check_languages(CompileContext& context) {
  for (const auto& [language, place] : context.language_uses) {
    if (context.language_places.contains(language)) continue;
    const auto& known = context.rules.languages;
    context.faults.add(DiagnosticId::unknown_language, place,
                       "there are no texts in `" + language + "'; " +
                           (known.empty() ? "write <texts lang=\"" + language + "\">"
                                          : "languages with texts: " + listed(known, ", ")));
  }
}

// ---- Texts -------------------------------------------------------------------------------------------------------

std::vector<std::string> text_ids(const CompileContext& context) {
  std::set<std::string> ids;
  for (const auto& [language_and_id, place] : context.text_places) ids.insert(language_and_id.second);
  return {ids.begin(), ids.end()};
}

/// Texts with a built-in id are always allowed: a rule may need them later.
bool is_used(const CompileContext& context, const std::string& id) {
  return role_of(id) || std::any_of(context.text_uses.begin(), context.text_uses.end(),
                                    [&](const TextUse& use) { return use.id == id; });
}

bool is_written(const CompileContext& context, const std::string& id) {
  return std::any_of(context.text_places.begin(), context.text_places.end(),
                     [&](const auto& text) { return text.first.second == id; });
}

/// The id of the text that is sent for `id`: if a built-in text is not written, its fallback is sent.
std::string written_text(const CompileContext& context, std::string id) {
  while (!is_written(context, id) && !fallback_text(id).empty()) id = fallback_text(id);
  return id;
}

/// Texts that no rule names; a misspelt id shows up here.
std::set<std::string> unused_texts(const CompileContext& context) {
  std::set<std::string> unused;
  for (const std::string& id : text_ids(context)) {
    if (!is_used(context, id)) unused.insert(id);
  }
  return unused;
}

/// Checks that a text exists in every language. `reported` has the ids that are already reported as missing.
void check_use(const TextUse& use, std::set<std::string>& reported, CompileContext& context) {
  std::vector<std::string> missing;
  for (const std::string& language : context.rules.languages) {
    if (!context.text_places.contains({language, use.id})) missing.push_back(language);
  }
  if (missing.empty()) return;
  if (missing.size() == context.rules.languages.size() && !use.markup.empty()) {
    context.faults.add(DiagnosticId::unknown_text, use.place,
                       use.markup + ": there is no text `" + use.id + "'" + did_you_mean(use.id, text_ids(context)));
    return;
  }
  if (!reported.insert(use.id).second) return;
  const std::string why =
      use.markup.empty() ? "every service needs it" : "the rule at " + render(use.place) + " replies with it";
  for (const std::string& language : missing) {
    context.faults.add(DiagnosticId::missing_text, context.language_places.at(language),
                       "text `" + use.id + "' is missing in " + language + "; " + why);
  }
}

void check_uses(CompileContext& context) {
  std::set<std::string> reported;
  for (TextUse& use : context.text_uses) use.id = written_text(context, use.id);
  for (const TextUse& use : context.text_uses) check_use(use, reported, context);
  std::vector<std::string> missing(reported.begin(), reported.end());
  const std::set<std::string> unused = unused_texts(context);
  for (const auto& [language_and_id, place] : context.text_places) {
    const std::string& id = language_and_id.second;
    if (unused.contains(id))
      context.faults.add(DiagnosticId::unused_text, place,
                         "text `" + id + "': no rule replies with it" + did_you_mean(id, missing));
  }
}

/// Whether a value is present in every reply with this text, in some, or in none.
Presence presence_in_all(Placeholder value, const std::string& id, const CompileContext& context) {
  const bool is_replied =
      std::any_of(context.text_uses.begin(), context.text_uses.end(), [&](const TextUse& use) { return use.id == id; });
  if (!is_replied) return presence(value, *role_of(id), context.rules);
  bool always = true;
  bool never = true;
  for (const TextUse& use : context.text_uses) {
    if (use.id != id) continue;
    const Presence here = presence(value, use.role, context.rules);
    always = always && here == Presence::always;
    never = never && here == Presence::never;
  }
  return never ? Presence::never : always ? Presence::always : Presence::sometimes;
}

std::string in_braces(std::string_view name) { return "{" + std::string(name) + "}"; }

std::string possible_values(const std::string& id, const CompileContext& context) {
  std::vector<std::string> names;
  const std::vector<std::string> custom_ids = context.rules.message.custom_ids();
  for (std::size_t i = 0; i < kPlaceholderNames.size() + custom_ids.size(); ++i) {
    const auto value = static_cast<Placeholder>(i);
    if (presence_in_all(value, id, context) != Presence::never) names.push_back(in_braces(name_of(value, custom_ids)));
  }
  return listed(names);
}

void check_placeholders(const std::string& language, const std::string& id, const Template& text,
                        CompileContext& context) {
  const std::vector<std::string> custom_ids = context.rules.message.custom_ids();
  for (const Template::Use& use : text.uses()) {
    const Presence there = presence_in_all(use.name, id, context);
    const std::string name = in_braces(name_of(use.name, custom_ids));
    const Place& place = context.text_places.at({language, id});
    if (there == Presence::never) {
      context.faults.add(DiagnosticId::value_never_there, place,
                         "text `" + id + "': " + name + " never has a value in this reply; these values can be used: " +
                             possible_values(id, context));
    } else if (there == Presence::sometimes && !use.optional) {
      context.faults.add(DiagnosticId::value_sometimes_there, place,
                         "text `" + id + "': " + name +
                             " does not always have a value; put it into [...] with the words that disappear with it");
    }
  }
}

void check_all_placeholders(CompileContext& context) {
  for (const auto& [language, texts] : context.rules.texts) {
    for (const auto& [id, text] : texts) {
      if (is_used(context, id)) check_placeholders(language, id, text, context);
    }
  }
}

/// Fills in the built-in texts that a service does not write, so that each of them can be rendered.
void fill_in_texts(CompileContext& context) {
  for (auto& [language, texts] : context.rules.texts) {
    for (const std::string_view id : builtin_text_ids()) {
      const auto other = texts.find(written_text(context, std::string(id)));
      auto any = other != texts.end() ? other : texts.find(text_id::kFormat);
      if (any == texts.end()) any = texts.find(text_id::kNoDecree);
      if (any != texts.end()) texts.emplace(id, Template(any->second));
    }
  }
}

/// A delayed permit that would begin within a ban is answered with the reply about hours, so the service needs that
/// text.
void use_hours_before_bans(CompileContext& context) {
  for (const auto& [ban, place] : context.intervals) {
    if (!ban.cuts_permits) continue;
    for (const Decree& part : context.rules.decrees) {
      const bool meets = ban.from > part.from && ban.from < part.until + kLongestDelay;
      const bool delays = std::any_of(part.purposes.begin(), part.purposes.end(),
                                      [](const Purpose& purpose) { return purpose.starts_after.count() > 0; });
      if (!meets || !delays) continue;
      context.text_uses.push_back(
          {std::string(text_id::kHours), ReplyRole::hours, place, "<forbidden cuts-permits=\"yes\">"});
      break;
    }
  }
}

}  // namespace

void cross_check(CompileContext& context) {
  build_timeline(context);
  take_intervals(context);
  use_hours_before_bans(context);
  check_message(context);
  check_languages(context);
  if (context.service && !gaps_in(context.rules).empty()) {
    const std::string id(text_id::kNoDecree);
    context.text_uses.push_back({id, *role_of(id), *context.service, ""});
  }
  check_uses(context);
  check_all_placeholders(context);
  fill_in_texts(context);
}

}  // namespace permit
