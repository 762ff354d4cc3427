#include "tool/rules/local_service.h"

#include <algorithm>
#include <random>

namespace permit::tool {

namespace {

/// A key that no other text has: a random UUID, version 4 (RFC 4122).
TextKey new_key(Instant now) {
  static std::random_device random;
  TextKey key{now, {}};
  std::generate(key.id.begin(), key.id.end(), [] { return static_cast<std::uint8_t>(random()); });
  key.id[6] = static_cast<std::uint8_t>((key.id[6] & 0x0FU) | 0x40U);
  key.id[8] = static_cast<std::uint8_t>((key.id[8] & 0x3FU) | 0x80U);
  return key;
}

}  // namespace

Text new_text(const std::string& body, const std::string& sender, const std::string& short_number, Instant now) {
  Text text;
  text.key = new_key(now);
  text.phone = normalize_phone(sender);
  text.sender = sender;
  text.short_number = short_number;
  text.body = body;
  return text;
}

Result<Entry> LocalService::answer(const std::string& body, const std::string& sender, Instant now) {
  return hand_in(new_text(body, sender, rules_->number, now), now);
}

Result<Entry> LocalService::hand_in(Text text, Instant now) {
  const TextKey key = text.key;
  if (Status status = responder_.respond({std::move(text)}, rules_, now); !status) return status.error();
  if (Status status = responder_.respond({}, rules_, now); !status) return status.error();
  auto entry = store_.seen(key);
  if (!entry) return entry.error();
  if (!*entry)
    return Error{"the register has no record of the text that it has just answered; run permitctl store check"};
  return std::move(**entry);
}

}  // namespace permit::tool
