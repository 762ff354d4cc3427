#include "operations/mask.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/normalize.h"
#include "base/utf8.h"
#include "core/read/tokens.h"

namespace permit {

namespace {

constexpr std::size_t kShortestNumber = 5;    // characters: years, codes and short numbers identify nobody
constexpr std::size_t kFewestJoined = 4;      // digits of a word in pieces: `10-AA-123', but not `COVID-19'
constexpr std::size_t kFewestOfAPhone = 7;    // digits of a number in groups: `50 111 22 33'
constexpr std::size_t kLongestGap = 4;        // bytes between two groups of a number
constexpr std::size_t kMostGroups = 10;       // tokens of a number that a typist named
constexpr std::size_t kShortestPersonal = 3;  // characters: a shorter word of a text is a code, or names nobody

std::size_t digits_in(std::string_view word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
}

/// The length of a date or time of this century at the front of `text`; 0: there is none.
std::size_t moment_at_front(std::string_view text) {
  // The letters are digits up to 1, 2, 3 and 5.
  constexpr std::string_view kForms[] = {"20##-b#-d#Tc#:f#:f#", "20##-b#-d#Tc#:f#", "20##-b#-d#",
                                         "d#.b#.20##",          "c#:f#:f#",         "c#:f#"};
  const auto fits = [](char form, char sign) {
    if (form == '#') return is_digit(sign);
    if (form >= 'b' && form <= 'f') return sign >= '0' && sign <= '0' + (form - 'a');
    return form == sign;
  };
  for (const std::string_view form : kForms)
    if (text.size() >= form.size() && std::equal(form.begin(), form.end(), text.begin(), fits)) return form.size();
  return 0;
}

/// Neighbouring words of a text that may be somebody's number.
struct Number {
  std::size_t words;
  std::string value;  ///< as the register writes it
};

/// Finds the numbers of a text. Borrows text and rules.
class Finder {
 public:
  Finder(std::string_view text, const RuleSet& rules) : text_(text), rules_(rules), words_(normalized_words(text)) {
    for (const NormalizedWord& word : words_) tokens_.push_back(word.token);
    for (const PlateKind& kind : rules.plates) longest_plate_ = std::max(longest_plate_, kind.picture.longest());
  }

  const std::vector<NormalizedWord>& words() const { return words_; }

  /// The number of words at `at` that form a date or time; 0: none do.
  std::size_t moment_at(std::size_t at) const {
    const std::size_t end = words_[at].begin + moment_at_front(text_.substr(words_[at].begin));
    std::size_t next = at;
    while (next < words_.size() && words_[next].begin < end) ++next;
    return next > at && words_[next - 1].end == end ? next - at : 0;
  }

  std::optional<Number> number_at(std::size_t at) const {
    if (const auto document = document_at_front(rest(at), rules_)) return Number{document->tokens, document->number};
    if (auto groups = groups_at(at)) return groups;
    if (auto plate = plate_at(at)) return plate;
    if (whole_document(rest(at).first(1), rules_)) return Number{1, tokens_[at]};
    return word_at(at);
  }

 private:
  Tokens rest(std::size_t at) const { return Tokens(tokens_).subspan(at); }
  /// REQUIRES: `at` is not the first word.
  std::string_view gap_before(std::size_t at) const {
    return text_.substr(words_[at - 1].end, words_[at].begin - words_[at - 1].end);
  }
  Number joined_at(std::size_t at, std::size_t words) const { return {words, joined(rest(at).first(words))}; }

  /// Groups of digits that form a phone number or a document.
  std::optional<Number> groups_at(std::size_t at) const {
    std::size_t end = at;
    const auto goes_on = [&] {
      if (!all_digits(tokens_[end]) || (end > at && moment_at(end) > 0)) return false;
      if (end == at) return true;
      const std::string_view gap = gap_before(end);
      return gap.size() <= kLongestGap && gap.find_first_of(",;:\n") == std::string_view::npos;
    };
    while (end < words_.size() && goes_on()) ++end;
    if (end - at < 2) return std::nullopt;
    Number number = joined_at(at, end - at);
    return number.value.size() < kFewestOfAPhone ? std::nullopt : std::optional(std::move(number));
  }

  /// A national plate, also in groups, or a foreign plate in one word.
  std::optional<Number> plate_at(std::size_t at) const {
    std::size_t length = 0;
    for (std::size_t words = 1; words <= words_.size() - at; ++words) {
      length += tokens_[at + words - 1].size();
      if (length > longest_plate_) break;
      const auto plate = plate_of(rest(at).first(words), rules_);
      const bool is_foreign_word = words == 1 && !all_digits(tokens_[at]);
      if (plate && (plate->national || is_foreign_word)) return Number{words, plate->number};
    }
    return std::nullopt;
  }

  /// A long word with a digit, also with hyphens.
  std::optional<Number> word_at(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < words_.size() && gap_before(end) == "-") ++end;
    Number number = joined_at(at, end - at);
    if (digits_in(number.value) < kFewestJoined) number = joined_at(at, 1);
    const bool may_be_one = digits_in(number.value) > 0 && count_characters(number.value) >= kShortestNumber;
    return may_be_one ? std::optional(std::move(number)) : std::nullopt;
  }

  std::string_view text_;
  const RuleSet& rules_;
  std::vector<NormalizedWord> words_;
  std::vector<std::string> tokens_;
  std::size_t longest_plate_ = 0;
};

bool is_hotline(const std::string& value, const RuleSet& rules) {
  const auto is = [&](const std::string& hotline) { return joined(normalize(hotline).tokens) == value; };
  return is(rules.hotline) || std::any_of(rules.documents.begin(), rules.documents.end(),
                                          [&](const DocumentKind& kind) { return is(kind.hotline); });
}

}  // namespace

std::string mask(std::string_view value) {
  const std::size_t size = count_characters(value);
  const std::size_t head = std::min<std::size_t>(4, size / 3);
  const std::size_t tail = std::min<std::size_t>(2, size / 4);
  std::string masked;
  for (std::size_t at = 0; at < size; ++at) {
    const char32_t point = take_code_point(value);
    append_utf8(masked, at < head || at >= size - tail ? point : U'*');
  }
  return masked;
}

std::string Masking::operator()(const std::string& value) const {
  const bool is_shown = reveal_ || std::find(named_.begin(), named_.end(), value) != named_.end();
  return is_shown ? value : mask(value);
}

std::string Masking::words(std::string_view text, const std::vector<std::string>& personal) const {
  if (reveal_) return std::string(text);
  const Finder finder(text, rules_);
  const std::vector<NormalizedWord>& found = finder.words();
  const auto is_personal = [&](const std::string& token) {
    return count_characters(token) >= kShortestPersonal &&
           std::find(personal.begin(), personal.end(), token) != personal.end();
  };
  std::string masked;
  std::size_t done = 0;
  for (std::size_t at = 0; at < found.size();) {
    if (const std::size_t moment = finder.moment_at(at); moment > 0) {
      at += moment;
      continue;
    }
    auto number = finder.number_at(at);
    const bool is_public = number && is_hotline(number->value, rules_);
    if (!number && is_personal(found[at].token)) number = Number{1, found[at].token};
    if (number && !is_public) {
      masked += text.substr(done, found[at].begin - done);
      masked += (*this)(number->value);
      done = found[at + number->words - 1].end;
    }
    at += number ? number->words : 1;
  }
  masked += text.substr(done);
  return masked;
}

std::vector<std::string> values_named_in(std::string_view text) {
  const std::vector<NormalizedWord> words = normalized_words(text);
  std::vector<std::string> values;
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::string value;
    for (std::size_t next = at; next < std::min(at + kMostGroups, words.size()); ++next)
      values.push_back(value += words[next].token);
  }
  return values;
}

}  // namespace permit
