#include "core/reply/reply_parts.h"

#include <chrono>
#include <cstdio>

namespace permit {

std::string render_clock(Instant time, const Zone& zone, Instant now) {
  const LocalDay day = zone.day(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{zone.local(time) - day};
  const auto hours = static_cast<int>(clock.hours().count());
  const auto minutes = static_cast<int>(clock.minutes().count());
  char text[32];
  if (day == zone.day(now)) {
    std::snprintf(text, sizeof text, "%02d:%02d", hours, minutes);
  } else {
    std::snprintf(text, sizeof text, "%02u.%02u %02d:%02d", static_cast<unsigned>(date.day()),
                  static_cast<unsigned>(date.month()), hours, minutes);
  }
  return text;
}

std::string render_list(std::span<const std::string> values, std::string_view between) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += between;
    text += value;
  }
  return text;
}

std::string render_permits(std::span<const std::string> permits) { return render_list(permits, "; "); }

std::string render_permit(std::string_view what, std::string_view from, std::string_view until,
                          std::string_view plate) {
  std::string text(what);
  text.append(" ").append(from).append("-").append(until);
  if (!plate.empty()) text.append(" ").append(plate);
  return text;
}

std::string render_example(std::string_view code_or_word, std::string_view document) {
  std::string text(code_or_word);
  if (!text.empty()) text += " ";
  return text.append(document);
}

}  // namespace permit
