// Finds documents and plates in the tokens of a normalized text.
//
// Every function here follows one principle: a permit for the wrong person is worse than a refusal. Letters and one
// whole token of digits may be joined (`AZE 12345678`); a token of digits is never split, nor joined with following
// digits; a twin (O and 0, I and 1) is replaced only if no other reading is near (SEMANTICS 13-17).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "core/rule_set.h"

namespace permit {

using Tokens = std::span<const std::string>;

struct FoundDocument {
  const DocumentKind* kind;  ///< one of the given rules
  std::string number;        ///< as the register writes it
  std::size_t tokens;        ///< the number of tokens it consists of
};

/// Returns the document at the front of `tokens`, if there is one.
std::optional<FoundDocument> document_at_front(Tokens tokens, const RuleSet& rules);

/// Returns the document that all `tokens` together form, in a field for a document. Also finds kinds without letters.
std::optional<FoundDocument> whole_document(Tokens tokens, const RuleSet& rules);

/// Returns the first token as a number without letters, if the decree in force, or else the last one, accepts such a
/// document.
std::optional<FoundDocument> bare_number_at_front(Tokens tokens, const RuleSet& rules, Instant now);

/// The letters of a document followed by a wrong number of digits.
struct NearDocument {
  const DocumentKind* kind;
  std::string given;
  std::size_t digits;  ///< the number of digits given
};
std::optional<NearDocument> near_document_at_front(Tokens tokens, const RuleSet& rules);

/// Returns the first near document whose letters are spelt out (`AZE1234567`), anywhere in `tokens`.
std::optional<NearDocument> near_document_anywhere(Tokens tokens, const RuleSet& rules);

/// Returns whether `tokens` contain a document, or something that may be one: a second document makes a text
/// unreadable.
bool contains_document(Tokens tokens, const RuleSet& rules);

struct FoundPlate {
  std::string number;  ///< as the register writes it
  bool national;
};
/// Returns the plate that all `tokens` together form. Words without digits may follow a national plate. Words with a
/// number (`saat 10`) are not a plate.
std::optional<FoundPlate> plate_of(Tokens tokens, const RuleSet& rules);

/// Returns whether the token is a national plate.
bool is_national_plate(const std::string& token, const RuleSet& rules);

/// Returns whether digits after a document may belong to it, or its last digits to a plate: `OYQ1234 56`, `AZE12345678
/// 9 10AA123`, `AZE12345610 AA 123`. Then the document is unknown. REQUIRES: `rest` follows `document` in
/// the text.
bool may_belong_to_the_document(const FoundDocument& document, Tokens rest, const RuleSet& rules);

struct DocumentAndPlate {
  FoundDocument document;
  FoundPlate plate;
};
/// Splits `AZE1234567810AA123`: a document of fixed length with a national plate glued to it, if only one cut is
/// possible even with a digit missing or one too many. AZE1234567823A456 could be cut in two places and is not read.
std::optional<DocumentAndPlate> split_document_and_plate(const std::string& token, const RuleSet& rules);

/// Returns the tokens joined into one.
std::string joined(Tokens tokens);

}  // namespace permit
