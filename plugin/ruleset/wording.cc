#include "ruleset/wording.h"

#include <cstdio>

#include "ruleset/nearest.h"

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
      return "a day";
    case Limit::Per::week:
      return "a week";
    case Limit::Per::month:
      return "a month";
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
  return "at most " + std::to_string(limit.at_most) + " " + span_in_words(limit) + " and " +
         (limit.by == Limit::By::phone ? "phone" : "document") + ", counted over code " + listed(limit.over) +
         (limit.counts_earlier_decrees ? ", earlier decrees too" : ", this decree alone");
}

std::string in_words(const Hours& hours) {
  return clock(hours.from) + "-" + clock(hours.until) + days_in_words(hours) +
         (hours.cuts_permits ? "; permits end with them" : "");
}

std::string in_words(const StandingRule& rule, const Zone& zone) {
  std::string text = "standing permits of kind " + rule.kind + " that hold at " + in_words(rule.active_at, zone);
  if (!rule.activities.empty()) text += ", in " + listed(rule.activities) + " alone";
  if (rule.effect == StandingRule::Effect::switch_off) return text + ": switched off then";
  return text + ": extended " + (rule.until < kNoEnd ? "until " + in_words(rule.until, zone) : "without an end");
}

}  // namespace permit
