// What the register keeps: permits, lists, and the log of every text with its decision.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/zone.h"
#include "core/text.h"

namespace permit {

/// What a permit is found by.
enum class Subject { document, plate, phone };

/// Position in the log, in the order of commits, from 1.
using Sequence = std::uint64_t;

/// Half-open: [from, until). A permit without an end has no `until`.
struct Period {
  Instant from;
  std::optional<Instant> until;

  bool has_ended(Instant now) const { return until && now >= *until; }
  friend bool operator==(const Period&, const Period&) = default;
};

/// One permit as the indexes hold it.
struct Permit {
  Sequence sequence = 0;  ///< of the log entry that granted it
  std::string document;   ///< empty: the permit belongs to the phone
  std::string purpose;
  std::string plate;  ///< the last one that a text named; may be empty
  std::string phone;  ///< the phone that asked first
  Instant decided;
  Period period;
  std::vector<std::string> fields{};  ///< values of the message's custom fields (PermitRequest::fields)
  std::optional<Sequence> changed{};  ///< the record that last moved its end by hand

  friend bool operator==(const Permit&, const Permit&) = default;
};

/// A permit that did not come by text: from the portal, by telephone, by a doctor's certificate. core/decide/standing.h
/// says how decrees change it.
struct StandingPermit {
  /// A change of its end by hand.
  struct Change {
    Sequence record = 0;  ///< of the log, the latest such change
    Instant at;
    std::optional<Instant> until;  ///< as Period::until
    bool revoked = false;          ///< for good: no decree extends it

    friend bool operator==(const Change&, const Change&) = default;
  };

  std::string kind;         ///< one of RuleSet::standing_kinds
  std::string activity{};   ///< its field of activity; may be empty
  Period period{};          ///< as entered
  std::string holder{};     ///< a document as the register writes it, or a FIN
  std::string plate{};      ///< may be empty, like the next five
  std::string reference{};  ///< the issuer's number: a later entry with the same number replaces it
  std::string issuer{};
  std::string places{};
  std::string note{};
  std::string source{};  ///< where it came from: a file, `102`

  Sequence sequence = 0;               ///< of the log record that entered it
  Instant entered{};                   ///< when it was entered
  std::optional<Sequence> import{};    ///< Import::id of the import that brought it
  std::optional<Sequence> replaces{};  ///< the permit that it replaced
  std::optional<Instant> replaced{};   ///< when another permit replaced it
  std::optional<Change> change{};

  friend bool operator==(const StandingPermit&, const StandingPermit&) = default;
};

/// A file of standing permits that is entered row by row and becomes visible as a whole.
struct Import {
  enum class State : std::uint8_t { staged = 1, shown, dropped };

  Sequence id = 0;  ///< of the log record that began it
  State state = State::staged;
  std::string kind;  ///< of its permits
  std::string file;  ///< its name; empty: standard input
  std::string by;    ///< the user
  Instant began{};
  std::optional<Instant> shown{};
  std::uint64_t rows = 0;   ///< changed rows; known when it is shown
  Sequence dropped_to = 0;  ///< the last log record that drop_import() has passed

  friend bool operator==(const Import&, const Import&) = default;
};
std::string_view name(Import::State state);

/// A document or a phone on a list that decrees may refuse (RuleSet::lists).
struct Listing {
  enum class Of : std::uint8_t { document = 1, phone };

  std::string list;
  Of of = Of::document;
  std::string subject;           ///< a document as the register writes it, or a phone as Text::phone
  Instant since;                 ///< when it was put on the list
  std::optional<Instant> until;  ///< when the listing expires, half-open
  std::string by;                ///< who put it on the list
  std::string why;

  bool holds(Instant now) const { return !until || now < *until; }
  friend bool operator==(const Listing&, const Listing&) = default;
};

/// What distinguishes a listing from others.
struct ListingKey {
  std::string list;
  Listing::Of of = Listing::Of::document;
  std::string subject;

  friend bool operator==(const ListingKey&, const ListingKey&) = default;
};

/// What the register knows about a sender: permits decided since the requested instant, oldest first.
struct Account {
  std::vector<Permit> permits{};           ///< the document's
  std::vector<Permit> of_phone{};          ///< permits that the phone asked for first, if the rules count them
  std::vector<std::string> lists{};        ///< the lists of the rules with the document or the phone on them
  std::vector<StandingPermit> standing{};  ///< the document's, if the reply lists permits; as entered
};

enum class Outcome : std::uint8_t { granted = 1, repeated, refused, unreadable, information, silent };
std::string_view name(Outcome outcome);

/// One text with its decision.
struct Entry {
  Text text;
  Instant decided;  ///< never earlier than in the entry before
  Outcome outcome = Outcome::silent;
  std::string reason;  ///< id of the reply text, or the name of the reason for silence
  std::string language;
  std::string purpose;  ///< as asked for; empty if unread
  std::string document;
  std::string plate;                  ///< granted, repeated: the permit's plate after the decision
  std::optional<Period> period;       ///< granted, repeated: the permit's
  std::vector<std::string> fields{};  ///< granted, repeated: the permit's (Permit::fields)
  std::string clause;                 ///< the clause that decides it
  Digest rules{};                     ///< RuleSet::hash
  std::optional<Sequence> permit;     ///< repeated: the live permit. Its plate becomes this entry's.
  std::string reply;                  ///< UTF-8 as sent; empty when silent

  friend bool operator==(const Entry&, const Entry&) = default;
};

}  // namespace permit
