// The register's history: every text with its answer, and every act of a person or of a program on the register, one
// record each, in the order of commits. Its bytes are described in store/record_bytes.h.
//
// What a record says of a person can be taken out of it, and the raw text of a stranger before that; what is left
// still proves that nothing else was changed (store/seal.h).
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/record.h"

namespace permit {

/// Rules came into force.
struct RulesAccepted {
  Digest rules{};

  friend bool operator==(const RulesAccepted&, const RulesAccepted&) = default;
};

/// Somebody was put on a list. The listing's `by' and `why' are those of the act.
struct Listed {
  Listing listing;

  friend bool operator==(const Listed&, const Listed&) = default;
};

/// Somebody was taken off a list.
struct Unlisted {
  std::string list;
  Listing::Of of = Listing::Of::document;
  std::string subject;

  friend bool operator==(const Unlisted&, const Unlisted&) = default;
};

/// Who acts on the register, and why.
struct Hand {
  std::string by;   ///< a user's name; empty: the library itself
  std::string why;  ///< may be empty

  friend bool operator==(const Hand&, const Hand&) = default;
};

/// What somebody did to the register otherwise than by a text.
struct Act {
  Hand hand;
  std::variant<RulesAccepted, Listed, Unlisted> what;

  friend bool operator==(const Act&, const Act&) = default;
};

/// Which parts of a record have been taken out of it.
struct Erased {
  bool personal = false;  ///< documents, plates, phones, fields, replies, reasons: they are empty
  bool raw = false;       ///< the text as it came: its body is empty

  friend bool operator==(const Erased&, const Erased&) = default;
};

/// One record of the log.
struct Record {
  Sequence sequence = 0;
  Instant at;      ///< never earlier than that of the record before it; of a text: when it was decided
  Digest rules{};  ///< in force then
  std::variant<Entry, Act> event;
  Erased erased{};

  /// Null when it is an act.
  const Entry* text() const { return std::get_if<Entry>(&event); }
  friend bool operator==(const Record&, const Record&) = default;
};

/// A record of a text with its answer.
Record record_of(Sequence sequence, Entry entry);

}  // namespace permit
