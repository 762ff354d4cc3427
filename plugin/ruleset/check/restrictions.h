// Compares two decrees: does the later one take something away from people?
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"

namespace permit {

/// Lists the ways in which `after` is stricter than `before`: `code 1: 2 h instead of 3 h`. Empty: not stricter.
std::vector<std::string> added_restrictions(const Decree& before, const Decree& after);

/// Whether two limits count the same permits over one period; they may allow different numbers.
bool count_same_permits(const Limit& one, const Limit& other);

}  // namespace permit
