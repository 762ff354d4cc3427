#include "core/text.h"

#include "base/normalize.h"

namespace permit {

std::string normalize_phone(std::string_view sender) {
  std::string digits;
  for (const char sign : sender) {
    if (is_digit(sign)) {
      digits += sign;
    } else if (sign != ' ' && sign != '-' && !(sign == '+' && digits.empty())) {
      return std::string(sender);
    }
  }
  if (digits.empty()) return std::string(sender);
  // The international prefix, ITU-T E.123. A normalized number never begins with it, so it stays unchanged.
  while (digits.size() > 2 && digits.starts_with("00")) digits.erase(0, 2);
  return digits;
}

}  // namespace permit
