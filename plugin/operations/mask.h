// Personal data, masked: enough to recognise a number that one knows, not enough to learn it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace permit {

/// `994501112233` as `9945******33`. Short values keep only their ends.
std::string mask(std::string_view value);

/// Masks the data of one page: nothing if all is revealed, and never the value that the user has named.
class Masking {
 public:
  explicit Masking(bool reveal, std::string named = {}) : reveal_(reveal), named_(std::move(named)) {}

  /// A document, a plate, a phone.
  std::string operator()(const std::string& value) const;
  /// A clerk's words, or a reply: a longer word with a digit, even with hyphens, may be somebody's number.
  std::string words(std::string_view text) const;
  /// A text as it was sent, where a number may be in pieces: masks all but single digits.
  std::string text(std::string_view text) const;

 private:
  std::string in(std::string_view text, std::size_t shortest) const;

  bool reveal_;
  std::string named_;
};

}  // namespace permit
