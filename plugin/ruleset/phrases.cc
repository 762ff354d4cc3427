#include "ruleset/phrases.h"

#include <cstdio>

#include "base/nearest.h"

namespace permit {

namespace {

std::string clock(std::chrono::minutes since_midnight) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(since_midnight.count() / 60),
                static_cast<int>(since_midnight.count() % 60));
  return text;
}

std::string days_in_words(const Hours& hours) {
  static constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  std::vector<std::string> days;
  if (!hours.dates.empty()) {
    for (const LocalDay day : hours.dates) days.push_back(render_local_time(LocalTime{day}).substr(0, 10));
  } else if (!hours.weekdays.all()) {
    for (std::size_t i = 0; i < hours.weekdays.size(); ++i) {
      if (hours.weekdays.test(i)) days.emplace_back(kDays[i]);
    }
  }
  return days.empty() ? "" : " on " + listed(days, ", ");
}

std::string span_in_words(const Limit& limit) {
  switch (limit.per) {
    case Limit::Per::day:
      return "and day";
    case Limit::Per::week:
      return "and week";
    case Limit::Per::month:
      return "and month";
    case Limit::Per::window:
      return "within " + in_words(limit.window) + " after " +
             (limit.window_from_end ? "the end of a permit" : "a permit is given");
  }
  return {};
}

}  // namespace

std::string in_words(std::chrono::minutes duration) {
  const auto hours = std::chrono::floor<std::chrono::hours>(duration);
  const auto minutes = duration - hours;
  std::string text;
  if (hours.count() > 0) text = std::to_string(hours.count()) + " h";
  if (minutes.count() > 0 || hours.count() == 0) {
    text += (text.empty() ? "" : " ") + std::to_string(minutes.count()) + " min";
  }
  return text;
}

std::string duration_in_words(const std::optional<std::chrono::minutes>& lasts) {
  return lasts ? in_words(*lasts) : "no end";
}

std::string lasting_in_words(const std::optional<std::chrono::minutes>& lasts) {
  return lasts ? "lasts " + in_words(*lasts) : "has no end";
}

std::string in_words(Instant time, const Zone& zone) {
  std::string text = render_local_time(zone.local(time));
  text[text.find('T')] = ' ';
  if (text.ends_with(":00")) text.resize(text.rfind(':'));
  return text;
}

std::string period_in_words(Instant from, Instant until, const Zone& zone) {
  if (until >= kNoEnd) return "from " + in_words(from, zone) + " on";
  return in_words(from, zone) + " until " + in_words(until, zone);
}

std::string overlap_in_words(Instant from, Instant until, const Zone& zone) {
  return std::string("are both in force ") + (until < kNoEnd ? "from " : "") + period_in_words(from, until, zone);
}

std::string in_words(const Limit& limit) {
  return "at most " + std::to_string(limit.at_most) + " per " +
         (limit.by == Limit::By::phone ? "phone " : "document ") + span_in_words(limit) + ", counting code" +
         (limit.over.size() > 1 ? "s " : " ") + listed(limit.over) +
         (limit.counts_earlier_decrees ? " in this and earlier decrees" : " in this decree only");
}

std::string in_words(const Hours& hours) {
  return clock(hours.from) + "-" + clock(hours.until) + days_in_words(hours) +
         (hours.cuts_permits ? "; permits end with these hours" : "");
}

std::string in_words(const StandingPermitRule& rule, const Zone& zone) {
  std::string text =
      "standing permits of kind " + rule.kind + " valid just before " + in_words(rule.valid_before, zone);
  if (!rule.activities.empty()) text += ", only for " + listed(rule.activities);
  if (rule.effect == StandingPermitRule::Effect::switch_off) return text + ": switched off at that time";
  return text + ": extended " + (rule.until < kNoEnd ? "until " + in_words(rule.until, zone) : "without an end");
}

std::string in_words(const DocumentKind& kind, const std::string& hotline_of_service) {
  std::string text = "as " + kind.example;
  if (!kind.language.empty()) text += ", answered in " + kind.language;
  if (kind.hotline != hotline_of_service) text += ", hotline " + kind.hotline;
  if (!kind.number_from.empty()) text += ", number from " + kind.number_from;
  return text;
}

std::string in_words(const PlateKind& kind) {
  return std::string(kind.national ? "national" : "foreign") + (kind.needs_digit ? ", with a digit" : "");
}

std::string what_follows(const Word& word) {
  if (word.is_trial) return " and a text to try";
  if (word.about == Word::About::document) return " and a document";
  return word.about == Word::About::phone ? ", about the sender's permits" : "";
}

std::string in_words(const Word& word) { return listed(word.says, ", ") + what_follows(word); }

std::string in_words(const Message& message) {
  if (message.fields.empty()) return "any text";
  std::string text;
  for (const Field& field : message.fields) {
    std::string one = field.id;
    if (field.picture) one += ": " + field.picture->source();
    for (const Choice& choice : field.choices)
      one += (&choice == &field.choices.front() ? ": " : ", ") + choice.says.front();
    if (field.optional) one = "[" + one + "]";
    text += (text.empty() ? "" : message.separator == ' ' ? " " : std::string{' ', message.separator, ' '}) + one;
  }
  return text;
}

std::vector<Statement> statements_of(const Purpose& purpose, const PurposeNotes& notes) {
  std::vector<Statement> all{{lasting_in_words(purpose.lasts), ""}};
  for (const Stated& stated : notes.stated) {
    all.push_back(
        {"also stated " + in_words(stated.lasts), stated.clause, "; not chosen, because " + stated.chosen_because});
  }
  if (purpose.starts_after.count() > 0)
    all.push_back({"begins " + in_words(purpose.starts_after) + " after the text", notes.begins_clause});
  for (const Hours& hours : purpose.hours) all.push_back({"given " + in_words(hours), hours.clause});
  if (purpose.limits.empty()) all.push_back({"no limit", notes.no_limit_clause});
  for (const Limit& limit : purpose.limits) all.push_back({in_words(limit), limit.clause});
  for (const Remark& where : notes.where) all.push_back({"where: " + where.text, where.clause});
  for (const Remark& note : notes.remarks) all.push_back({"note: " + note.text, note.clause});
  return all;
}

}  // namespace permit
