// The word that was meant by a misspelt one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace permit {

/// The candidate that differs from `word` in the fewest signs, when a slip of the hand can explain it; else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// `; did you mean `limit'?`, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// An id or a value in a sentence, within ` and '.
std::string quoted(std::string_view word);

/// `card-old, card-new and MYI`; empty for none.
std::string listed(const std::vector<std::string>& words, std::string_view last = " and ");

}  // namespace permit
