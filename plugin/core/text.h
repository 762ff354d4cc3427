// A text as the network delivered it: an MO short message, decoded to UTF-8 and otherwise unchanged.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/zone.h"

namespace permit {

/// Identifies one MO text: a text that is delivered again has the same key. `sent` is by the host's clock, not
/// the register's.
struct TextKey {
  Instant sent;                       ///< sms.time of Kannel; identifies, never used to decide
  std::array<std::uint8_t, 16> id{};  ///< sms.id, a UUID

  friend auto operator<=>(const TextKey&, const TextKey&) = default;  // NOLINT(modernize-use-nullptr): no pointer
};

struct Text {
  TextKey key;
  std::string phone;  ///< MSISDN of the sender, digits without `+` if it is one (normalize_phone); in the register
                      ///< never in national form (RuleSet::canonical_phone)
  std::string short_number;  ///< the number it was sent to
  std::string smsc;          ///< id of the SMSC that it came from and that sends the reply; may be empty
  std::string sender;        ///< the sender as the network wrote it: the receiver of the reply
  std::string body;          ///< UTF-8, possibly broken

  friend bool operator==(const Text&, const Text&) = default;
};

/// Returns 994501112233 for `+994 50 111-22-33` and `00994501112233`; a sender that is not a number stays unchanged.
std::string normalize_phone(std::string_view sender);

}  // namespace permit
