// A standing permit as people write it: on a command line, in a form, in a row of an employer's file.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "core/record.h"
#include "core/rule_set.h"
#include "operations/csv.h"

namespace permit {

/// The word for the end of a permit without one. An empty end is an error.
inline constexpr const char* kWordForNoEnd = "none";
/// Bytes of one member.
inline constexpr std::size_t kLongestWords = 500;

struct StandingWords {
  std::string holder;
  std::string from;   ///< local time of the service
  std::string until;  ///< local time of the service, or kWordForNoEnd
  std::string activity{};
  std::string plate{};
  std::string reference{};
  std::string issuer{};
  std::string places{};
  std::string note{};
};

/// Checks that the rules have standing permits of that kind.
Status check_kind(const std::string& kind, const RuleSet& rules);

/// Returns the words without line ends, other control characters and outer space.
StandingWords trimmed(StandingWords words);

/// The permit that the words describe, without kind and source. The error begins with the name of the member, `until:
/// …'.
Result<StandingPermit> read_standing(const StandingWords& given, const RuleSet& rules);
/// The reverse of read_standing().
StandingWords words_of(const StandingPermit& permit, const Zone& zone);

/// For files of standing permits: the columns, reading a row, writing a row.
std::vector<CsvColumn> standing_columns();
/// REQUIRES: the header line was read with standing_columns() first; other columns may follow.
StandingWords standing_row(const CsvReader& table);
std::string standing_line(const StandingWords& words);
/// The header line of such a file.
std::string standing_header();

}  // namespace permit
