// The longest of several texts. It depends on the alphabet of the whole reply: one letter outside of GSM 7 bit makes
// every letter of the reply a UTF-16 unit (3GPP TS 23.038 6.2).
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace permit {

/// Keeps the candidates that can be the longest. An empty string means that there is none.
class Longest {
 public:
  /// Adds a candidate; ignores an empty text.
  void add(std::string_view text);

  bool empty() const { return in_units_.empty(); }
  /// The longest text in septets, of those that GSM 7 bit can write.
  const std::string& in_septets() const { return in_septets_; }
  /// The longest text in UTF-16 units.
  const std::string& in_units() const { return in_units_; }
  /// The longest text in UTF-16 units, of those that GSM 7 bit cannot write.
  const std::string& ucs2_only() const { return ucs2_only_; }

 private:
  std::string in_septets_;
  std::string in_units_;
  std::string ucs2_only_;
};

/// Calls `visit` with one text of each part, for every choice that can make the whole reply the longest: by septets, by
/// units, and by units with one part that GSM 7 bit cannot write. Passes an empty string for a part without a text.
void for_each_longest(std::span<const Longest> parts,
                      const std::function<void(const std::vector<std::string_view>&)>& visit);

}  // namespace permit
