// The parts of replies: reply.cc renders them, reply_values.cc measures them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/zone.h"
#include "core/read/picture.h"

namespace permit {

/// A reply lists at most this many permits, the latest, because a person can have any number.
inline constexpr std::size_t kMostListed = 4;

/// Returns `10:00`, or `22.07 10:00` if it is not today.
std::string render_clock(Instant time, const Zone& zone, Instant now);
/// The longest examples of both.
inline constexpr std::string_view kClockOfToday = "01:30";
inline constexpr std::string_view kClockOfAnotherDay = "22.07 01:30";

/// Returns `1, 2`.
std::string render_list(std::span<const std::string> values, std::string_view between = ", ");

/// Returns the permits of one holder: `2 10:00-13:00 10AA123; 1 11:00-13:00`.
std::string render_permits(std::span<const std::string> permits);
/// Returns one permit of that list. `until` is empty if it has no end, `plate` if it has no plate.
std::string render_permit(std::string_view what, std::string_view from, std::string_view until, std::string_view plate);

/// Returns an example of a correct text: `2 AZE12345678`. The code or the word may be empty.
std::string render_example(std::string_view code_or_word, std::string_view document);

}  // namespace permit
