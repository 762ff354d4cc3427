#include "core/template.h"

#include <algorithm>

namespace permit {

namespace {

std::optional<Placeholder> placeholder_named(std::string_view name) {
  const auto at = std::find(kPlaceholderNames.begin(), kPlaceholderNames.end(), name);
  if (at == kPlaceholderNames.end()) return std::nullopt;
  return static_cast<Placeholder>(at - kPlaceholderNames.begin());
}

}  // namespace

Result<Template> Template::parse(std::string_view source) {
  Template parsed;
  parsed.source_ = source;
  std::string literal;
  int groups = 0;
  int group = 0;
  const auto end_piece = [&](std::optional<Placeholder> name) {
    if (!literal.empty() || name) parsed.pieces_.push_back({std::exchange(literal, {}), name, group});
  };
  for (std::size_t at = 0; at < source.size(); ++at) {
    const char sign = source[at];
    const bool doubled = at + 1 < source.size() && source[at + 1] == sign;
    if ((sign == '{' || sign == '}' || sign == '[' || sign == ']') && doubled) {
      literal += sign;
      ++at;
    } else if (sign == '{') {
      const std::size_t close = source.find('}', at);
      if (close == std::string_view::npos) return Error{"`{' without its `}'"};
      const std::string_view name = source.substr(at + 1, close - at - 1);
      const auto placeholder = placeholder_named(name);
      if (!placeholder) return Error{"`{" + std::string(name) + "}' is no value that a reply has"};
      end_piece(placeholder);
      at = close;
    } else if (sign == '[') {
      if (group != 0) return Error{"`[' inside of `[…]'; such parts do not nest"};
      end_piece(std::nullopt);
      group = ++groups;
    } else if (sign == ']') {
      if (group == 0) return Error{"`]' without its `['"};
      end_piece(std::nullopt);
      group = 0;
    } else if (sign == '}') {
      return Error{"`}' without its `{'"};
    } else {
      literal += sign;
    }
  }
  if (group != 0) return Error{"`[' without its `]'"};
  end_piece(std::nullopt);
  return parsed;
}

std::string Template::render(const TemplateValues& values) const {
  const auto vanishes = [&](int group) {
    return group != 0 && std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
             return piece.group == group && piece.name && !values[*piece.name];
           });
  };
  std::string text;
  int group = 0;
  bool skipped = false;
  for (const Piece& piece : pieces_) {
    if (piece.group != group) {
      group = piece.group;
      skipped = vanishes(group);
    }
    if (skipped) continue;
    text += piece.literal;
    if (piece.name) text += values[*piece.name].value_or("");
  }
  return text;
}

std::vector<Template::Use> Template::uses() const {
  std::vector<Use> uses;
  for (const Piece& piece : pieces_) {
    if (piece.name) uses.push_back({*piece.name, piece.group != 0});
  }
  return uses;
}

}  // namespace permit
