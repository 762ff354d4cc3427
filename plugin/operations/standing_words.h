// A standing permit as people write it: on a command line, in a row of an employer's file.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "core/record.h"
#include "core/rule_set.h"
#include "operations/csv.h"

namespace permit {

/// What stands where a permit has no end. Nothing at all is a slip.
inline constexpr const char* kWordForNoEnd = "none";
/// Bytes of one of the words.
inline constexpr std::size_t kLongestWords = 500;

struct StandingWords {
  std::string holder;
  std::string from;   ///< local time of the service
  std::string until;  ///< likewise, or kWordForNoEnd
  std::string activity{};
  std::string plate{};
  std::string reference{};
  std::string issuer{};
  std::string places{};
  std::string note{};
};

/// Whether the rules have standing permits of that kind.
Status check_kind(const std::string& kind, const RuleSet& rules);

/// The permit that they mean, without kind and source. The error names the word, `until: …'.
Result<StandingPermit> read_standing(const StandingWords& words, const RuleSet& rules);
/// The words that mean it.
StandingWords words_of(const StandingPermit& permit, const Zone& zone);

/// Files of standing permits: their columns, a row under these as words, words as a row.
std::vector<CsvColumn> standing_columns();
/// REQUIRES: the table was opened with standing_columns(), and maybe others behind them.
StandingWords standing_row(const CsvReader& table);
std::string standing_line(const StandingWords& words);

}  // namespace permit
