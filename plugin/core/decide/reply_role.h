// The kinds of replies. The rule that decided gives a reply its role; the role determines which values the reply can
// name.
#pragma once

#include <cstddef>

namespace permit {

enum class ReplyRole {
  granted,
  granted_plate_unclear,
  repeated,
  limit,
  hours,
  no_such_code,
  listed,        ///< refused because the document or the phone is on a list
  not_by_text,   ///< refused because the code gets no permit by text
  not_accepted,  ///< refused for its kind of document
  paused,        ///< refused because granting is stopped
  no_decree,
  interval,    ///< forbidden, or not needed
  unreadable,  ///< without a better diagnosis
  field,       ///< a field of the message is wrong
  digits,
  correction,  ///< unreadable, but a corrected text is proposed
  not_a_document,
  word,
  word_with_permits,
  word_without_permits,
  word_with_permits_of_phone,
  trial,  ///< the answer to a text that was only tried
};
inline constexpr std::size_t kReplyRoles = static_cast<std::size_t>(ReplyRole::trial) + 1;

}  // namespace permit
