// Short messages as phones send and receive them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "test/rig/alphabet.h"

namespace permit::test {

inline constexpr std::string_view kShortNumber = "8103";

/// One short message: a text, or one part of it.
struct Sms {
  std::string from;
  std::string to;
  std::string text;  ///< UTF-8, or the octets themselves when binary
  Coding coding = Coding::gsm;
  std::string header = {};  ///< user data header with its length octet (3GPP TS 23.040 9.2.3.24), or empty
  std::size_t parts = 1;    ///< the number of its parts
  std::optional<std::int64_t> valid_until = {};  ///< seconds since 1970, if given to the SMSC
};

/// Returns a text from a phone to the short number.
Sms text_from(std::string_view phone, std::string_view text, Coding coding = Coding::gsm);

/// Returns the same text in two parts, cut after `first` octets of UTF-8. They share `reference`.
std::pair<Sms, Sms> cut_in_two(const Sms& whole, std::size_t first, std::uint8_t reference);

/// Joins the parts of concatenated messages by sender, receiver and reference (3GPP TS 23.040 9.2.3.24.1), as a phone
/// does. Parts may come in any order.
class PartJoiner {
 public:
  /// Returns the whole text when `part` completes it.
  std::optional<Sms> add(Sms part);

 private:
  using Key = std::pair<std::string, std::uint8_t>;  ///< `from to`, reference
  std::map<Key, std::vector<std::optional<Sms>>> unfinished_;
};

}  // namespace permit::test
