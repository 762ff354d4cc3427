// What a text asks for. parse_request() is pure: the same bytes, rules and time give the same request.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/rule_set.h"
#include "core/text.h"

namespace permit {

/// A reply repeats at most this many bytes of what was typed.
inline constexpr std::size_t kMostRepeated = 20;

/// An understood text that asks for a permit. Nothing in it was guessed: a permit for the wrong person is worse than a
/// refusal.
struct PermitRequest {
  std::string purpose;                ///< empty: the message has no such field
  std::string document;               ///< as the register writes it; empty: the permit belongs to the phone
  std::string document_kind;          ///< DocumentKind::id
  std::string plate;                  ///< as the register writes it; empty: none
  bool plate_unclear = false;         ///< what was written as a plate could not be read
  std::vector<std::string> fields{};  ///< values of the message's custom fields, in order; empty: left out

  friend bool operator==(const PermitRequest&, const PermitRequest&) = default;
};

/// A word of the rules: HELP, or STATUS with its document.
struct WordRequest {
  std::string reply;  ///< id of the reply text
  std::string reply_if_none;
  std::string document;  ///< empty: the word is not about a document
  std::string document_kind;
  bool about_phone = false;  ///< it is about the sender's permits
};

/// A text that could not be read, with what the reply can say about it. Absent values are empty.
struct UnreadableRequest {
  std::string reply;          ///< id of the reply text
  std::string code;           ///< the purpose code, if it was read
  std::string given;          ///< the wrong part, normalized and shortened
  std::string have;           ///< digits in the wrong part
  std::string need;           ///< digits wanted: `8` or `4-12`
  std::string corrected;      ///< the whole text as it may have been meant: proposed, never assumed
  std::string document_kind;  ///< the kind of document that it nearly was
  std::string field{};        ///< id of the wrong field of the message
  std::string word{};         ///< the word of the rules at the start of the text
};

/// A word of the rules before a whole text: asks what that text would get.
struct TrialRequest {
  std::string reply;  ///< id of the reply text
  std::variant<PermitRequest, WordRequest, UnreadableRequest> ask;
  std::string language;       ///< of the reply that the tried text would get
  std::string document_kind;  ///< of the tried text
};

/// Holds strings only, so it stays valid when the rules are swapped.
struct Request {
  std::variant<PermitRequest, WordRequest, UnreadableRequest, TrialRequest> ask;
  std::string language;  ///< of the reply; one of the rules' languages

  /// Returns null unless the answer may change the register; then it waits for the commit.
  const PermitRequest* permit() const { return std::get_if<PermitRequest>(&ask); }
};

/// Reads a text. `now` matters for numbers without letters, which are documents under some decrees, and for corrections
/// that a reply proposes.
Request parse_request(const Text& text, const RuleSet& rules, Instant now);

}  // namespace permit
