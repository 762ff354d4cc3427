#include "base/nearest.h"

#include <algorithm>
#include <cstddef>

#include "base/lookalike.h"
#include "base/normalize.h"

namespace permit {

namespace {

constexpr std::size_t kLongestWord = 64;

/// Returns the number of characters inserted, omitted, replaced, or swapped with their neighbour (optimal string
/// alignment).
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::vector<std::size_t>> apart(one.size() + 1, std::vector<std::size_t>(other.size() + 1));
  for (std::size_t i = 0; i <= one.size(); ++i) apart[i][0] = i;
  for (std::size_t j = 0; j <= other.size(); ++j) apart[0][j] = j;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t exchanged = apart[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
      apart[i][j] = std::min({exchanged, apart[i - 1][j] + 1, apart[i][j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
      if (swapped) apart[i][j] = std::min(apart[i][j], apart[i - 2][j - 2] + 1);
    }
  }
  return apart[one.size()][other.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > kLongestWord) return {};
  if (find_lookalike(word)) {
    for (const std::string& candidate : candidates) {
      if (normalize(word).tokens == normalize(candidate).tokens) return candidate;
    }
  }
  std::string best;
  std::size_t closest = std::min<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t apart = distance(word, candidate);
    if (apart >= closest) continue;
    closest = apart;
    best = candidate;
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string meant = nearest(word, candidates);
  return meant.empty() ? "" : "; did you mean `" + meant + "'?";
}

std::string in_quotes(std::string_view word) { return "`" + std::string(word) + "'"; }

std::string listed(const std::vector<std::string>& words, std::string_view last) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? last : ", ";
    list += words[i];
  }
  return list;
}

}  // namespace permit
