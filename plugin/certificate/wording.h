// The words of the page in each language.
#pragma once

#include <string>
#include <string_view>

#include "base/zone.h"

namespace permit::certificate {

inline constexpr const char* kDefaultLanguage = "az";

/// The fixed words of a page. A value replaces `{}`.
struct PageWords {
  const char* language;
  const char* title;
  const char* subtitle;
  const char* document;
  const char* as_of;
  const char* valid;
  const char* no_end;
  const char* plate;
  const char* places;
  const char* basis;
  const char* source;
  const char* by_text;   ///< {}: the short number
  const char* standing;  ///< {}: its kind
  const char* check_code;
  const char* more;  ///< {}: how many permits do not fit
  const char* what_the_code_says;
  const char* caveat;
  const char* issued;
  const char* rules;
  const char* months[12];  ///< in the form used in dates
};

/// Returns null if no page has this language.
const PageWords* words_in(std::string_view language);
/// Returns all languages: `az, en, ru`.
std::string languages();

/// Returns `words` with `value` instead of its {}.
std::string filled(std::string_view words, std::string_view value);

/// Returns `21 iyul 2020`, with no-break spaces.
std::string render_date(LocalTime time, const PageWords& words);
/// Returns `10:00`, or `10:00:12` if the seconds are not 0.
std::string render_clock(LocalTime time);
/// Returns `21 iyul 2020, 10:00`, with no-break spaces.
std::string render_date_and_clock(LocalTime time, const PageWords& words);

}  // namespace permit::certificate
