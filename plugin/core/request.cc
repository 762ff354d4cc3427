#include "core/request.h"

#include <algorithm>
#include <optional>

#include "core/fold.h"
#include "core/mend.h"
#include "core/tokens.h"

namespace permit {

namespace {

std::string shortened(const std::string& token) { return token.substr(0, kMostRepeated); }

using Ask = std::variant<PermitRequest, WordRequest, UnreadableRequest>;

/// The purpose code before the document, and what stands behind it.
struct Coded {
  std::string code;
  std::vector<std::string> rest;
};

/// `2 …`, and `2AZE…` where what is glued to the code is letters. I and O stand for digits where only a code can.
std::optional<Coded> take_code(const std::vector<std::string>& tokens) {
  if (tokens.empty()) return std::nullopt;
  const std::string& first = tokens.front();
  const auto behind_digits = std::find_if_not(first.begin(), first.end(), is_digit);
  std::string code(first.begin(), behind_digits);
  Coded coded;
  if (first == "I" || first == "O") {
    code = first == "I" ? "1" : "0";
  } else if (behind_digits != first.end()) {
    coded.rest.emplace_back(behind_digits, first.end());
  }
  if (code.empty() || code.size() > kLongestCode) return std::nullopt;
  coded.code = std::move(code);
  coded.rest.insert(coded.rest.end(), tokens.begin() + 1, tokens.end());
  return coded;
}

UnreadableRequest unreadable(std::string_view reply, std::string document_kind = {}) {
  UnreadableRequest ask;
  ask.reply = reply;
  ask.document_kind = std::move(document_kind);
  return ask;
}

/// A known mistake in place of a document: a FIN, a number of a residence card's holder.
const NotADocument* not_a_document(const std::string& token, const RuleSet& rules) {
  if (all_letters(token) || all_digits(token)) return nullptr;
  const bool begins_like_one =
      std::any_of(rules.documents.begin(), rules.documents.end(), [&](const DocumentKind& kind) {
        return !kind.picture.prefix().empty() && token.starts_with(kind.picture.prefix());
      });
  const auto plate = plate_of(Tokens(&token, 1), rules);
  if (begins_like_one || (plate && plate->national)) return nullptr;
  const auto at = std::find_if(rules.not_documents.begin(), rules.not_documents.end(), [&](const NotADocument& known) {
    return token.find_first_of(known.without) == std::string::npos && known.picture.match(token).has_value();
  });
  return at == rules.not_documents.end() ? nullptr : &*at;
}

UnreadableRequest wrong_digits(const NearDocument& near) {
  const DigitCount need = near.kind->picture.digits();
  UnreadableRequest ask = unreadable(text_id::kDigits, near.kind->id);
  ask.given = shortened(near.given);
  ask.have = std::to_string(near.digits);
  ask.need = std::to_string(need.least);
  if (need.most != need.least) ask.need += "-" + std::to_string(need.most);
  return ask;
}

/// Names what stands where the document should be, as exactly as it can be known.
UnreadableRequest what_is_wrong(Tokens at_document, const RuleSet& rules) {
  if (const auto near = near_document_at_front(at_document, rules)) return wrong_digits(*near);
  const NotADocument* known = at_document.empty() ? nullptr : not_a_document(at_document.front(), rules);
  if (!known) return unreadable(text_id::kFormat);
  UnreadableRequest ask = unreadable(known->reply);
  ask.given = shortened(at_document.front());
  return ask;
}

/// Proposes the whole text anew where it can be known, or else names what is wrong.
UnreadableRequest what_to_mend(Tokens tokens, Tokens at_document, const RuleSet& rules) {
  UnreadableRequest wrong = what_is_wrong(at_document, rules);
  if (wrong.reply == text_id::kDigits) return wrong;
  const auto meant = mend(tokens, rules);
  if (!meant) return wrong;
  UnreadableRequest ask = unreadable(text_id::kMend, meant->document_kind);
  ask.mended = meant->text;
  return ask;
}

const Word* word_at_front(Tokens tokens, const RuleSet& rules) {
  if (tokens.empty()) return nullptr;
  const auto at = std::find_if(rules.words.begin(), rules.words.end(), [&](const Word& word) {
    return std::find(word.says.begin(), word.says.end(), tokens.front()) != word.says.end();
  });
  return at == rules.words.end() ? nullptr : &*at;
}

Ask read_word(const Word& word, Tokens tokens, const RuleSet& rules) {
  WordRequest ask{word.reply, word.reply_if_none, {}, {}};
  if (!word.about_document) return ask;
  const Tokens at_document = tokens.subspan(1);
  const auto document = document_at_front(at_document, rules);
  if (!document) return what_is_wrong(at_document, rules);
  ask.document = document->number;
  ask.document_kind = document->kind->id;
  return ask;
}

/// `CODE document [plate]`, the code already taken. `all` is the whole text, for mends.
Ask read_permit(const Coded& coded, Tokens all, const RuleSet& rules) {
  const Tokens tokens = coded.rest;
  if (tokens.size() == 1) {
    if (const auto both = unglue(tokens.front(), rules)) {
      return PermitRequest{coded.code, both->document.number, both->document.kind->id, both->plate.number, false};
    }
  }
  const auto document = document_at_front(tokens, rules);
  if (!document) {
    UnreadableRequest ask = what_to_mend(all, tokens, rules);
    ask.code = coded.code;
    return ask;
  }

  PermitRequest ask{coded.code, document->number, document->kind->id, {}, false};
  const Tokens behind = tokens.subspan(document->tokens);
  if (behind.empty()) return ask;
  if (hold_a_document(behind, rules)) return unreadable(text_id::kTwoDocuments, document->kind->id);
  if (may_belong_to_the_document(*document, behind, rules)) return unreadable(text_id::kFormat, document->kind->id);
  const auto plate = plate_of(behind, rules);
  ask.plate = plate ? plate->number : "";
  ask.plate_unclear = !plate;
  return ask;
}

Ask read(const Folded& folded, const RuleSet& rules) {
  const Tokens tokens = folded.tokens;
  if (const Word* word = word_at_front(tokens, rules)) return read_word(*word, tokens, rules);
  const auto coded = take_code(folded.tokens);
  if (!coded) return what_to_mend(tokens, tokens.first(0), rules);
  return read_permit(*coded, tokens, rules);
}

/// A sender from abroad writes its number internationally (ITU-T E.164); short numbers and names are nobody's home.
bool is_foreign(std::string_view phone, const RuleSet& rules) {
  constexpr std::size_t kShortestInternational = 8;
  return phone.size() >= kShortestInternational && all_digits(phone) && !phone.starts_with('0') &&
         !phone.starts_with(rules.country_code);
}

/// SEMANTICS 18: of the word, of the document, Russian for Cyrillic, English for a foreign sender, the service's own.
std::string language_of(const Folded& folded, const Ask& ask, std::string_view phone, const RuleSet& rules) {
  const auto has = [&](std::string_view language) {
    return std::find(rules.languages.begin(), rules.languages.end(), language) != rules.languages.end();
  };
  const Word* word = word_at_front(folded.tokens, rules);
  if (word && !word->language.empty()) return word->language;
  const auto& kind_id = std::visit([](const auto& any) -> const std::string& { return any.document_kind; }, ask);
  const DocumentKind* kind = rules.document_kind(kind_id);
  if (kind && !kind->language.empty()) return kind->language;
  if (folded.cyrillic && has("ru")) return "ru";
  if (is_foreign(phone, rules) && has("en")) return "en";
  return rules.default_language;
}

}  // namespace

Request parse_request(const Text& text, const RuleSet& rules) {
  const Folded folded = fold(text.body);
  Request request;
  request.ask = read(folded, rules);
  request.language = language_of(folded, request.ask, text.phone, rules);
  return request;
}

}  // namespace permit
