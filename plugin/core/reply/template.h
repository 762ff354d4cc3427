// Reply texts as rule authors write them: `{document}[, car {plate}], until {until}`.
//
// A `{name}` is replaced by its value. A part in `[…]` vanishes when a value named in it is absent; such parts do not
// nest. `{{`, `}}`, `[[` and `]]` are the signs themselves.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace permit {

/// What a reply can name. The names authors use are in kPlaceholderNames, in the same order.
enum class Placeholder {
  code,         ///< purpose code of the permit, or as asked for
  document,     ///< the document as the register writes it
  plate,        ///< the plate as the register writes it
  from,         ///< local time the permit begins, with the date when it is not today's
  until,        ///< local time the permit ends, likewise
  next,         ///< local time from which the next permit is possible, likewise
  used,         ///< local times at which the permits were given that fill a limit
  clause,       ///< what the answer rests on
  hotline,      ///< whom to call, by document
  number_from,  ///< where the holder finds the document's number
  given,        ///< the part of the text that was not understood
  have,         ///< digits counted in it
  need,         ///< digits wanted
  example,      ///< a right text for that document
  mended,       ///< the whole text as it may have been meant
  permits,      ///< the live permits of a document
  since,        ///< local time an interval without permits began, likewise
  name,         ///< of the purpose
  codes,        ///< the purpose codes of the decree in force
  counted,      ///< the purpose codes of the permits that a limit counted
  phone,        ///< the sender
  field,        ///< id of the message's field that was not understood
  answer,       ///< what a tried text would be replied
  check,        ///< check code of the permit
  own,          ///< the first of the message's own fields (kMostOwnValues); those behind it follow
};

inline constexpr std::array<std::string_view, 24> kPlaceholderNames = {
    "code",    "document",    "plate", "from",    "until", "next",    "used",   "clause",
    "hotline", "number-from", "given", "have",    "need",  "example", "mended", "permits",
    "since",   "name",        "codes", "counted", "phone", "field",   "answer", "check"};

/// So many values a message may have of its own.
inline constexpr std::size_t kMostOwnValues = 8;

/// The message's own value number `at`, from 0.
constexpr Placeholder own_value(std::size_t at) {
  return static_cast<Placeholder>(static_cast<std::size_t>(Placeholder::own) + at);
}

/// As authors write it, without the braces; `own` are the ids of the message's own values.
std::string_view name_of(Placeholder value, std::span<const std::string> own);

/// Values by placeholder; an absent one is nullopt.
class TemplateValues {
 public:
  std::optional<std::string>& operator[](Placeholder name) { return values_[static_cast<std::size_t>(name)]; }
  const std::optional<std::string>& operator[](Placeholder name) const {
    return values_[static_cast<std::size_t>(name)];
  }

 private:
  std::array<std::optional<std::string>, kPlaceholderNames.size() + kMostOwnValues> values_;
};

class Template {
 public:
  /// The error names the offending piece of `source`. A text that could leave nothing to send is one. `own` are the
  /// ids of the message's own values.
  static Result<Template> parse(std::string_view source, std::span<const std::string> own = {});

  const std::string& source() const { return source_; }

  /// An absent value outside of `[…]` renders as nothing; the rule checker has warned of it.
  std::string render(const TemplateValues& values) const;

  /// Every placeholder named, each with whether it stands inside `[…]`.
  struct Use {
    Placeholder name;
    bool optional;
  };
  std::vector<Use> uses() const;

 private:
  class Reader;
  struct Piece {
    std::string literal;  ///< printed before the placeholder
    std::optional<Placeholder> name;
    int group;  ///< 0 outside of […], else its ordinal
  };

  bool can_be_blank() const;

  std::string source_;
  std::vector<Piece> pieces_;
};

}  // namespace permit
