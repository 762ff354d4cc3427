// A text as it came from the network: an MO short message, decoded to UTF-8 and otherwise untouched.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/zone.h"

namespace permit {

/// Names one MO text for ever: a text delivered again has the same key. The host's clock, not the register's.
struct TextKey {
  Instant sent;                       ///< sms.time of Kannel; identifies, never decides
  std::array<std::uint8_t, 16> id{};  ///< sms.id, a UUID

  friend auto operator<=>(const TextKey&, const TextKey&) = default;  // NOLINT(modernize-use-nullptr): no pointer
};

struct Text {
  TextKey key;
  std::string phone;  ///< MSISDN of the sender, digits without `+` where it is one (normalize_phone); in the register
                      ///< never in its national form (RuleSet::known_phone)
  std::string short_number;  ///< the number it was sent to
  std::string smsc;          ///< id of the SMSC it came from, by which the reply leaves; may be empty
  std::string sender;        ///< the sender as the network wrote it: the receiver of the reply
  std::string body;          ///< UTF-8 as far as the sender cared

  friend bool operator==(const Text&, const Text&) = default;
};

/// `+994 50 111-22-33` and `00994501112233` are 994501112233; a sender that is no number stays as it is.
std::string normalize_phone(std::string_view sender);

}  // namespace permit
