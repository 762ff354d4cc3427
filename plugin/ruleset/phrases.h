// Rules in the words of an official, for everything that prints them: what a value says, without where it stands.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/annotations.h"

namespace permit {

/// One thing that a rule says.
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
/// `at most 1 a day and document, counted over codes 1, 2`.
std::string in_words(const Limit& limit);
/// `05:00-21:00`, `05:00-21:00 on mon, tue`, `… on 2020-06-06`, with what it does to permits.
std::string in_words(const Hours& hours);
/// `standing permits of kind work that hold on … in trade, health are extended until …`.
std::string in_words(const StandingRule& rule, const Zone& zone);

/// `as AZE12345678, answered in en, questions 919`; the hotline is left out where it is the service's.
std::string in_words(const DocumentKind& kind, const std::string& hotline_of_service);
/// `national, with a digit`.
std::string in_words(const PlateKind& kind);
/// What follows a word: ` and a document`; empty for nothing.
std::string what_follows(const Word& word);
/// `HELP, INFO`, `STATUS and a document`: what is sent.
std::string in_words(const Word& word);
/// `purpose * document * [district: NORTH, SOUTH]`
std::string in_words(const Message& message);

/// What a code gets: `lasts 3 h`, `begins 15 min after the text`, hours, limits, remarks.
std::vector<Statement> statements_of(const Purpose& purpose, const PurposeNotes& annotations);

}  // namespace permit
