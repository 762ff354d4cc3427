// Documents and plates among the tokens of a folded text.
//
// The rule behind every line here: a wrong person's permit is worse than a refusal. Letters and one whole token of
// digits may join (`AZE 12345678`); a token of digits is never split, nor joined with digits of what follows; a
// look-alike is exchanged only where no other reading is near (SEMANTICS 13-17).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "core/rule_set.h"

namespace permit {

using Tokens = std::span<const std::string>;

struct FoundDocument {
  const DocumentKind* kind;  ///< of the rules given
  std::string number;        ///< as the register writes it
  std::size_t tokens;        ///< how many it takes
};

/// The document that `tokens` begin with, if they begin with one.
std::optional<FoundDocument> document_at_front(Tokens tokens, const RuleSet& rules);

/// The document that `tokens` are, all of them, in a field of its own. Also a kind of digits alone.
std::optional<FoundDocument> whole_document(Tokens tokens, const RuleSet& rules);

/// The first token as a number without letters, where the decree in force, or else the last one, accepts
/// such a document.
std::optional<FoundDocument> bare_number_at_front(Tokens tokens, const RuleSet& rules, Instant now);

/// The letters of a document with a wrong number of digits behind them.
struct NearDocument {
  const DocumentKind* kind;
  std::string given;
  std::size_t digits;  ///< how many there are
};
std::optional<NearDocument> near_document_at_front(Tokens tokens, const RuleSet& rules);

/// The first such whose letters are spelt out (`AZE1234567`), wherever it stands.
std::optional<NearDocument> near_document_anywhere(Tokens tokens, const RuleSet& rules);

/// Whether a document stands in `tokens`, or something that must be taken for one: a second one makes a text
/// unreadable.
bool hold_a_document(Tokens tokens, const RuleSet& rules);

struct FoundPlate {
  std::string number;  ///< as the register writes it
  bool national;
};
/// The plate that `tokens` are, all of them; a country's own may be followed by words without digits. Talk with a digit
/// in it (`saat 10`) is none.
std::optional<FoundPlate> plate_of(Tokens tokens, const RuleSet& rules);

/// Whether the token is a plate of the country.
bool is_national_plate(const std::string& token, const RuleSet& rules);

/// Whether digits behind a document may be its own, or its last ones a plate's: `OYQ1234 56`, `AZE12345678 9 10AA123`,
/// `AZE12345610 AA 123`. Then it is unknown whose document it is. REQUIRES: `document` stands before `behind`.
bool may_belong_to_the_document(const FoundDocument& document, Tokens behind, const RuleSet& rules);

struct DocumentAndPlate {
  FoundDocument document;
  FoundPlate plate;
};
/// `AZE1234567810AA123`: a document of fixed length with a national plate glued to it, where only one cut is possible
/// even if a digit were missing or one too many. AZE1234567823A456 could be cut in two places and is not read.
std::optional<DocumentAndPlate> unglue(const std::string& token, const RuleSet& rules);

/// The tokens written as one.
std::string joined(Tokens tokens);

}  // namespace permit
