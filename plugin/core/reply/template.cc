#include "core/reply/template.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace permit {

namespace {

std::optional<Placeholder> placeholder_named(std::string_view name, std::span<const std::string> custom_ids) {
  const auto at = std::find(kPlaceholderNames.begin(), kPlaceholderNames.end(), name);
  if (at != kPlaceholderNames.end()) return static_cast<Placeholder>(at - kPlaceholderNames.begin());
  const auto of_message = std::find(custom_ids.begin(), custom_ids.end(), name);
  if (of_message == custom_ids.end()) return std::nullopt;
  return custom_value(static_cast<std::size_t>(of_message - custom_ids.begin()));
}

}  // namespace

std::string_view name_of(Placeholder value, std::span<const std::string> custom_ids) {
  const auto at = static_cast<std::size_t>(value);
  return at < kPlaceholderNames.size() ? kPlaceholderNames[at]
                                       : std::string_view{custom_ids[at - kPlaceholderNames.size()]};
}

/// Reads a template from left to right, one character, escape or placeholder a step.
class Template::Reader {
 public:
  Reader(std::string_view source, std::span<const std::string> custom_ids, Template& into)
      : rest_(source), custom_ids_(custom_ids), into_(into) {}

  /// Returns the first error; empty if there is none.
  std::string read() {
    std::string fault;
    while (!rest_.empty() && fault.empty()) fault = step();
    if (fault.empty() && group_ != 0) fault = "`[' without its `]'";
    end_piece(std::nullopt);
    if (fault.empty() && into_.can_be_blank()) fault = "nothing is left when the values in `[…]' are absent";
    return fault;
  }

 private:
  std::string step() {
    static constexpr std::string_view kSigns = "{}[]";
    const char sign = take();
    if (kSigns.find(sign) == std::string_view::npos) return literal(sign);
    if (!rest_.empty() && rest_.front() == sign) return literal(take());
    if (sign == '{') return placeholder();
    if (sign == '[') return open_group();
    if (sign == ']') return close_group();
    return "`}' without its `{'";
  }

  char take() {
    const char sign = rest_.front();
    rest_.remove_prefix(1);
    return sign;
  }

  std::string literal(char sign) {
    literal_ += sign;
    return {};
  }

  std::string placeholder() {
    const std::size_t close = rest_.find('}');
    if (close == std::string_view::npos) return "`{' without its `}'";
    const std::string_view name = rest_.substr(0, close);
    const auto placeholder = placeholder_named(name, custom_ids_);
    if (!placeholder) return "`{" + std::string(name) + "}' is not a value of a reply";
    end_piece(placeholder);
    rest_.remove_prefix(close + 1);
    return {};
  }

  std::string open_group() {
    if (group_ != 0) return "`[' inside of `[…]'; these parts cannot be nested";
    end_piece(std::nullopt);
    group_ = ++groups_;
    return {};
  }

  std::string close_group() {
    if (group_ == 0) return "`]' without its `['";
    end_piece(std::nullopt);
    group_ = 0;
    return {};
  }

  void end_piece(std::optional<Placeholder> name) {
    if (!literal_.empty() || name) into_.pieces_.push_back({std::exchange(literal_, {}), name, group_});
  }

  std::string_view rest_;
  std::span<const std::string> custom_ids_;
  Template& into_;
  std::string literal_;
  int groups_ = 0;
  int group_ = 0;  // the group that is open; 0: none
};

Result<Template> Template::parse(std::string_view source, std::span<const std::string> custom_ids) {
  Template parsed;
  parsed.source_ = source;
  if (std::string fault = Reader(source, custom_ids, parsed).read(); !fault.empty()) return Error{std::move(fault)};
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

bool Template::can_be_blank() const {
  return std::all_of(pieces_.begin(), pieces_.end(),
                     [](const Piece& piece) { return piece.group != 0 || (is_blank(piece.literal) && !piece.name); });
}

std::vector<Template::Use> Template::uses() const {
  std::vector<Use> uses;
  for (const Piece& piece : pieces_) {
    if (piece.name) uses.push_back({*piece.name, piece.group != 0});
  }
  return uses;
}

}  // namespace permit
