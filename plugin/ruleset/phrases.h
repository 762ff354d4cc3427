// Rules in an official's words, for everything that prints them: the meaning of a value, not its place in a file.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/annotations.h"

namespace permit {

/// One property of a rule, in words.
struct Statement {
  std::string text;
  std::string clause;    ///< may be empty
  std::string remark{};  ///< follows the clause
};

/// `3 h`, `1 h 30 min`.
std::string in_words(std::chrono::minutes duration);
/// `3 h`, `no end`.
std::string duration_in_words(const std::optional<std::chrono::minutes>& lasts);
/// `lasts 3 h`, `has no end`.
std::string lasting_in_words(const std::optional<std::chrono::minutes>& lasts);
/// `2020-07-20 06:00`, local time.
std::string in_words(Instant time, const Zone& zone);
/// `2020-07-20 06:00 until 2020-08-05 06:00`, `from … on`.
std::string period_in_words(Instant from, Instant until, const Zone& zone);
/// `are both in force from 2020-07-20 06:00 until 2020-08-05 06:00`, `… from … on`.
std::string overlap_in_words(Instant from, Instant until, const Zone& zone);
/// `at most 1 per document and day, counting codes 1 and 2 in this and earlier decrees`.
std::string in_words(const Limit& limit);
/// `05:00-21:00`, `05:00-21:00 on Mon, Tue`, `… on 2020-06-06`; says if permits end with the hours.
std::string in_words(const Hours& hours);
/// `standing permits of kind work valid just before …, only for trade and health: extended until …`.
std::string in_words(const StandingPermitRule& rule, const Zone& zone);

/// `as AZE12345678, answered in en, hotline 919`; the hotline is omitted if it is the service's.
std::string in_words(const DocumentKind& kind, const std::string& hotline_of_service);
/// `national, with a digit`.
std::string in_words(const PlateKind& kind);
/// What people send after the word: ` and a document`; empty: nothing.
std::string what_follows(const Word& word);
/// The text to send: `HELP, INFO`, `STATUS and a document`.
std::string in_words(const Word& word);
/// `purpose * document * [district: NORTH, SOUTH]`
std::string in_words(const Message& message);

/// What a code grants: `lasts 3 h`, `begins 15 min after the text`, hours, limits, remarks.
std::vector<Statement> statements_of(const Purpose& purpose, const PurposeNotes& notes);

}  // namespace permit
