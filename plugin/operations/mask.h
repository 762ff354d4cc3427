// Personal data, masked: enough to recognise a number that one knows, not enough to learn it.
//
// Masks find what core/read would read, in digits of any script, with look-alikes, spaces and invisible characters.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/rule_set.h"

namespace permit {

/// `994501112233` as `9945******33`. Short values keep only their ends.
std::string mask(std::string_view value);

/// Masks the data of one page: nothing if all is revealed, and never a value that the user has named.
class Masking {
 public:
  /// Borrows the rules by which it reads. `named`: values as the register writes them.
  Masking(const RuleSet& rules, bool reveal, std::vector<std::string> named = {})
      : rules_(rules), reveal_(reveal), named_(std::move(named)) {}

  bool reveals() const { return reveal_; }
  /// A document, a plate, a phone.
  std::string operator()(const std::string& value) const;
  /// A clerk's words, or a reply: masks each document and plate that core/read would read, other numbers that are long
  /// enough to be somebody's, and each word whose token is in `personal`. Keeps dates, times and the rules' hotlines.
  std::string words(std::string_view text, const std::vector<std::string>& personal = {}) const;

 private:
  const RuleSet& rules_;
  bool reveal_;
  std::vector<std::string> named_;
};

/// Returns the values that the author of `text` has named: its tokens, alone and joined with those after them.
std::vector<std::string> values_named_in(std::string_view text);

}  // namespace permit
