#include "core/read/request.h"

#include <algorithm>
#include <optional>

#include "base/normalize.h"
#include "core/read/diagnose.h"
#include "core/read/fields.h"
#include "core/read/suggest.h"
#include "core/read/tokens.h"

namespace permit {

namespace {

using Ask = std::variant<PermitRequest, WordRequest, UnreadableRequest>;

// ---- `CODE document [plate]` -------------------------------------------------------------------------------------

/// The purpose code before the document, and the tokens after it.
struct Coded {
  std::string code;
  std::vector<std::string> rest;
};

/// Reads `2 …`, and `2AZE…` if letters are glued to the code. I and O are read as digits where only a code fits. A
/// national plate is not a code followed by letters.
std::optional<Coded> take_code(const std::vector<std::string>& tokens, const RuleSet& rules) {
  if (tokens.empty() || is_national_plate(tokens.front(), rules)) return std::nullopt;
  const std::string& first = tokens.front();
  const auto digits_end = std::find_if_not(first.begin(), first.end(), is_digit);
  std::string code(first.begin(), digits_end);
  Coded coded;
  if (first == "I" || first == "O") {
    code.assign(1, first == "I" ? '1' : '0');
  } else if (digits_end != first.end()) {
    coded.rest.emplace_back(digits_end, first.end());
  }
  if (code.empty() || code.size() > kLongestCode) return std::nullopt;
  coded.code = std::move(code);
  coded.rest.insert(coded.rest.end(), tokens.begin() + 1, tokens.end());
  return coded;
}

UnreadableRequest proposed(const Suggestion& meant) {
  UnreadableRequest ask = unreadable(text_id::kMend, meant.document_kind);
  ask.corrected = meant.text;
  return ask;
}

/// Proposes a corrected whole text if only one is possible. Otherwise diagnoses the document where it should be, or one
/// whose letters are spelt out elsewhere. Without a known code before it, a card may be a plate.
UnreadableRequest what_is_wrong(Tokens tokens, const std::string& code, Tokens at_document, const RuleSet& rules,
                                Instant now) {
  const auto near = near_document_at_front(at_document, rules);
  if (near && !near->kind->picture.prefix().empty()) return wrong_digits(*near);
  if (const auto meant = suggest(tokens, rules, now)) return proposed(*meant);
  if (near && knows_code(rules, code, now)) return wrong_digits(*near);
  if (const auto elsewhere = near_document_anywhere(tokens, rules)) return wrong_digits(*elsewhere);
  return wrong_document(at_document, rules);
}

/// Reads the text after its code. `all` is the whole text, for corrections.
Ask read_document(const Coded& coded, Tokens all, const RuleSet& rules, Instant now) {
  const Tokens tokens = coded.rest;
  if (tokens.size() == 1) {
    if (const auto both = split_document_and_plate(tokens.front(), rules)) {
      return PermitRequest{coded.code, both->document.number, both->document.kind->id, both->plate.number, false};
    }
  }
  auto document = document_at_front(tokens, rules);
  if (!document) document = bare_number_at_front(tokens, rules, now);
  if (!document) {
    UnreadableRequest ask = what_is_wrong(all, coded.code, tokens, rules, now);
    ask.code = coded.code;
    return ask;
  }

  PermitRequest ask{coded.code, document->number, document->kind->id, {}, false};
  const Tokens rest = tokens.subspan(document->tokens);
  if (rest.empty()) return ask;
  if (contains_document(rest, rules)) return unreadable(text_id::kTwoDocuments, document->kind->id);
  if (may_belong_to_the_document(*document, rest, rules)) return unreadable(text_id::kFormat, document->kind->id);
  const auto plate = plate_of(rest, rules);
  ask.plate = plate ? plate->number : "";
  ask.plate_unclear = !plate;
  return ask;
}

Ask read_classic(const Normalized& normalized, const RuleSet& rules, Instant now) {
  const Tokens tokens = normalized.tokens;
  const auto coded = take_code(normalized.tokens, rules);
  if (coded) return read_document(*coded, tokens, rules, now);
  UnreadableRequest ask = what_is_wrong(tokens, {}, tokens.first(0), rules, now);
  if (const auto document = document_at_front(tokens, rules); document && ask.document_kind.empty())
    ask.document_kind = document->kind->id;
  return ask;
}

// ---- Words -------------------------------------------------------------------------------------------------------

const Word* word_at_front(Tokens tokens, const RuleSet& rules) {
  if (tokens.empty()) return nullptr;
  const auto at = std::find_if(rules.words.begin(), rules.words.end(), [&](const Word& word) {
    return std::find(word.says.begin(), word.says.end(), tokens.front()) != word.says.end();
  });
  return at == rules.words.end() ? nullptr : &*at;
}

Ask read_word(const Word& word, Tokens tokens, const RuleSet& rules, Instant now) {
  WordRequest ask{word.reply, word.reply_if_none, {}, {}, word.about == Word::About::phone};
  if (word.about != Word::About::document) return ask;
  const Tokens at_document = tokens.subspan(1);
  auto document = document_at_front(at_document, rules);
  if (!document) document = bare_number_at_front(at_document, rules, now);
  if (!document) {
    UnreadableRequest wrong = wrong_document(at_document, rules);
    if (wrong.reply == text_id::kFormat) {
      if (const auto meant = suggest_word_request(word, at_document, rules, now)) wrong = proposed(*meant);
    }
    wrong.word = word.says.front();
    return wrong;
  }
  ask.document = document->number;
  ask.document_kind = document->kind->id;
  return ask;
}

// ---- Any text ----------------------------------------------------------------------------------------------------

Ask read(std::string_view body, const Normalized& normalized, const RuleSet& rules, Instant now) {
  if (const Word* word = word_at_front(normalized.tokens, rules)) {
    if (word->is_trial) return unreadable(text_id::kFormat);  // a trial of a trial is unreadable
    return read_word(*word, normalized.tokens, rules, now);
  }
  if (rules.message.is_classic()) return read_classic(normalized, rules, now);
  auto fields = read_fields(body, rules);
  return std::visit([](auto& ask) -> Ask { return std::move(ask); }, fields);
}

/// Senders from abroad write their number internationally (ITU-T E.164); short numbers and names have no country.
bool is_foreign(std::string_view phone, const RuleSet& rules) {
  constexpr std::size_t kShortestInternational = 8;
  return phone.size() >= kShortestInternational && all_digits(phone) && !phone.starts_with('0') &&
         !phone.starts_with(rules.country_code);
}

/// SEMANTICS 18: the language of the word, else of the document, else Russian for Cyrillic, else English for a foreign
/// sender, else the service's own.
std::string language_of(const Normalized& normalized, const std::string& kind_id, std::string_view phone,
                        const RuleSet& rules) {
  const auto has = [&](std::string_view language) {
    return std::find(rules.languages.begin(), rules.languages.end(), language) != rules.languages.end();
  };
  const Word* word = word_at_front(normalized.tokens, rules);
  if (word && !word->language.empty()) return word->language;
  const DocumentKind* kind = rules.document_kind(kind_id);
  if (kind && !kind->language.empty()) return kind->language;
  if (normalized.cyrillic && has("ru")) return "ru";
  if (is_foreign(phone, rules) && has("en")) return "en";
  return rules.default_language;
}

const std::string& kind_of(const Ask& ask) {
  return std::visit([](const auto& any) -> const std::string& { return any.document_kind; }, ask);
}

}  // namespace

Request parse_request(const Text& text, const RuleSet& rules, Instant now) {
  const Normalized normalized = normalize(text.body);
  const Word* word = word_at_front(normalized.tokens, rules);
  if (!word || !word->is_trial) {
    Ask ask = read(text.body, normalized, rules, now);
    std::string language = language_of(normalized, kind_of(ask), text.phone, rules);
    return {std::visit([](auto& any) -> decltype(Request::ask) { return std::move(any); }, ask), std::move(language)};
  }
  std::string_view rest = text.body;
  rest.remove_prefix(normalized.first_end);
  const Normalized tried = normalize(rest);
  Ask ask = read(rest, tried, rules, now);
  const std::string kind = kind_of(ask);
  return {TrialRequest{word->reply, std::move(ask), language_of(tried, kind, text.phone, rules), kind},
          language_of(normalized, kind, text.phone, rules)};
}

}  // namespace permit
