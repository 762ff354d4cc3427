// A list that decrees refuse, as a CSV file with the columns `of', `key', `until' and `why'.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

#include "core/rule_set.h"
#include "operations/bad_row.h"
#include "operations/mask.h"
#include "operations/operation_error.h"
#include "store/open.h"

namespace permit {

struct ListImport {
  std::uint64_t bad = 0;  ///< bad rows; if there are any, nobody was put on the list
  std::uint64_t put = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t expired = 0;  ///< rows skipped because they have expired
};

/// Called now and then with the number of entered rows and of all new ones. May be empty.
using OnListProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

/// Puts everybody in the file on the list. Somebody on the list who is not in the file stays there. Puts nobody on it
/// if a row is bad or names somebody a second time. Importing the same file again changes nothing. `by` is the user.
/// Memory grows with the file. Works in steps that hardly delay texts. OperationError: bad_input for a list that the
/// rules do not know, unavailable.
Result<ListImport, OperationError> import_list(std::istream& file, RegisterStore& store, const RuleSet& rules,
                                               const std::string& list, const std::string& by,
                                               const OnBadRow& on_bad_row, const OnListProgress& on_progress,
                                               Instant now);

/// The header line of such a file, and one row.
std::string list_header();
std::string list_line(const Listing& listing, const Zone& zone, const Masking& mask);

}  // namespace permit
