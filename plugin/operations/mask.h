// Personal data on a screen: enough to recognise what one knows, not enough to learn it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace permit {

/// `994501112233` as `9945******33`. Short values keep their ends only.
std::string mask(std::string_view value);

/// What one screen shows: everything when all is revealed, and always what the asker named himself.
class Masking {
 public:
  Masking(bool reveal, std::string named = {}) : reveal_(reveal), named_(std::move(named)) {}

  /// A document, a plate, a phone.
  std::string operator()(const std::string& value) const;
  /// A clerk's words, or a reply: a longer word with a digit in it may be somebody's number, also with hyphens.
  std::string words(std::string_view text) const;
  /// A text as a stranger sent it, where a number may stand in pieces: all but single digits.
  std::string text(std::string_view text) const;

 private:
  std::string in(std::string_view text, std::size_t shortest) const;

  bool reveal_;
  std::string named_;
};

}  // namespace permit
