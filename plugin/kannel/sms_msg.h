// Converts between Kannel's messages and the program's values.
//
// MO: msgdata is UTF-8 under DC_7BIT or without a coding (the SMSC drivers have converted it; sms.charset is a field of
// MT texts), and UTF-16BE under DC_UCS2. Under DC_8BIT the coding is unknown: it is read as UTF-8 where that is valid,
// else as Latin-1. A user data header belongs to the network and is not read.
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

/// Values from outside are cut to these lengths. A longer text was not typed by hand; a longer number is not a number.
inline constexpr std::size_t kLongestBody = 4096;  ///< bytes of UTF-8; ten segments are 1530 letters
inline constexpr std::size_t kLongestAddress = 64;

/// Whether a message is a text from a phone and not a delivery report. This and all below REQUIRE: `message` is an sms.
bool is_text(const Msg& message);
Text from_mo(const Msg& message);
MessageId id_of(const Msg& message);

/// How a reply is sent. An absent value is left to the SMSC.
struct ReplyTerms {
  std::string service;
  std::string account;
  std::optional<Instant> valid_until;  ///< by the host's clock
};

/// Returns an MT text with a new id, from the short number to the sender, through the SMSC that the text came from. It
/// is GSM 7-bit if every character allows that, else UCS-2. bearerbox splits it into segments.
MsgPtr to_mt(const Text& text, const std::string& reply, const ReplyTerms& terms, Instant host_now);

/// Returns the ack of a text: bearerbox then forgets the text.
MsgPtr ack_of(const Msg& message);
MsgPtr ack_of(const TextKey& key);
/// Returns the message that tells bearerbox whose texts this link takes.
MsgPtr identification(const std::string& box_id);

}  // namespace permit
