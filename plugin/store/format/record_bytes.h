// The bytes of records, permits and rules: explicit, little-endian, versioned (store/format/archive.h). Bytes from disk
// are never trusted.
//
//   record   = 2:u8 kind:u8 at rules:32 event
//   1 text   = sent id:16 outcome period? permit:u64? short_number smsc reason language purpose clause
//              personal: phone sender document plate fields* reply        raw: body
//   2 and above are acts; each begins with `by' and, among its personal data, `why'
//   2 rules accepted = rules:32
//   3 listed         = list of:u8 since until?                            personal: subject
//   4 unlisted       = list of:u8                                         personal: subject
//   5 entered        = kind activity issuer source period import:u64? replaces:u64?
//                                                                         personal: holder plate reference places note
//   6 end changed    = permit:u64 until? revoked:bool                     personal: document plate phone
//   7 import         = id:u64 state:u8 kind file rows:u64
//   8 removed        = what:u8 before records:u64
//   9 revealed       = command                                            personal: subject
//
//   permit = 2:u8 sequence:u64 decided period document purpose plate phone fields* changed:u64?
//   rules  = 1:u8 count:u32 count*(name bytes)
//
// The first byte is the version. Names without a type are texts, or instants where they name a time; `?' is an
// optional, `*' a list. A record has three parts: the open part, the personal data, and the raw text of the sender. The
// last two are sealed (store/format/seal.h) and can be erased later.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/history.h"
#include "core/store.h"

namespace permit {

/// The parts of a record; a part that holds nothing is empty.
struct RecordParts {
  std::string open;
  std::string personal;
  std::string raw;
};

RecordParts encode(const Record& record);
std::string encode(const Permit& permit);
std::string encode(const RuleFiles& rules);

/// Returns nothing when the bytes are not exactly one whole record of a known version. An absent part was erased.
std::optional<Record> decode_record(Sequence sequence, std::string_view open, std::optional<std::string_view> personal,
                                    std::optional<std::string_view> raw);
std::optional<Permit> decode_permit(std::string_view bytes);
std::optional<RuleFiles> decode_rules(std::string_view bytes);

}  // namespace permit
