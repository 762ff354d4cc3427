// Characters that look like another one on a screen, described for the person who typed or pasted them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace permit {

struct DisguisedSign {
  enum class Kind { letter, space, invisible, quote, dash };
  Kind kind;
  std::string in_words;  ///< for a sentence: `the Cyrillic letter М`, `a no-break space`

  /// Returns what to do about it: `type a plain space`.
  std::string mend() const;
};

/// Returns the first character of `text` that looks like a plain one: a letter of another alphabet, a typographic
/// quotation mark, …; with `of`, the first of that kind.
std::optional<DisguisedSign> disguised_sign(std::string_view text,
                                            std::optional<DisguisedSign::Kind> of = std::nullopt);

/// Returns `; the Cyrillic letter М stands in it`, or an empty string.
std::string note_on_disguise(std::string_view text);

}  // namespace permit
