// Signs that pass for another one on a screen, named for whoever typed or pasted them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace permit {

struct DisguisedSign {
  enum class Kind { letter, space, invisible, quote, dash };
  Kind kind;
  std::string in_words;  ///< `the Cyrillic letter М`, `a no-break space`

  /// What to do about it: `type a plain space`.
  std::string mend() const;
};

/// The first sign of `text` that passes for a plain one: a letter of another alphabet, a typographic quotation mark, …;
/// the first of one kind.
std::optional<DisguisedSign> disguised_sign(std::string_view text,
                                            std::optional<DisguisedSign::Kind> of = std::nullopt);

/// `; the Cyrillic letter М stands in it`, or nothing.
std::string note_on_disguise(std::string_view text);

}  // namespace permit
