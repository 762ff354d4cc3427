// A list that decrees refuse, as a file: CSV with a header line of of, key, until, why.
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
  std::uint64_t bad = 0;  ///< rows; when there is one, nobody was put on the list
  std::uint64_t put = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t over = 0;  ///< rows left out because their time is over
};

/// Called now and then with the rows that were entered, of all that are new. May be empty.
using OnListProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

/// Puts on the list everybody in the file; a person on the list who is not in the file stays there. Nobody is put on it
/// when a row is bad or names somebody a second time. The same file a second time changes nothing. `by` did it. Memory
/// grows with the file. Works in steps that texts hardly notice. OperationError: bad_input for a list that the rules do
/// not know, unavailable.
Result<ListImport, OperationError> import_list(std::istream& file, RegisterStore& store, const RuleSet& rules,
                                               const std::string& list, const std::string& by,
                                               const OnBadRow& on_bad_row, const OnListProgress& on_progress,
                                               Instant now);

/// The header line of such a file, and a row.
std::string list_header();
std::string list_line(const Listing& listing, const Zone& zone, const Masking& mask);

}  // namespace permit
