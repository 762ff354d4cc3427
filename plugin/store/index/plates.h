// Every plate that anything stands under, in the order of plates, a page at a time: for cameras that work offline.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/inspection.h"
#include "core/record.h"
#include "store/lmdb/environment.h"

namespace permit {

/// At most `most` plates behind `after', which is that of the page before, or empty. Permits by text are those decided
/// in [since, until). A page costs one open database a day. Throws Failure at a damaged row.
std::vector<PlatePermits> find_plates(const lmdb::ReadTransaction& transaction, std::string_view after,
                                      std::size_t most, Instant since, Instant until);

}  // namespace permit
