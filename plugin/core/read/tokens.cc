#include "core/read/tokens.h"

#include <algorithm>

#include "base/normalize.h"

namespace permit {

namespace {

bool is_digit_or_twin(char sign) { return is_digit(sign) || sign == 'O' || sign == 'I'; }

bool has_digit(std::string_view token) { return std::any_of(token.begin(), token.end(), is_digit); }

/// Returns whether the token is digits, with O for 0 and I for 1 allowed.
bool is_digit_token(std::string_view token) {
  return has_digit(token) && std::all_of(token.begin(), token.end(), is_digit_or_twin);
}

/// Returns whether the token is those letters, with 0 for O and 1 for I allowed.
bool are_twins(std::string_view token, std::string_view letters) {
  return std::equal(token.begin(), token.end(), letters.begin(), letters.end(), [](char sign, char letter) {
    return sign == letter || (sign == '0' && letter == 'O') || (sign == '1' && letter == 'I');
  });
}

/// Returns how many digits follow the letters of the kind's picture, whether or not it is the right number; 0 if the
/// token is not such letters followed only by digits.
std::size_t digits_after_letters(std::string_view token, const DocumentKind& kind) {
  const Picture& picture = kind.picture;
  if (!picture.is_letters_then_digits() || picture.is_digits() || token.size() <= picture.letters()) return 0;
  const std::string_view letters = token.substr(0, picture.letters());
  const std::string_view rest = token.substr(picture.letters());
  const bool letters_fit = picture.prefix().empty() ? all_letters(letters) : letters == picture.prefix();
  return letters_fit && is_digit_token(rest) ? rest.size() : 0;
}

/// Returns the kind whose letters the token spells out, followed only by digits.
const DocumentKind* spelt_kind(std::string_view token, const RuleSet& rules) {
  const auto at = std::find_if(rules.documents.begin(), rules.documents.end(), [&](const DocumentKind& kind) {
    return !kind.picture.prefix().empty() && digits_after_letters(token, kind) != 0;
  });
  return at == rules.documents.end() ? nullptr : &*at;
}

/// Returns the only kind that the token fits after replacing twins, or null. If the token spells out the letters of a
/// kind, only that kind counts: MYI123456 lacks a digit and is not the card MY1123456. If it nearly fits a kind with
/// letters
/// `@`, the result is null: MY11234567 may be a card with a digit too many.
const DocumentKind* kind_by_twins(const std::string& token, const RuleSet& rules) {
  if (const DocumentKind* spelt = spelt_kind(token, rules)) return spelt->picture.match(token) ? spelt : nullptr;
  const DocumentKind* alike = nullptr;
  for (const DocumentKind& kind : rules.documents) {
    const bool fits = !kind.picture.is_digits() && kind.picture.match(token).has_value();
    const bool is_near = fits || digits_after_letters(token, kind) != 0;
    if (is_near && (alike || !fits)) return nullptr;
    if (fits) alike = &kind;
  }
  return alike;
}

/// Identifies a joined token. A number that fits without replacements wins. Digits alone are not identified: usually
/// they are a number without its letters.
std::optional<FoundDocument> identify(const std::string& token, const RuleSet& rules, std::size_t tokens) {
  if (!has_digit(token)) return std::nullopt;
  for (const DocumentKind& kind : rules.documents) {
    if (!kind.picture.is_digits() && kind.picture.match(token) == token) return FoundDocument{&kind, token, tokens};
  }
  const DocumentKind* kind = kind_by_twins(token, rules);
  if (!kind) return std::nullopt;
  return FoundDocument{kind, *kind->picture.match(token), tokens};
}

/// Returns whether the first two tokens are the letters of some document and its digits.
bool front_may_join(Tokens tokens, const RuleSet& rules) {
  if (tokens.size() < 2 || !is_digit_token(tokens[1])) return false;
  return std::any_of(rules.documents.begin(), rules.documents.end(), [&](const DocumentKind& kind) {
    const Picture& picture = kind.picture;
    if (!picture.is_letters_then_digits() || tokens[0].size() != picture.letters()) return false;
    return picture.prefix().empty() ? all_letters(tokens[0]) : are_twins(tokens[0], picture.prefix());
  });
}

std::optional<std::string> match_plate(const std::string& token, const RuleSet& rules, bool national) {
  for (const PlateKind& kind : rules.plates) {
    if (kind.national != national || (kind.needs_digit && !has_digit(token))) continue;
    if (auto number = kind.picture.match(token)) return number;
  }
  return std::nullopt;
}

/// Returns the national plate that the leading tokens form; only words without digits may follow.
std::optional<std::string> national_plate_at_front(Tokens tokens, const RuleSet& rules) {
  for (std::size_t count = tokens.size(); count > 0; --count) {
    const Tokens rest = tokens.subspan(count);
    if (std::any_of(rest.begin(), rest.end(), has_digit)) break;
    if (auto number = match_plate(joined(tokens.first(count)), rules, true)) return number;
  }
  return std::nullopt;
}

/// Returns whether a token is a word rather than a group of a plate, which has at most three letters.
bool has_word(Tokens tokens) {
  constexpr std::size_t kLongestGroup = 3;
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const std::string& token) { return !has_digit(token) && token.size() > kLongestGroup; });
}

/// Returns whether the last digits of a document may be the first digits of a national plate glued to it: `AZE12345610
/// AA 123` may be AZE123456, which lacks two digits, and 10AA123; `AZE12345678 AA 123` may be AZE123456 and 78AA123.
bool may_end_with_start_of_plate(std::string_view document, Tokens rest, const RuleSet& rules) {
  std::string plate = joined(rest);
  for (; !document.empty() && is_digit(document.back()); document.remove_suffix(1)) {
    plate.insert(plate.begin(), document.back());
    if (match_plate(plate, rules, true)) return true;
  }
  return false;
}

}  // namespace

std::string joined(Tokens tokens) {
  std::string text;
  for (const std::string& token : tokens) text += token;
  return text;
}

std::optional<FoundDocument> document_at_front(Tokens tokens, const RuleSet& rules) {
  if (tokens.empty()) return std::nullopt;
  if (auto found = identify(tokens[0], rules, 1)) return found;
  if (!front_may_join(tokens, rules)) return std::nullopt;
  return identify(tokens[0] + tokens[1], rules, 2);
}

std::optional<FoundDocument> whole_document(Tokens tokens, const RuleSet& rules) {
  if (tokens.size() == 1 && has_digit(tokens[0])) {
    for (const DocumentKind& kind : rules.documents) {
      if (kind.picture.match(tokens[0]) == tokens[0]) return FoundDocument{&kind, tokens[0], 1};
    }
  }
  const auto found = document_at_front(tokens, rules);
  return found && found->tokens == tokens.size() ? found : std::nullopt;
}

std::optional<FoundDocument> bare_number_at_front(Tokens tokens, const RuleSet& rules, Instant now) {
  // permits of the last decree may still be live
  const Decree* decree = rules.decree_at_or_before(now);
  // OI31281 is not such a number, but a card that lacks two digits
  if (!decree || tokens.empty() || !all_digits(tokens[0])) return std::nullopt;
  for (const DocumentKind& kind : rules.documents) {
    if (!kind.picture.is_digits() || !decree->accepts_document(kind.id, now)) continue;
    if (auto number = kind.picture.match(tokens[0])) return FoundDocument{&kind, *std::move(number), 1};
  }
  return std::nullopt;
}

std::optional<NearDocument> near_document_at_front(Tokens tokens, const RuleSet& rules) {
  if (tokens.empty()) return std::nullopt;
  const std::string given = front_may_join(tokens, rules) ? tokens[0] + tokens[1] : tokens[0];
  const auto near = [&](const DocumentKind& kind) -> std::optional<NearDocument> {
    const std::size_t have = digits_after_letters(given, kind);
    const DigitCount need = kind.picture.digits();
    if (have == 0 || (have >= need.least && have <= need.most)) return std::nullopt;
    return NearDocument{&kind, given, have};
  };
  if (const DocumentKind* spelt = spelt_kind(given, rules)) return near(*spelt);
  for (const DocumentKind& kind : rules.documents) {
    if (auto found = near(kind)) return found;
  }
  return std::nullopt;
}

std::optional<NearDocument> near_document_anywhere(Tokens tokens, const RuleSet& rules) {
  for (; !tokens.empty(); tokens = tokens.subspan(1)) {
    auto near = near_document_at_front(tokens, rules);
    if (near && !near->kind->picture.prefix().empty()) return near;
  }
  return std::nullopt;
}

bool contains_document(Tokens tokens, const RuleSet& rules) {
  if (match_plate(joined(tokens), rules, true)) return false;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const Tokens rest = tokens.subspan(at);
    if (document_at_front(rest, rules)) return true;
    const auto near = near_document_at_front(rest, rules);
    if (near && !near->kind->picture.prefix().empty()) return true;
  }
  return !tokens.empty() && identify(joined(tokens), rules, tokens.size());
}

std::optional<FoundPlate> plate_of(Tokens tokens, const RuleSet& rules) {
  if (auto number = national_plate_at_front(tokens, rules)) return FoundPlate{std::move(*number), true};
  const std::string whole = joined(tokens);
  if (is_digit_token(whole) || (tokens.size() > 1 && has_word(tokens))) return std::nullopt;
  if (auto number = match_plate(whole, rules, false)) return FoundPlate{std::move(*number), false};
  return std::nullopt;
}

bool is_national_plate(const std::string& token, const RuleSet& rules) {
  return match_plate(token, rules, true).has_value();
}

bool may_belong_to_the_document(const FoundDocument& document, Tokens rest, const RuleSet& rules) {
  if (national_plate_at_front(rest, rules)) return false;
  if (may_end_with_start_of_plate(document.number, rest, rules)) return true;
  if (rest.empty() || !is_digit_token(rest.front())) return false;
  if (!document.kind->picture.has_fixed_length()) return true;
  return is_digit_token(joined(rest)) || national_plate_at_front(rest.subspan(1), rules).has_value();
}

std::optional<DocumentAndPlate> split_document_and_plate(const std::string& token, const RuleSet& rules) {
  std::optional<DocumentAndPlate> found;
  for (std::size_t cut = 1; cut < token.size(); ++cut) {
    const std::string document = token.substr(0, cut);
    const std::string plate = token.substr(cut);
    if (match_plate(plate, rules, true) != plate) continue;
    const bool nearly = std::any_of(rules.documents.begin(), rules.documents.end(), [&](const DocumentKind& kind) {
      return digits_after_letters(document, kind) != 0;
    });
    if (!nearly) continue;
    if (found) return std::nullopt;
    const auto whole = identify(document, rules, 1);
    if (!whole || whole->number != document || !whole->kind->picture.has_fixed_length()) return std::nullopt;
    found = DocumentAndPlate{*whole, {plate, true}};
  }
  return found;
}

}  // namespace permit
