#include "core/read/diagnose.h"

#include <algorithm>

#include "base/normalize.h"
#include "base/utf8.h"

namespace permit {

UnreadableRequest unreadable(std::string_view reply, std::string document_kind) {
  UnreadableRequest ask;
  ask.reply = reply;
  ask.document_kind = std::move(document_kind);
  return ask;
}

std::string shortened(std::string_view words) { return std::string(cut_utf8(words, kMostRepeated)); }

UnreadableRequest wrong_digits(std::string_view given, std::size_t have, DigitCount need) {
  UnreadableRequest ask = unreadable(text_id::kDigits);
  ask.given = shortened(given);
  ask.have = std::to_string(have);
  ask.need = render_count(need);
  return ask;
}

UnreadableRequest wrong_digits(const NearDocument& near) {
  UnreadableRequest ask = wrong_digits(near.given, near.digits, near.kind->picture.digits());
  ask.document_kind = near.kind->id;
  return ask;
}

const NotADocument* find_not_a_document(const std::string& token, const RuleSet& rules) {
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

UnreadableRequest wrong_document(Tokens at_document, const RuleSet& rules) {
  if (const auto near = near_document_at_front(at_document, rules)) return wrong_digits(*near);
  const NotADocument* known = at_document.empty() ? nullptr : find_not_a_document(at_document.front(), rules);
  if (!known) return unreadable(text_id::kFormat);
  UnreadableRequest ask = unreadable(known->reply);
  ask.given = shortened(at_document.front());
  return ask;
}

}  // namespace permit
