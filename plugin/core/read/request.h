// What a text asks for. parse_request() is pure: the same bytes under the same rules at one time are the same request.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/rule_set.h"
#include "core/text.h"

namespace permit {

/// A reply repeats no more of a stranger's text than this, in bytes.
inline constexpr std::size_t kMostRepeated = 20;

/// A text that asks for a permit, understood. A wrong person's permit is worse than a refusal: nothing in it was
/// guessed.
struct PermitRequest {
  std::string purpose;                ///< empty: the message has no such field
  std::string document;               ///< as the register writes it; empty: the permit is the phone's
  std::string document_kind;          ///< DocumentKind::id
  std::string plate;                  ///< as the register writes it; empty: none
  bool plate_unclear = false;         ///< something stood where a plate would, and could not be read
  std::vector<std::string> fields{};  ///< values of the message's own fields, in their order; empty: left out

  friend bool operator==(const PermitRequest&, const PermitRequest&) = default;
};

/// A word of the rules: HELP, or STATUS with its document.
struct WordRequest {
  std::string reply;  ///< id of the text
  std::string reply_if_none;
  std::string document;  ///< empty: the word is not about one
  std::string document_kind;
  bool about_phone = false;  ///< it is about the permits of the sender
};

/// A text that could not be read, with what the reply can say about it. Absent values are empty.
struct UnreadableRequest {
  std::string reply;          ///< id of the text
  std::string code;           ///< the purpose code, when it was read
  std::string given;          ///< the wrong part, folded and short
  std::string have;           ///< digits in it
  std::string need;           ///< digits wanted: `8` or `4-12`
  std::string mended;         ///< a text that may have been meant: proposed, never assumed
  std::string document_kind;  ///< the kind it nearly was
  std::string field{};        ///< id of the message's field that is wrong
  std::string word{};         ///< the word of the rules that began the text
};

/// A word of the rules before a whole text: what would that one get?
struct TrialRequest {
  std::string reply;  ///< id of the text that tells it
  std::variant<PermitRequest, WordRequest, UnreadableRequest> ask;
  std::string language;       ///< that the text would be answered in
  std::string document_kind;  ///< that of `ask`
};

/// Holds strings only, so it stays valid when the rules are swapped.
struct Request {
  std::variant<PermitRequest, WordRequest, UnreadableRequest, TrialRequest> ask;
  std::string language;  ///< of the reply; one of the rules'

  /// Whether the answer may change the register: then it waits for the commit.
  const PermitRequest* permit() const { return std::get_if<PermitRequest>(&ask); }
};

/// `now` is needed where a number without letters is a document under some decrees, and for what a reply proposes.
Request parse_request(const Text& text, const RuleSet& rules, Instant now);

}  // namespace permit
