// The history of the register: one record for every text with its answer, and for every act of a person or a program on
// the register, in the order of commits. store/format/record_bytes.h describes the bytes.
//
// The personal data of a record can be removed, and its raw text before that; the rest still proves that nothing else
// was changed (store/format/seal.h).
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

/// A subject was put on a list. `by` and `why` of the listing are those of the act.
struct Listed {
  Listing listing;

  friend bool operator==(const Listed&, const Listed&) = default;
};

/// A subject was taken off a list.
struct Unlisted {
  ListingKey key;

  friend bool operator==(const Unlisted&, const Unlisted&) = default;
};

/// A standing permit was entered. `change` and `replaced` are unset.
struct StandingEntered {
  StandingPermit permit;

  friend bool operator==(const StandingEntered&, const StandingEntered&) = default;
};

/// A new end of a permit, set by hand.
struct NewEnd {
  std::optional<Instant> until;  ///< as Period::until
  bool revoked = false;          ///< for good: no decree extends it

  friend bool operator==(const NewEnd&, const NewEnd&) = default;
};

/// The end of a texted or standing permit was moved by hand: extended or revoked.
struct EndChanged {
  Sequence permit = 0;  ///< of the record that gave or entered it
  NewEnd end;
  std::string document;  ///< or FIN
  std::string plate;
  std::string phone;  ///< empty: it is a standing permit

  friend bool operator==(const EndChanged&, const EndChanged&) = default;
};

/// An import began, became visible or was dropped, as `state` says.
struct ImportStep {
  Sequence import = 0;  ///< Import::id
  Import::State state = Import::State::staged;
  std::string kind;
  std::string file;
  std::uint64_t rows = 0;

  friend bool operator==(const ImportStep&, const ImportStep&) = default;
};

/// Data is removed from the register, by age or at a person's request. This act is logged before the first row is
/// removed.
struct Removed {
  enum class What : std::uint8_t {
    history = 1,  ///< everything before a time: records, permits, ended standing permits
    raw_texts,    ///< the raw texts before a time
    person,       ///< the data of one person
  };

  What what = What::history;
  Instant before{};           ///< `person`: the time of the act
  std::uint64_t records = 0;  ///< `person`: the number of records with the person's data

  friend bool operator==(const Removed&, const Removed&) = default;
};

/// Personal data was shown unmasked.
struct Revealed {
  std::string command;  ///< the verb with its options, without the subject
  std::string subject;  ///< the subject of the command

  friend bool operator==(const Revealed&, const Revealed&) = default;
};

/// Who changes the register, and why.
struct Actor {
  std::string by;   ///< a user's name; empty: the library itself
  std::string why;  ///< may be empty

  friend bool operator==(const Actor&, const Actor&) = default;
};

/// An act on the register other than a text.
struct AdminEvent {
  Actor actor;
  std::variant<RulesAccepted, Listed, Unlisted, StandingEntered, EndChanged, ImportStep, Removed, Revealed> what;

  friend bool operator==(const AdminEvent&, const AdminEvent&) = default;
};

/// Which parts of a record have been removed.
struct Erased {
  bool personal = false;  ///< documents, plates, phones, fields, replies and reasons: they are empty
  bool raw = false;       ///< the raw text: its body is empty

  friend bool operator==(const Erased&, const Erased&) = default;
};

/// One record of the log.
struct Record {
  Sequence sequence = 0;
  Instant at;      ///< never earlier than in the record before; for a text: when it was decided
  Digest rules{};  ///< in force then
  std::variant<Entry, AdminEvent> event;
  Erased erased{};

  /// Returns null if the record is an act.
  const Entry* text() const { return std::get_if<Entry>(&event); }
  friend bool operator==(const Record&, const Record&) = default;
};

ImportStep step_of(const Import& import);
/// Makes the record of a text with its answer.
Record record_of(Sequence sequence, Entry entry);

}  // namespace permit
