// Names and keys of the register's databases.
//
//   database   contents                                    key
//   meta       single values                               name of the value
//   rules      accepted rules                              hash
//   accepted   when which rules came into force            number, from 1
//   lists      who is on which list                        of:u8 ‖ subject ‖ 0 ‖ list
//   standing   permits that did not come by text           holder ‖ 0 ‖ sequence
//   standing plates                                        plate ‖ 0 ‖ sequence
//   imports    of standing permits                         sequence
//   boxes      what a library publishes of itself        box ‖ 0 ‖ process
//   log        records in the order of commits             sequence
//   seen DAY   sequence of a text, by UTC day of sending   sent ‖ id
//   seen other                                             the same, for texts with an implausible time
//   document DAY, plate DAY, phone DAY                     subject ‖ 0 ‖ sequence
//              permits by UTC day of their decision
//
// DAY has the form 2020-07-21. Numbers in keys are big-endian, so that keys sort as numbers do; so is a sequence in
// `seen`.
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
/// network chooses a sender's name. Subjects whose cut forms are equal share a range of keys, so compare what the row
/// says.
inline constexpr std::size_t kLongestSubject = 64;

/// Returns `document 2020-07-21`. Days outside 1970 to 9999 become the first or the last of them.
std::string day_name(std::string_view kind, Instant instant);

std::string sequence_key(Sequence sequence);
/// Returns nothing when it is not such a key.
std::optional<Sequence> parse_sequence_key(std::string_view key);

/// Returns the start of all keys of a subject, and of no other subject that is not cut. A subject also ends at its
/// first NUL.
std::string subject_prefix(std::string_view subject);
std::string subject_key(std::string_view subject, Sequence sequence);

std::string text_key(const TextKey& key);

/// Returns the start of all keys of a document's or a phone's listings.
std::string listing_prefix(Listing::Of of, std::string_view subject);

}  // namespace permit
