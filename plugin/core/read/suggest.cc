#include "core/read/suggest.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/normalize.h"
#include "base/utf8.h"

namespace permit {

namespace {

/// Returns the number of letters in which two spellings differ; a large number if their lengths differ.
std::size_t letters_apart(std::string_view letters, std::string_view prefix) {
  std::size_t apart = 0;
  for (; !letters.empty() && !prefix.empty(); prefix.remove_prefix(1)) {
    if (take_code_point(letters) != static_cast<unsigned char>(prefix.front())) ++apart;
  }
  return letters.empty() && prefix.empty() ? apart : Picture::kLongest;
}

/// Returns whether one letter of the prefix was left out: `AZ` of `AZE`.
bool lacks_one_letter(std::string_view letters, const std::string& prefix) {
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if (letters == prefix.substr(0, i) + prefix.substr(i + 1)) return true;
  return false;
}

/// Returns whether `digits` digits fit a number of this kind whose letters were left out, or of which one was wrong or
/// missing.
bool lacks_right_letters(std::string_view letters, std::size_t digits, const DocumentKind& kind) {
  const Picture& picture = kind.picture;
  if (picture.prefix().empty() || !picture.has_fixed_length() || digits != picture.digits().least) return false;
  return letters.empty() || letters_apart(letters, picture.prefix()) == 1 ||
         lacks_one_letter(letters, picture.prefix());
}

/// Returns the kind of a token after its letters are corrected, if only one is possible. Sets `digits` to its digits.
const DocumentKind* kind_with_right_letters(const std::string& token, const RuleSet& rules, std::string& digits) {
  const auto first_digit = std::find_if(token.begin(), token.end(), is_digit);
  const std::string letters(token.begin(), first_digit);
  digits.assign(first_digit, token.end());
  if (digits.empty() || !all_digits(digits)) return nullptr;
  const DocumentKind* meant = nullptr;
  for (const DocumentKind& kind : rules.documents) {
    if (!lacks_right_letters(letters, digits.size(), kind)) continue;
    if (meant) return nullptr;
    meant = &kind;
  }
  return meant;
}

/// The parts of a permit request, anywhere in a text.
struct Parts {
  std::set<std::string> codes;
  std::map<std::string, std::string> documents;  ///< the kind's id by number
  std::set<std::string> plates;
};

/// Returns how many tokens form a national plate in groups: `10 AA 123`. 0: none.
std::size_t groups_of_plate(Tokens tokens, const RuleSet& rules) {
  constexpr std::size_t kMostGroups = 3;
  for (std::size_t count = std::min(tokens.size(), kMostGroups); count > 1; --count) {
    if (is_national_plate(joined(tokens.first(count)), rules)) return count;
  }
  return 0;
}

/// Reads one part at the front, if there is one; returns the number of tokens used.
std::size_t take_part(Tokens tokens, const RuleSet& rules, Instant now, Parts& parts) {
  const std::string& token = tokens.front();
  if (const auto document = document_at_front(tokens, rules)) {
    parts.documents.emplace(document->number, document->kind->id);
    return document->tokens;
  }
  const std::string joint = tokens.size() > 1 && all_letters(token) ? token + tokens[1] : token;
  for (const std::string* glued : {&token, &joint}) {
    if (const auto both = split_document_and_plate(*glued, rules)) {
      parts.documents.emplace(both->document.number, both->document.kind->id);
      parts.plates.insert(both->plate.number);
      return glued == &token ? 1 : 2;
    }
  }
  if (const std::size_t groups = groups_of_plate(tokens, rules)) {
    parts.plates.insert(joined(tokens.first(groups)));
    return groups;
  }
  std::string digits;
  if (const DocumentKind* kind = kind_with_right_letters(token, rules, digits)) {
    parts.documents.emplace(kind->picture.prefix() + digits, kind->id);
  } else if (knows_code(rules, token, now)) {
    parts.codes.insert(token);
  } else if (const auto plate = plate_of(tokens.first(1), rules); plate && plate->number == token) {
    parts.plates.insert(token);
  }
  return 1;
}

Parts parts_of(Tokens tokens, const RuleSet& rules, Instant now) {
  Parts parts;
  while (!tokens.empty()) tokens = tokens.subspan(take_part(tokens, rules, now, parts));
  return parts;
}

}  // namespace

std::optional<Suggestion> suggest(Tokens tokens, const RuleSet& rules, Instant now) {
  const Parts parts = parts_of(tokens, rules, now);
  if (parts.codes.size() != 1 || parts.documents.size() != 1) return std::nullopt;
  const auto& [number, kind] = *parts.documents.begin();
  Suggestion suggestion{*parts.codes.begin() + " " + number, kind};
  if (parts.plates.size() == 1) suggestion.text += " " + *parts.plates.begin();
  return suggestion;
}

std::optional<Suggestion> suggest_word_request(const Word& word, Tokens tokens, const RuleSet& rules, Instant now) {
  const Parts parts = parts_of(tokens, rules, now);
  if (parts.documents.size() != 1) return std::nullopt;
  const auto& [number, kind] = *parts.documents.begin();
  return Suggestion{word.says.front() + " " + number, kind};
}

bool knows_code(const RuleSet& rules, std::string_view code, Instant now) {
  const auto knows = [&](const Decree& decree) { return decree.purpose(code) || decree.not_by_text_entry(code); };
  if (const Decree* decree = rules.decree_at(now)) return knows(*decree);
  return std::any_of(rules.decrees.begin(), rules.decrees.end(), knows);
}

}  // namespace permit
