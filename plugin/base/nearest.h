// Suggestions for misspelt words, and lists of words for messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace permit {

/// Returns the candidate that differs from `word` in the fewest characters, if a typing error can explain the
/// difference; else an empty string.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// Returns `; did you mean `limit'?`, or an empty string.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// Returns `word` for a sentence, between ` and '.
std::string in_quotes(std::string_view word);

/// Returns `card-old, card-new and MYI`; an empty string for no words.
std::string listed(const std::vector<std::string>& words, std::string_view last = " and ");

}  // namespace permit
