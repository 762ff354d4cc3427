#include "ruleset/check/lint.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "base/utf8.h"
#include "core/decide/calendar.h"
#include "ruleset/check/gaps.h"
#include "ruleset/check/limits.h"
#include "ruleset/check/reachable.h"
#include "ruleset/check/reply_cost.h"
#include "ruleset/check/restrictions.h"
#include "ruleset/phrases.h"
#include "ruleset/read/compile_context.h"

namespace permit {

namespace {

Place place_of(const Origin& origin) { return {origin.file, origin.line}; }

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

class Lint {
 public:
  explicit Lint(CompileContext& context) : context_(context), rules_(context.rules) {}

  void run() {
    find_gaps();
    find_hidden_decrees();
    find_hours_that_never_come();
    find_hours_of_a_whole_day();
    find_dates_outside_of_decrees();
    find_permits_that_never_begin();
    find_hidden_documents();
    find_unaccepted_documents();
    find_late_acceptances();
    find_unrefused_lists();
    find_unread_hints();
    find_words_that_hide();
    find_idle_limits();
    find_two_durations();
    find_long_approvals();
    find_late_publications();
    find_other_publications();
  }

 private:
  /// Reports a fault once per place, because a decree may occur in several parts.
  void add(DiagnosticId id, const Place& place, const std::string& message) {
    if (reported_.insert({id, place}).second) context_.faults.add(id, place, message);
  }

  const Place& place_of_period(const std::string& id) const { return context_.period_ids.at(id); }

  // ---- Periods ---------------------------------------------------------------------------------------------------

  void find_gaps() {
    for (const Gap& gap : gaps_in(rules_)) {
      if (gap.after.empty()) continue;
      add(DiagnosticId::gap, place_of_period(gap.after),
          "there is no rule for the time from " + period_in_words(gap.from, gap.until, rules_.zone) + ", between " +
              in_quotes(gap.before) + " and " + in_quotes(gap.after) +
              "; add a <decree>, a <not-needed> or a <forbidden> for it");
    }
  }

  /// The first moment from `at` on that is in no interval.
  Instant after_intervals(Instant at) const {
    while (const Interval* interval = rules_.interval_at(at)) at = interval->until;
    return at;
  }

  void find_hidden_decrees() {
    std::set<std::string> in_force;
    for (const Decree& part : rules_.decrees) {
      if (after_intervals(part.from) < part.until) in_force.insert(part.id);
    }
    for (const Decree& part : rules_.decrees) {
      if (in_force.contains(part.id)) continue;
      const Interval& interval = *rules_.interval_at(part.from);
      add(DiagnosticId::hidden_decree, place_of_period(part.id),
          "decree " + in_quotes(part.id) + " is never in force, because " + in_quotes(interval.id) + " (" +
              render(place_of_period(interval.id)) + ") covers all its time, " +
              period_in_words(interval.from, interval.until, rules_.zone) + "; correct one of the periods");
    }
  }

  void find_hours_that_never_come() {
    std::set<Place> come;
    const auto for_all = [&](auto act) {
      for (const Decree& part : rules_.decrees) {
        for (const Purpose& purpose : part.purposes) {
          for (const Hours& hours : purpose.hours) act(part, hours);
        }
      }
    };
    for_all([&](const Decree& part, const Hours& hours) {
      const std::span<const Hours> only(&hours, 1);
      const auto next = next_opening(only, part.from, rules_.zone);
      if (open_at(only, part.from, rules_.zone) || (next && *next < part.until)) come.insert(place_of(hours.origin));
    });
    for_all([&](const Decree& part, const Hours& hours) {
      if (come.contains(place_of(hours.origin))) return;
      add(DiagnosticId::hours_never_come, place_of(hours.origin),
          "hours " + in_words(hours) + ": they never occur while " + in_quotes(part.id) +
              " is in force; correct the days, or remove them");
    });
  }

  void find_hours_of_a_whole_day() {
    for (const Decree& part : rules_.decrees) {
      for (const Purpose& purpose : part.purposes) {
        for (const Hours& hours : purpose.hours) {
          if (hours.from != hours.until) continue;
          add(DiagnosticId::whole_day_hours, place_of(hours.origin),
              "hours " + in_words(hours) +
                  ": they last 24 hours, until the same time of the next day; correct one of " +
                  R"(the two, or write from="00:00" until="24:00")");
        }
      }
    }
  }

  // ---- Dates outside of a decree -----------------------------------------------------------------------------------

  const ParsedDecree& text_of(const std::string& id) const {
    return *std::find_if(context_.decrees.begin(), context_.decrees.end(),
                         [&](const ParsedDecree& text) { return text.id == id; });
  }

  void find_dates_outside_of_decrees() {
    for (const ParsedDecree& text : context_.decrees) {
      const ParsedDecree& decree = text.amends.empty() ? text : text_of(text.amends);
      if (text.until < kNoEnd && text.until > decree.until) {
        add(DiagnosticId::outside_dates, text.place,
            "the amendment ends at " + in_words(text.until, rules_.zone) + ", but " + in_quotes(decree.id) +
                ", which it amends, already ends at " + in_words(decree.until, rules_.zone) +
                "; remove `until', or correct one of the two");
      }
      for (const Acceptance& accepted : text.accepts) {
        if (accepted.from >= text.from) continue;
        add(DiagnosticId::outside_dates, place_of(accepted.origin),
            "<accept from=\"…\">: " + in_words(accepted.from, rules_.zone) + " is before " + in_quotes(text.id) +
                " begins at " + in_words(text.from, rules_.zone) + "; remove `from', or correct one of the two");
      }
      for (const ParsedPurpose& purpose : text.purposes) {
        for (const Hours& hours : purpose.hours.value_or(std::vector<Hours>())) find_days_outside(hours, decree);
      }
    }
  }

  /// If all days are outside, the hours never occur; find_hours_that_never_come() reports that.
  void find_days_outside(const Hours& hours, const ParsedDecree& decree) {
    const std::chrono::days over_midnight{hours.until <= hours.from ? 1 : 0};
    std::vector<std::string> outside;
    for (const LocalDay day : hours.dates) {
      const bool begins = rules_.zone.instant(LocalTime{day} + hours.from) < decree.until;
      const bool is_over = rules_.zone.instant(LocalTime{day} + over_midnight + hours.until) <= decree.from;
      if (!begins || is_over) outside.push_back(render_local_time(LocalTime{day}).substr(0, 10));
    }
    if (outside.empty() || outside.size() == hours.dates.size()) return;
    add(DiagnosticId::outside_dates, place_of(hours.origin),
        "<hours on=\"…\">: " + in_quotes(decree.id) + " is not in force on " + listed(outside) + ", only " +
            period_in_words(decree.from, decree.until, rules_.zone) + "; correct the day, or remove it");
  }

  /// Whether a permit can be given at the beginning of some opening. A later text gets no more time.
  bool can_begin(const Purpose& purpose, const Decree& part) const {
    constexpr int kOpenings = 100;  // more than a week or a list of single days has
    std::optional<Instant> at = part.from;
    for (int i = 0; i < kOpenings && at && *at < part.until; ++i) {
      const auto open = open_at(purpose.hours, *at, rules_.zone);
      const bool ends_before = open && open->hours->cuts_permits && open->opening.until <= *at + purpose.starts_after;
      if (open && !ends_before) return true;
      at = next_opening(purpose.hours, *at, rules_.zone);
    }
    return false;
  }

  void find_permits_that_never_begin() {
    for (const Decree& part : rules_.decrees) {
      for (const Purpose& purpose : part.purposes) {
        if (purpose.hours.empty() || purpose.starts_after.count() == 0 || can_begin(purpose, part)) continue;
        add(DiagnosticId::hours_never_come, place_of(purpose.origin),
            "code " + purpose.code + ": nobody ever gets a permit, because a permit begins " +
                in_words(purpose.starts_after) +
                " after the text, when the hours that end it are already over; correct one of the two");
      }
    }
  }

  // ---- How texts are read ----------------------------------------------------------------------------------------

  void find_hidden_documents() {
    for (const DocumentKind& kind : rules_.documents) {
      const auto read_as = std::find_if(rules_.documents.begin(), rules_.documents.end(), [&](const DocumentKind& any) {
        return any.picture.match(kind.example) == kind.example;
      });
      if (read_as == rules_.documents.end() || read_as->id == kind.id) continue;
      add(DiagnosticId::hidden_document, context_.document_ids.at(kind.id),
          "document " + in_quotes(kind.id) + ": its example " + kind.example + " is read as " + in_quotes(read_as->id) +
              ", which comes first and fits too; put the narrower picture first");
    }
  }

  void find_unaccepted_documents() {
    if (rules_.decrees.empty() || !rules_.message.has(Field::Kind::document)) return;
    for (const DocumentKind& kind : rules_.documents) {
      const bool accepted = std::any_of(rules_.decrees.begin(), rules_.decrees.end(), [&](const Decree& part) {
        return part.accepts_document(kind.id, part.until - std::chrono::seconds{1});
      });
      if (accepted) continue;
      add(DiagnosticId::unaccepted_document, context_.document_ids.at(kind.id),
          "document " + in_quotes(kind.id) +
              ": no decree accepts it, so its holders are always refused; name it in an " + "<accept>, or remove it");
    }
  }

  void find_late_acceptances() {
    std::set<Place> come;
    const auto for_all = [&](auto act) {
      for (const Decree& part : rules_.decrees) {
        for (const Acceptance& accepted : part.accepts) act(part, accepted);
      }
    };
    for_all([&](const Decree& part, const Acceptance& accepted) {
      if (accepted.from < part.until) come.insert(place_of(accepted.origin));
    });
    for_all([&](const Decree& part, const Acceptance& accepted) {
      if (come.contains(place_of(accepted.origin))) return;
      add(DiagnosticId::late_acceptance, place_of(accepted.origin),
          "<accept from=\"…\">: it begins at " + in_words(accepted.from, rules_.zone) + ", when " + in_quotes(part.id) +
              " is already over; correct one of the two");
    });
  }

  void find_unrefused_lists() {
    for (const std::string& list : rules_.lists) {
      const bool refused = std::any_of(rules_.decrees.begin(), rules_.decrees.end(), [&](const Decree& part) {
        return std::any_of(part.refusals.begin(), part.refusals.end(),
                           [&](const ListRefusal& refusal) { return refusal.list == list; });
      });
      if (refused) continue;
      add(DiagnosticId::unrefused_list, context_.list_places.at(list),
          "list " + in_quotes(list) + ": no decree refuses the people on it; name it in a <refuse>, or remove it");
    }
  }

  void find_unread_hints() {
    if (!rules_.message.has(Field::Kind::document)) return;
    for (const NotADocument& hint : rules_.not_documents) {
      if (is_reachable(hint, rules_)) continue;
      add(DiagnosticId::unread_hint, context_.hint_places.at(hint.id),
          "not a document " + in_quotes(hint.id) + ": a text with " + hint.picture.source() +
              " is always read as something else first; remove this entry, or correct its picture");
    }
  }

  void find_words_that_hide() {
    for (std::size_t i = 0; i < rules_.words.size(); ++i) {
      for (const std::string& spelling : rules_.words[i].says) {
        const std::string hidden = shadowed_by(spelling, rules_);
        if (hidden.empty()) continue;
        add(DiagnosticId::word_hides, context_.word_places[i],
            "the word " + in_quotes(spelling) + " catches texts that begin with " + hidden + "; choose another word");
      }
    }
  }

  // ---- Two values for one thing ------------------------------------------------------------------------------------

  void find_idle_limits() {
    for (const Decree& part : rules_.decrees) {
      for (const Purpose& purpose : part.purposes) {
        for (const LimitDiagnostic& fault : check_limits(purpose, part, rules_)) {
          add(fault.id, place_of(fault.limit->origin), fault.message);
        }
      }
    }
  }

  bool is_stated(const Decree& part, const std::string& code, std::chrono::minutes lasts) const {
    std::vector<std::string> ids = part.amended_by;
    ids.push_back(part.id);
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
      const auto period = context_.annotations.periods.find(id);
      if (period == context_.annotations.periods.end() || !period->second.purposes.contains(code)) return false;
      const auto& stated = period->second.purposes.at(code).stated;
      return std::any_of(stated.begin(), stated.end(), [&](const Stated& one) { return one.lasts == lasts; });
    });
  }

  /// Finds a clause that is cited for two durations of one code.
  void find_two_durations() {
    std::map<std::pair<std::string, std::string>, std::pair<const Decree*, const Purpose*>> first;
    for (const Decree& part : rules_.decrees) {
      for (const Purpose& purpose : part.purposes) {
        if (purpose.clause.empty() || !purpose.lasts) continue;
        const auto [at, is_new] = first.try_emplace({purpose.code, purpose.clause}, &part, &purpose);
        const auto& [other_part, other] = at->second;
        if (is_new || other->lasts == purpose.lasts || is_stated(part, purpose.code, *other->lasts) ||
            is_stated(*other_part, purpose.code, *purpose.lasts)) {
          continue;
        }
        add(DiagnosticId::two_durations, place_of(purpose.origin),
            "code " + purpose.code + ": " + purpose.clause + " is cited for " + in_words(*purpose.lasts) +
                " here and for " + in_words(*other->lasts) + " at " + render(place_of(other->origin)) +
                "; cite the right source for each, or add the other duration as <stated>");
      }
    }
  }

  // ---- Costs of replies --------------------------------------------------------------------------------------------

  /// The first letter of a text that is not in the GSM alphabet.
  static std::string foreign_letter(std::string_view text) {
    while (!text.empty()) {
      const std::string_view before = text;
      take_code_point(text);
      const std::string_view letter = before.substr(0, before.size() - text.size());
      if (count_segments(letter).alphabet == Alphabet::ucs2) return std::string(letter);
    }
    return {};
  }

  /// Says how many characters one segment holds. If the text itself has no such letter, a value contains one.
  static std::string letters_of_one(const Segments& cost, const std::string& letter) {
    if (!letter.empty()) return "70 with a letter such as " + in_quotes(letter) + ", 160 without";
    return cost.alphabet == Alphabet::ucs2 ? "70 if a value has a letter outside of GSM 7-bit, else 160" : "160";
  }

  void find_long_approvals() {
    for (const auto& [language_and_id, place] : context_.text_places) {
      const auto& [language, id] = language_and_id;
      const auto role = role_of(id);
      const bool approves =
          role == ReplyRole::granted || role == ReplyRole::granted_plate_unclear || role == ReplyRole::repeated;
      if (!approves) continue;
      const Segments cost = cost_at_worst(language, id, rules_);
      if (cost.parts <= 1) continue;
      const std::string letter = foreign_letter(rules_.text(language, id).source());
      add(DiagnosticId::long_approval, place,
          "text " + in_quotes(id) + " in " + language + ": with its longest values it has " +
              std::to_string(cost.units) + " characters and costs " + std::to_string(cost.parts) +
              " segments; one segment holds " + letters_of_one(cost, letter));
    }
  }

  // ---- Publication -------------------------------------------------------------------------------------------------

  /// What becomes stricter when a part of a decree begins.
  std::vector<std::string> stricter_at(Instant start, const Decree& part) const {
    const Instant before = start - std::chrono::seconds{1};
    if (const Interval* interval = rules_.interval_at(before)) {
      const bool free = interval->kind == Interval::Kind::not_needed;
      return free ? std::vector<std::string>{"permits are needed again"} : std::vector<std::string>{};
    }
    const Decree* earlier = rules_.decree_at(before);
    return earlier ? added_restrictions(*earlier, part) : std::vector<std::string>{};
  }

  void find_late_publication(const std::string& id, Instant start, const std::string& what) {
    const std::string& published = context_.annotations.periods.at(id).published;
    const std::string effect = render_local_time(rules_.zone.local(start)).substr(0, 10);
    if (!published.empty() && published <= effect) return;
    add(DiagnosticId::late_publication, place_of_period(id),
        in_quotes(id) + " is stricter than the rules before it (" + what + ") and " +
            (published.empty() ? "has no day of publication; write published=\"…\" to show that people could know"
                               : "was published on " + published + ", after it took effect on " + effect +
                                     "; correct the one that is wrong"));
  }

  void find_late_publications() {
    for (const Decree& part : rules_.decrees) {
      const Instant start = after_intervals(part.from);
      if (start >= part.until) continue;
      const auto stricter = stricter_at(start, part);
      const bool by_amendment = part.from > part.decree_start() && !part.amended_by.empty();
      if (!stricter.empty()) {
        find_late_publication(by_amendment ? part.amended_by.back() : part.id, start, joined(stricter));
      }
    }
    for (const Interval& interval : rules_.intervals) {
      if (interval.kind == Interval::Kind::forbidden) {
        find_late_publication(interval.id, interval.from, "no permits are given");
      }
    }
  }

  /// Finds files whose own sources were all published on other days: one of the dates is a mistake.
  void find_other_publications() {
    for (const auto& [id, notes] : context_.annotations.periods) {
      std::vector<std::string> days;
      for (const Source& source : context_.annotations.sources) {
        const auto place = context_.source_places.find(source.id);
        const bool is_own = place != context_.source_places.end() && place->second.file == notes.file;
        if (is_own && !source.published.empty()) days.push_back(source.published);
      }
      if (notes.published.empty() || days.empty() || std::count(days.begin(), days.end(), notes.published) > 0)
        continue;
      add(DiagnosticId::other_publication, place_of_period(id),
          in_quotes(id) + " was published on " + notes.published + ", but its source on " + listed(days, " or ") +
              "; correct the one that is wrong");
    }
  }

  CompileContext& context_;
  const RuleSet& rules_;
  std::set<std::pair<DiagnosticId, Place>> reported_;
};

}  // namespace

void lint(CompileContext& context) { Lint(context).run(); }

}  // namespace permit
