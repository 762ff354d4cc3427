// What the register keeps: permits, and the log of every text with its decision.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/text.h"
#include "core/zone.h"

namespace permit {

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
  std::string document;   ///< empty: it is the phone's
  std::string purpose;
  std::string plate;  ///< the last one named; may be empty
  std::string phone;  ///< that asked first
  Instant decided;
  Period period;
  std::vector<std::string> fields{};  ///< values of the message's own fields (PermitRequest::fields)

  friend bool operator==(const Permit&, const Permit&) = default;
};

/// A document or a phone on a list that decrees may refuse (RuleSet::lists).
struct Listing {
  enum class Of : std::uint8_t { document = 1, phone };

  std::string list;
  Of of = Of::document;
  std::string subject;           ///< a document as the register writes it, or a phone as Text::phone
  Instant since;                 ///< when it was put there
  std::optional<Instant> until;  ///< when it is off by itself, half-open
  std::string by;                ///< who put it there
  std::string why;

  bool holds(Instant now) const { return !until || now < *until; }
  friend bool operator==(const Listing&, const Listing&) = default;
};

/// What the register knows of who asks: permits decided since the asked instant, oldest first.
struct Account {
  std::vector<Permit> permits{};     ///< the document's
  std::vector<Permit> of_phone{};    ///< those the phone asked for first, where the rules count them
  std::vector<std::string> lists{};  ///< the lists of the rules on which the document or the phone stands
};

enum class Outcome : std::uint8_t { granted = 1, repeated, refused, unreadable, information, silent };
std::string_view name(Outcome outcome);

/// One text with its decision.
struct Entry {
  Text text;
  Instant decided;  ///< never earlier than that of the entry before it
  Outcome outcome = Outcome::silent;
  std::string reason;  ///< id of the reply text, or the name of the reason for silence
  std::string language;
  std::string purpose;  ///< as asked for; empty when unread
  std::string document;
  std::string plate;                  ///< granted, repeated: that of the permit afterwards
  std::optional<Period> period;       ///< granted, repeated: the permit's
  std::vector<std::string> fields{};  ///< granted, repeated: the permit's (Permit::fields)
  std::string clause;                 ///< what the decision rests on
  Digest rules{};                     ///< RuleSet::hash
  std::optional<Sequence> permit;     ///< repeated: the permit that still holds. Its plate becomes this entry's.
  std::string reply;                  ///< UTF-8 as sent; empty when silent

  friend bool operator==(const Entry&, const Entry&) = default;
};

}  // namespace permit
