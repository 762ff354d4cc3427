// The border between Kannel's messages and the program's values.
//
// MO: msgdata is UTF-8 under DC_7BIT or no coding at all (the SMSC drivers have converted it; sms.charset is a field of
// MT texts), UTF-16BE under DC_UCS2. Under DC_8BIT nobody knows: UTF-8 where it is valid, else Latin-1. A user data
// header is the network's affair and is not read.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "core/record.h"
#include "core/text.h"
#include "kannel/gwlib.h"
#include "kannel/wire/message_id.h"

namespace permit {

/// What a stranger sends is cut to these; a text of more was not written by hand, a longer number is none.
inline constexpr std::size_t kLongestBody = 4096;  ///< bytes of UTF-8; ten segments are 1530 letters
inline constexpr std::size_t kLongestAddress = 64;

/// Whether it is a text of a phone, not a delivery report. REQUIRES of all below too: `message` is an sms.
bool is_text(const Msg& message);
Text from_mo(const Msg& message);
MessageId id_of(const Msg& message);

/// How replies leave. An absent value is left to the SMSC.
struct ReplyTerms {
  std::string service;
  std::string account;
  std::optional<Instant> valid_until;  ///< by the host's clock
};

/// An MT text with a new id, from the short number to the sender, by the SMSC that the text came from: GSM 7-bit where
/// every letter allows it, else UCS-2. bearerbox cuts it into segments.
MsgPtr to_mt(const Text& text, const std::string& reply, const ReplyTerms& terms, Instant host_now);

/// Tells bearerbox that `text` is done with.
MsgPtr ack_of(const Msg& message);
MsgPtr ack_of(const TextKey& key);
/// Tells bearerbox whose texts this link takes.
MsgPtr identification(const std::string& box_id);

}  // namespace permit
