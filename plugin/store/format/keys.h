// Names and keys of the register's databases.
//
//   database   contents                                    key
//   meta       single values                               name of the value
//   rules      accepted rules                              hash
//   accepted   history of the rules in force               number, from 1
//   lists      who is on which list                        kind:u8 ‖ subject ‖ 0 ‖ list
//   standing   permits that did not come by text           holder ‖ 0 ‖ sequence
//   standing plates                                        plate ‖ 0 ‖ sequence
//   imports    of standing permits                         sequence
//   boxes      status of each library                      box ‖ 0 ‖ process
//   log        records in the order of commits             sequence
//   seen DAY   sequence of a text, by UTC day of sending   sent ‖ id
//   seen other                                             the same, for texts with an implausible time
//   document DAY, plate DAY, phone DAY                     subject ‖ 0 ‖ sequence
//              permits by UTC day of their decision
//
// DAY has the form 2020-07-21. Numbers in keys are big-endian, so that keys sort as numbers. A sequence in `seen` is
// big-endian too.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/zone.h"
#include "core/record.h"
#include "core/text.h"

namespace permit {

/// Bytes of a subject that are part of a key; the rest is cut. Documents, plates and phone numbers are shorter, but the
/// network chooses a sender's name. Subjects whose cut forms are equal share a range of keys, so compare the subject in
/// the row too.
inline constexpr std::size_t kLongestSubject = 64;

/// Returns `document 2020-07-21`. Days outside 1970 to 9999 become the first or the last of them.
std::string day_name(std::string_view kind, Instant instant);

std::string sequence_key(Sequence sequence);
/// Returns nothing when `key` is not such a key.
std::optional<Sequence> parse_sequence_key(std::string_view key);

/// Returns the start of all keys of a subject. Only subjects that are cut can share it. A subject also ends at its
/// first NUL.
std::string subject_prefix(std::string_view subject);
std::string subject_key(std::string_view subject, Sequence sequence);

std::string text_key(const TextKey& key);

/// Returns the start of all keys of a document's or a phone's listings.
std::string listing_prefix(Listing::Of of, std::string_view subject);

}  // namespace permit
