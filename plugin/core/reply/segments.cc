#include "core/reply/segments.h"

#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace permit {

namespace {

// 3GPP TS 23.038 6.2.1: the default alphabet, and 6.2.1.1: its extension, whose characters take two septets.
constexpr std::u32string_view kBasic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    U"abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view kExtension = U"\f^{}\\[~]|€";

constexpr std::size_t kSeptetsAlone = 160;
constexpr std::size_t kSeptetsInPart = 153;  // six octets of header and a fill bit: TS 23.040 9.2.3.24
constexpr std::size_t kUnitsAlone = 70;
constexpr std::size_t kUnitsInPart = 67;

constexpr std::size_t look_up_septets(char32_t point) {
  if (kBasic.find(point) != std::u32string_view::npos) return 1;
  if (kExtension.find(point) != std::u32string_view::npos) return 2;
  return 0;
}

// A table for ASCII: nearly all replies are ASCII, and every reply is counted.
constexpr auto kSeptetsOfAscii = [] {
  std::array<std::uint8_t, 128> septets{};
  for (char32_t point = 0; point < septets.size(); ++point)
    septets[point] = static_cast<std::uint8_t>(look_up_septets(point));
  return septets;
}();

/// Returns the septets of a character in the default alphabet; 0 if it has none.
std::size_t septets(char32_t point) {
  return point < kSeptetsOfAscii.size() ? kSeptetsOfAscii[point] : look_up_septets(point);
}

std::size_t parts(std::size_t units, std::size_t alone, std::size_t in_part) {
  return units <= alone ? 1 : (units + in_part - 1) / in_part;
}

}  // namespace

Segments count_segments(std::string_view text) {
  std::size_t gsm = 0;
  std::size_t ucs2 = 0;
  bool fits_gsm = true;
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    const std::size_t cost = septets(point);
    fits_gsm = fits_gsm && cost != 0;
    gsm += cost;
    ucs2 += point > 0xFFFF ? 2 : 1;
  }
  if (fits_gsm) return {Alphabet::gsm7, gsm, parts(gsm, kSeptetsAlone, kSeptetsInPart)};
  return {Alphabet::ucs2, ucs2, parts(ucs2, kUnitsAlone, kUnitsInPart)};
}

std::size_t count_utf16_units(std::string_view text) {
  std::size_t units = 0;
  while (!text.empty()) units += take_code_point(text) > 0xFFFF ? 2 : 1;
  return units;
}

}  // namespace permit
