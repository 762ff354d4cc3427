#include "base/lookalike.h"

#include "base/utf8.h"

namespace permit {

namespace {

using Kind = Lookalike::Kind;

struct Range {
  char32_t first;
  char32_t last;
  Kind kind;
  std::string_view what;
};

constexpr Range kLookalikes[] = {
    {0x00A0, 0x00A0, Kind::space, "a no-break space"},
    {0x00AB, 0x00AB, Kind::quote, "the quotation mark"},
    {0x00AD, 0x00AD, Kind::invisible, "an invisible hyphen"},
    {0x00BB, 0x00BB, Kind::quote, "the quotation mark"},
    {0x0370, 0x03FF, Kind::letter, "the Greek letter"},
    {0x0400, 0x052F, Kind::letter, "the Cyrillic letter"},
    {0x2000, 0x200A, Kind::space, "a space of special width"},
    {0x200B, 0x200F, Kind::invisible, "an invisible character"},
    {0x2010, 0x2015, Kind::dash, "the dash"},
    {0x2018, 0x201F, Kind::quote, "the quotation mark"},
    {0x202F, 0x202F, Kind::space, "a no-break space"},
    {0x2060, 0x2060, Kind::invisible, "an invisible character"},
    {0x2212, 0x2212, Kind::dash, "the minus"},
    {0x3000, 0x3000, Kind::space, "a space of special width"},
    {0xFEFF, 0xFEFF, Kind::invisible, "an invisible character"},
};

Lookalike named(const Range& range, std::string_view character) {
  const bool is_seen = range.kind != Kind::space && range.kind != Kind::invisible;
  return {range.kind, std::string(range.what) + (is_seen ? " " + std::string(character) : "")};
}

}  // namespace

std::string Lookalike::correction() const {
  switch (kind) {
    case Kind::letter:
      return "type the Latin one";
    case Kind::space:
      return "type a plain space";
    case Kind::invisible:
      return "remove it";
    case Kind::quote:
      return "type a plain \"";
    case Kind::dash:
      return "type a plain -";
  }
  return {};
}

std::optional<Lookalike> find_lookalike(std::string_view text, std::optional<Kind> of) {
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t point = take_code_point(text);
    for (const Range& range : kLookalikes) {
      if (point >= range.first && point <= range.last && of.value_or(range.kind) == range.kind)
        return named(range, before.substr(0, before.size() - text.size()));
    }
  }
  return std::nullopt;
}

std::string note_on_lookalike(std::string_view text) {
  const auto lookalike = find_lookalike(text);
  return lookalike ? "; it contains " + lookalike->in_words : "";
}

}  // namespace permit
