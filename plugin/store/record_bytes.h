// The bytes of what the register keeps: explicit, little-endian, versioned. What comes from disk is never trusted.
//
//   entry  = 1:u8 flags:u8 outcome:u8 sent:i64 id:16*u8 decided:i64 [from:i64] [until:i64] [permit:u64] rules:32*u8
//            phone short_number smsc sender body reason language purpose document plate clause reply
//   permit = 1:u8 flags:u8 sequence:u64 decided:i64 from:i64 [until:i64] document purpose plate phone
//   rules  = 1:u8 count:u32 count*(name bytes)
//   flags  = 1: has a period (from; a permit always) | 2: the period has an end (until) | 4: repeats a permit
//
// The first byte is the version of the record. Instants are seconds since 1970-01-01 00:00 UTC; words without a type
// are texts (store/bytes.h): length:u32, then so many bytes, any bytes. `outcome` is the number of the enumerator.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/record.h"
#include "core/store.h"

namespace permit {

std::string encode(const Entry& entry);
std::string encode(const Permit& permit);
std::string encode(const RuleText& rules);

/// Nothing when the bytes are not exactly one whole record of a known version.
std::optional<Entry> decode_entry(std::string_view bytes);
std::optional<Permit> decode_permit(std::string_view bytes);
std::optional<RuleText> decode_rules(std::string_view bytes);

}  // namespace permit
