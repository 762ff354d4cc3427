// Characters that look like another one on a screen, described for the person who typed or pasted them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace permit {

struct Lookalike {
  enum class Kind { letter, space, invisible, quote, dash };
  Kind kind;
  std::string in_words;  ///< for a sentence: `the Cyrillic letter М`, `a no-break space`

  /// Returns what to do about it: `type a plain space`.
  std::string correction() const;
};

/// Returns the first character of `text` that looks like a plain one: a letter of another alphabet, a typographic
/// quotation mark, …; with `of`, the first of that kind.
std::optional<Lookalike> find_lookalike(std::string_view text, std::optional<Lookalike::Kind> of = std::nullopt);

/// Returns `; it contains the Cyrillic letter М`, or an empty string.
std::string note_on_lookalike(std::string_view text);

}  // namespace permit
