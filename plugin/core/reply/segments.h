// The cost of a reply to send: its alphabet and its parts (3GPP TS 23.038 6.2.1, TS 23.040 9.2.3.24.1).
#pragma once

#include <cstddef>
#include <string_view>

namespace permit {

enum class Alphabet { gsm7, ucs2 };

struct Segments {
  Alphabet alphabet;
  std::size_t units;  ///< septets, or UTF-16 code units
  std::size_t parts;  ///< of 160 septets or 70 units if there is one part; of 153 or 67 if there are several
};

/// Counts a UTF-8 text. Broken bytes count as one UCS-2 unit each, as they are replaced when sent.
Segments count_segments(std::string_view text);

/// Returns the UTF-16 code units of `text`, whichever alphabet it fits. Broken bytes count as one each.
std::size_t count_utf16_units(std::string_view text);

}  // namespace permit
