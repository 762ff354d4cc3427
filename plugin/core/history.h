// The register's history: every text with its answer, and every act of a person or of a program on the register, one
// record each, in the order of commits. Its bytes are described in store/format/record_bytes.h.
//
// What a record says of a person can be taken out of it, and the raw text of a stranger before that; what is left
// still proves that nothing else was changed (store/format/seal.h).
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

/// A standing permit was entered. Its `change' and `replaced' are not part of it.
struct Entered {
  StandingPermit permit;

  friend bool operator==(const Entered&, const Entered&) = default;
};

/// An end that a permit gets by hand.
struct NewEnd {
  std::optional<Instant> until;  ///< as Period::until
  bool revoked = false;          ///< for good

  friend bool operator==(const NewEnd&, const NewEnd&) = default;
};

/// The end of a permit was moved by hand: by text or standing, extended or revoked.
struct EndChanged {
  Sequence permit = 0;  ///< of the record that gave or entered it
  NewEnd end;
  std::string document;  ///< or FIN
  std::string plate;
  std::string phone;  ///< empty: it is a standing permit

  friend bool operator==(const EndChanged&, const EndChanged&) = default;
};

/// An import began, is shown or was dropped, as its state says.
struct ImportStep {
  Sequence import = 0;  ///< Import::id
  Import::State state = Import::State::staged;
  std::string kind;
  std::string file;
  std::uint64_t rows = 0;

  friend bool operator==(const ImportStep&, const ImportStep&) = default;
};

/// What leaves the register, by age or at a person's request. The act is written before the first row goes.
struct Removed {
  enum class What : std::uint8_t {
    history = 1,  ///< everything before a time: records, permits, standing permits that are over
    raw_texts,    ///< the texts as they came, before a time
    person,       ///< what is said of one person
  };

  What what = What::history;
  Instant before{};           ///< of `person': the time of the act
  std::uint64_t records = 0;  ///< of `person': that it is said in

  friend bool operator==(const Removed&, const Removed&) = default;
};

/// Personal data was shown unmasked.
struct Revealed {
  std::string command;  ///< the verb with its options, without what it was asked about
  std::string subject;  ///< that

  friend bool operator==(const Revealed&, const Revealed&) = default;
};

/// Who acts on the register, and why.
struct Actor {
  std::string by;   ///< a user's name; empty: the library itself
  std::string why;  ///< may be empty

  friend bool operator==(const Actor&, const Actor&) = default;
};

/// What somebody did to the register otherwise than by a text.
struct AdminEvent {
  Actor actor;
  std::variant<RulesAccepted, Listed, Unlisted, Entered, EndChanged, ImportStep, Removed, Revealed> what;

  friend bool operator==(const AdminEvent&, const AdminEvent&) = default;
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
  std::variant<Entry, AdminEvent> event;
  Erased erased{};

  /// Null when it is an act.
  const Entry* text() const { return std::get_if<Entry>(&event); }
  friend bool operator==(const Record&, const Record&) = default;
};

ImportStep step_of(const Import& import);
/// A record of a text with its answer.
Record record_of(Sequence sequence, Entry entry);

}  // namespace permit
