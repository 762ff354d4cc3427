#include "ruleset/check/reachable.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <variant>

#include "core/read/request.h"
#include "core/text.h"

namespace permit {

namespace {

/// A decree that gives permits, if there is one.
const Decree* some_decree(const RuleSet& rules) {
  const auto at = std::find_if(rules.decrees.begin(), rules.decrees.end(),
                               [](const Decree& part) { return !part.purposes.empty(); });
  return at == rules.decrees.end() ? nullptr : &*at;
}

/// A correct text, except that it has `token` instead of the document.
std::string text_around(const std::string& token, const RuleSet& rules, const Decree* decree) {
  std::string text;
  for (const Field& field : rules.message.fields) {
    if (field.optional && field.kind != Field::Kind::document) continue;
    if (!text.empty()) text += rules.message.separator;
    switch (field.kind) {
      case Field::Kind::purpose:
        text += decree && !decree->purposes.empty() ? decree->purposes.front().code : "1";
        break;
      case Field::Kind::document:
        text += token;
        break;
      case Field::Kind::choice:
        text += field.choices.front().says.front();
        break;
      case Field::Kind::picture:
        text += field.picture->sample([](std::size_t) { return 0; });
        break;
      case Field::Kind::plate:
      case Field::Kind::words:
        text += "AB";
        break;
    }
  }
  return text;
}

}  // namespace

bool is_reachable(const NotADocument& hint, const RuleSet& rules) {
  constexpr int kTries = 300;
  const Decree* decree = some_decree(rules);
  std::minstd_rand random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same tokens in every check
  for (int i = 0; i < kTries; ++i) {
    const std::string token = hint.picture.sample([&](std::size_t below) { return random() % below; });
    if (token.find_first_of(hint.without) != std::string::npos) continue;
    Text text;
    text.body = text_around(token, rules, decree);
    const Request request = parse_request(text, rules, decree ? decree->from : Instant{});
    const auto* unreadable = std::get_if<UnreadableRequest>(&request.ask);
    // If `given` is empty, the text was completely unknown: then the reply is not this hint.
    if (!unreadable || unreadable->given.empty() || unreadable->reply != hint.reply) continue;
    const bool by_another =
        std::any_of(rules.not_documents.begin(), rules.not_documents.end(), [&](const NotADocument& other) {
          return &other < &hint && other.picture.match(token) &&
                 token.find_first_of(other.without) == std::string::npos;
        });
    if (!by_another) return true;
  }
  return false;
}

std::string shadowed_by(const std::string& spelling, const RuleSet& rules) {
  if (rules.message.fields.empty()) return {};
  const Field& first = rules.message.fields.front();
  const std::string code = spelling == "I" ? "1" : spelling == "O" ? "0" : "";
  const bool is_given = std::any_of(rules.decrees.begin(), rules.decrees.end(),
                                    [&](const Decree& part) { return !code.empty() && part.purpose(code) != nullptr; });
  if (first.kind == Field::Kind::purpose && is_given) return "code " + code + " written with a letter";
  for (const DocumentKind& kind : rules.documents) {
    if (first.kind == Field::Kind::document && kind.picture.match(spelling)) return "a document `" + kind.id + "'";
  }
  for (const Choice& choice : first.choices) {
    const bool is_said = std::find(choice.says.begin(), choice.says.end(), spelling) != choice.says.end();
    if (is_said) return "the choice `" + choice.value + "'";
  }
  return {};
}

}  // namespace permit
