// The words of the page, language by language.
#pragma once

#include <string>
#include <string_view>

#include "base/zone.h"

namespace permit::certificate {

inline constexpr const char* kDefaultLanguage = "az";

/// What is printed beside what the register says. `{}` stands for a value.
struct PageWords {
  const char* language;
  const char* title;
  const char* subtitle;
  const char* document;
  const char* at;
  const char* holds;
  const char* no_end;
  const char* plate;
  const char* places;
  const char* basis;
  const char* source;
  const char* by_text;   ///< {}: the short number
  const char* standing;  ///< {}: its kind
  const char* check_code;
  const char* more;  ///< {}: how many permits have no room
  const char* what_the_code_says;
  const char* what_it_is_worth;
  const char* issued;
  const char* rules;
  const char* months[12];  ///< as they stand in a date
};

/// Null: not a language of the page.
const PageWords* words_in(std::string_view language);
/// All of them, `az, en, ru`.
std::string languages();

/// `words` with `value` in the place of its {}.
std::string filled(std::string_view words, std::string_view value);

/// `21 iyul 2020`, with spaces at which no line ends.
std::string date_in_words(LocalTime time, const PageWords& words);
/// `10:00`, or `10:00:12` where seconds matter.
std::string clock_in_words(LocalTime time);
/// `21 iyul 2020, 10:00`, likewise.
std::string time_in_words(LocalTime time, const PageWords& words);

}  // namespace permit::certificate
