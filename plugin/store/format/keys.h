// Names and keys of the register's databases.
//
//   database   contents                                    key
//   meta       what there is one of                        its name
//   rules      accepted rules by hash                      hash
//   accepted   when which rules came into force            number, from 1
//   lists      who stands on which list                    of:u8 ‖ subject ‖ 0 ‖ list
//   standing   permits that did not come by text           holder ‖ 0 ‖ sequence
//   standing plates                                        plate ‖ 0 ‖ sequence
//   imports    of standing permits                         sequence
//   boxes      what a library says of itself               box ‖ 0 ‖ process
//   log        entries in the order of commits             sequence
//   seen DAY   sequence by text, by UTC day of its sending  sent ‖ id
//   seen other                                             likewise, for texts with a wild time
//   document DAY, plate DAY, phone DAY                     subject ‖ 0 ‖ sequence
//              permits by UTC day of their decision
//
// DAY is 2020-07-21. Numbers in keys are big-endian, so that keys rise with them; a sequence is so in `seen`, too.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/zone.h"
#include "core/record.h"
#include "core/text.h"

namespace permit {

/// Bytes of a subject that are part of a key; the rest is cut. Documents, plates and phone numbers are shorter, but a
/// sender's name is up to its network. Subjects that are cut alike share a range of keys: compare what the row says.
inline constexpr std::size_t kLongestSubject = 64;

/// `document 2020-07-21`. Days outside of 1970 to 9999 are the first or the last of them.
std::string day_name(std::string_view kind, Instant instant);

std::string sequence_key(Sequence sequence);
/// Nothing when it is no such key.
std::optional<Sequence> parse_sequence_key(std::string_view key);

/// What the keys of a subject begin with, and those of no other that is not cut: it ends at its first NUL, too.
std::string subject_prefix(std::string_view subject);
std::string subject_key(std::string_view subject, Sequence sequence);

std::string text_key(const TextKey& key);

/// What the keys of a document's or a phone's listings begin with.
std::string listing_prefix(Listing::Of of, std::string_view subject);

}  // namespace permit
