// Reply texts as rule authors write them: `{document}[, car {plate}], until {until}`.
//
// A `{name}` is replaced by its value. A part in `[…]` vanishes if a value named in it is missing; such parts do not
// nest. `{{`, `}}`, `[[` and `]]` are the characters themselves.
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

/// The values that a reply can name. kPlaceholderNames has the names for authors, in the same order.
enum class Placeholder {
  code,         ///< purpose code of the permit, or as asked for
  document,     ///< the document as the register writes it
  plate,        ///< the plate as the register writes it
  from,         ///< local time when the permit begins, with the date if it is not today's
  until,        ///< local time when the permit ends, with the date if it is not today's
  next,         ///< local time from which the next permit is possible, with the date if it is not today's
  used,         ///< local times when the permits that a limit counts were given
  clause,       ///< the clause that decides the answer
  hotline,      ///< whom to call, by kind of document
  number_from,  ///< where the holder finds the document's number
  given,        ///< the part of the text that was not understood
  have,         ///< digits counted in the given part
  need,         ///< digits wanted
  example,      ///< an example of a correct text for that document
  mended,       ///< the whole text, corrected, as it may have been meant
  permits,      ///< the live permits of a document
  since,        ///< local time when an interval without permits began, with the date if it is not today's
  name,         ///< the name of the purpose
  codes,        ///< the purpose codes of the decree in force
  counted,      ///< the purpose codes of the permits that a limit counted
  phone,        ///< the sender
  field,        ///< id of the message's field that was not understood
  answer,       ///< the reply that a tried text would get
  check,        ///< the check code of the permit
  custom,       ///< the first of the message's custom fields (kMostCustomFields); the others follow
};

inline constexpr std::array<std::string_view, 24> kPlaceholderNames = {
    "code",    "document",    "plate", "from",    "until", "next",    "used",   "clause",
    "hotline", "number-from", "given", "have",    "need",  "example", "mended", "permits",
    "since",   "name",        "codes", "counted", "phone", "field",   "answer", "check"};

/// A message format may have at most this many custom fields.
inline constexpr std::size_t kMostCustomFields = 8;

/// Returns the placeholder of the message's custom field `at`, from 0.
constexpr Placeholder custom_value(std::size_t at) {
  return static_cast<Placeholder>(static_cast<std::size_t>(Placeholder::custom) + at);
}

/// Returns the name that authors write, without the braces; `custom_ids` are the ids of the message's custom fields.
std::string_view name_of(Placeholder value, std::span<const std::string> custom_ids);

/// Values by placeholder; a missing value is nullopt.
class TemplateValues {
 public:
  std::optional<std::string>& operator[](Placeholder name) { return values_[static_cast<std::size_t>(name)]; }
  const std::optional<std::string>& operator[](Placeholder name) const {
    return values_[static_cast<std::size_t>(name)];
  }

 private:
  std::array<std::optional<std::string>, kPlaceholderNames.size() + kMostCustomFields> values_;
};

/// A compiled reply text. A value; any thread may read it.
class Template {
 public:
  /// Compiles a text. The error names the wrong part of `source`; a text that could render as blank is an error
  /// too. `custom_ids` are the ids of the message's custom fields.
  static Result<Template> parse(std::string_view source, std::span<const std::string> custom_ids = {});

  const std::string& source() const { return source_; }

  /// Renders the text. A missing value outside of `[…]` becomes an empty string; the rule checker has warned of it.
  std::string render(const TemplateValues& values) const;

  /// A placeholder of the text, and whether it is inside `[…]`.
  struct Use {
    Placeholder name;
    bool optional;
  };
  std::vector<Use> uses() const;

 private:
  class Reader;
  struct Piece {
    std::string literal;  ///< text before the placeholder
    std::optional<Placeholder> name;
    int group;  ///< 0 outside of `[…]`, else the number of the group
  };

  bool can_be_blank() const;

  std::string source_;
  std::vector<Piece> pieces_;
};

}  // namespace permit
