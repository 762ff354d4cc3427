// Every plate that has a permit, in the order of plates, one page at a time: for cameras that work offline.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/inspection.h"
#include "core/record.h"
#include "store/lmdb/environment.h"

namespace permit {

/// Returns at most `most` plates after `after`, the last plate of the previous page or empty; `by_text` has the permits
/// decided in [since, until). A page opens one database per day. Throws Failure on a damaged row.
std::vector<PlatePermits> find_plates(const lmdb::ReadTransaction& transaction, std::string_view after,
                                      std::size_t most, Instant since, Instant until);

}  // namespace permit
