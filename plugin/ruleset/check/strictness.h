// Whether people lose something when one set of rules follows another.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"

namespace permit {

/// In what `after` is stricter than `before`: `code 1: 2 h instead of 3 h`. Nothing when it is not.
std::vector<std::string> stricter_in(const Decree& before, const Decree& after);

/// Whether two limits count the same permits in the same time, whatever they allow.
bool count_alike(const Limit& one, const Limit& other);

}  // namespace permit
