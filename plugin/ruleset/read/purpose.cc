#include "ruleset/read/purpose.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/nearest.h"
#include "ruleset/read/attribute_reader.h"
#include "ruleset/read/compile_context.h"

namespace permit {

namespace {

using std::chrono::minutes;

constexpr unsigned kMostPermits = 99;
constexpr std::array<std::string_view, 7> kWeekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string clause_or(const Element& element, const std::string& otherwise, CompileContext& context) {
  std::string clause = read_clause(element, context);
  return clause.empty() ? otherwise : clause;
}

std::vector<Remark> read_remarks(const Element& purpose, std::string_view name, CompileContext& context) {
  std::vector<Remark> remarks;
  for (const Element& remark : purpose.children(name)) remarks.push_back({remark.text(), read_clause(remark, context)});
  return remarks;
}

// ---- How long ----------------------------------------------------------------------------------------------------

minutes read_lasts(const Element& element, PurposeNotes& notes, CompileContext& context) {
  // A duration that cannot be read is already a fault; it must not become a permit without an end.
  const minutes lasts = AttributeReader(element, context.faults).duration().value_or(minutes{1});
  for (const Element& stated : element.children("stated")) {
    const AttributeReader values(stated, context.faults);
    const auto other = values.duration();
    if (other == lasts) {
      context.faults.add(DiagnosticId::same_stated, stated.place(),
                         "<stated>: this is the duration in <lasts>; use <stated> for a duration that was not chosen");
    }
    notes.stated.push_back({other.value_or(minutes{}), read_clause(stated, context), values.text("chosen-because")});
  }
  return lasts;
}

// ---- At what hours -----------------------------------------------------------------------------------------------

std::optional<std::size_t> weekday(std::string_view name) {
  const auto at = std::find(kWeekdays.begin(), kWeekdays.end(), name);
  return at == kWeekdays.end() ? std::nullopt : std::optional<std::size_t>(at - kWeekdays.begin());
}

/// `mon wed sat`, `mon-fri`, `sat-mon`; every day if `days` is absent.
std::bitset<7> read_weekdays(const AttributeReader& values, const Element& hours) {
  std::bitset<7> days;
  if (!hours.attribute("days")) return days.set();
  for (const std::string& word : values.words("days")) {
    const std::size_t dash = word.find('-');
    const auto first = weekday(word.substr(0, dash));
    const auto last = dash == std::string::npos ? first : weekday(word.substr(dash + 1));
    if (!first || !last) {
      values.fault("days", DiagnosticId::bad_choice, "write days as mon tue wed thu fri sat sun, or as mon-fri");
      return days.set();
    }
    for (std::size_t day = *first;; day = (day + 1) % days.size()) {
      days.set(day);
      if (day == *last) break;
    }
  }
  return days;
}

std::vector<LocalDay> read_dates(const AttributeReader& values, const Element& hours) {
  std::vector<LocalDay> dates;
  for (const std::string& word : values.words("on")) {
    if (const auto day = parse_local_time(word + "T00:00")) {
      dates.push_back(std::chrono::floor<std::chrono::days>(*day));
    } else {
      values.fault("on", DiagnosticId::bad_day, in_quotes(word) + " is not a day; write days as 2020-07-19");
    }
  }
  if (hours.attribute("on") && hours.attribute("days")) {
    values.fault("on", DiagnosticId::either_or, "write either days of the week or single days, not both");
  }
  return dates;
}

Hours read_hours(const Element& element, const ParsedPurpose& purpose, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  Hours hours{values.clock("from"),
              values.clock("until"),
              read_weekdays(values, element),
              read_dates(values, element),
              values.flag("cuts-permits", false),
              clause_or(element, purpose.clause, context),
              origin_of(element)};
  context.text_uses.push_back({std::string(text_id::kHours), ReplyRole::hours, element.place(), "<hours>"});
  return hours;
}

// ---- How often ---------------------------------------------------------------------------------------------------

Limit::Per read_per(const Element& element) {
  const std::string per = element.attribute("per").value_or("day");
  return per == "week"    ? Limit::Per::week
         : per == "month" ? Limit::Per::month
         : per == "hours" ? Limit::Per::window
                          : Limit::Per::day;
}

Limit read_limit(const Element& element, const ParsedPurpose& purpose, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  Limit limit{values.count("at-most", 1, kMostPermits).value_or(1), values.words("over"),
              element.attribute("earlier-decrees") != "ignore", clause_or(element, purpose.clause, context)};
  limit.origin = origin_of(element);
  limit.per = read_per(element);
  limit.by = element.attribute("by") == "phone" ? Limit::By::phone : Limit::By::document;
  limit.window_from_end = element.attribute("after") == "end";
  if (limit.per == Limit::Per::window) {
    limit.window = values.duration().value_or(minutes{1});
  } else if (element.attribute("hours") || element.attribute("after")) {
    values.fault(element.attribute("hours") ? "hours" : "after", DiagnosticId::either_or,
                 R"(only a limit with per="hours" has this attribute; write per="hours", or remove it)");
  }
  if (limit.by == Limit::By::document && !context.rules.message.has(Field::Kind::document)) {
    values.fault("by", DiagnosticId::bad_choice,
                 "<message> has no document, so this limit would never refuse anyone; write by=\"phone\"");
  }
  const bool of_others = limit.by == Limit::By::phone && context.rules.message.has(Field::Kind::document);
  const std::string_view reply = of_others ? text_id::kLimitByPhone : text_id::kLimit;
  context.text_uses.push_back({std::string(reply), ReplyRole::limit, element.place(), "<limit>"});
  return limit;
}

std::optional<std::vector<Limit>> read_limits(const Element& element, const ParsedPurpose& purpose, PurposeNotes& notes,
                                              CompileContext& context) {
  if (const auto unlimited = element.child("no-limit")) {
    notes.no_limit_clause = clause_or(*unlimited, purpose.clause, context);
    return std::vector<Limit>{};
  }
  std::vector<Limit> limits;
  for (const Element& limit : element.children("limit")) limits.push_back(read_limit(limit, purpose, context));
  return limits.empty() ? std::nullopt : std::optional{std::move(limits)};
}

}  // namespace

ParsedPurpose read_purpose(const Element& element, PeriodNotes& period, CompileContext& context) {
  const AttributeReader values(element, context.faults);
  ParsedPurpose purpose;
  purpose.code = values.code("code");
  purpose.name = values.text("name");
  purpose.clause = read_clause(element, context);
  purpose.place = element.place();

  PurposeNotes& notes = period.purposes[purpose.code];
  if (const auto lasts = element.child("lasts")) purpose.lasts = read_lasts(*lasts, notes, context);
  if (element.child("no-end")) purpose.lasts = std::optional<minutes>{};
  notes.says_how_long = purpose.lasts.has_value();
  if (const auto begins = element.child("begins")) {
    const auto most = static_cast<unsigned>(kLongestDelay / minutes{1});
    purpose.starts_after =
        minutes{AttributeReader(*begins, context.faults).count("after-minutes", 0, most).value_or(0)};
    notes.begins_clause = clause_or(*begins, purpose.clause, context);
  }
  for (const Element& hours : element.children("hours")) {
    if (!purpose.hours) purpose.hours.emplace();
    purpose.hours->push_back(read_hours(hours, purpose, context));
  }
  purpose.limits = read_limits(element, purpose, notes, context);
  notes.where = read_remarks(element, "where", context);
  notes.remarks = read_remarks(element, "note", context);
  return purpose;
}

void ParsedPurpose::apply_to(Purpose& purpose) const {
  purpose.code = code;
  if (!name.empty()) purpose.name = name;
  if (lasts || purpose.origin.file.empty()) {
    purpose.clause = clause;
    purpose.origin = {place.file, place.line};
  }
  if (lasts) purpose.lasts = *lasts;
  if (starts_after) purpose.starts_after = *starts_after;
  if (hours) purpose.hours = *hours;
  if (limits) purpose.limits = *limits;
}

}  // namespace permit
