// The rules of an operation: compiled from a folder, or those that are in force in a register.
#pragma once

#include <string>

#include "base/result.h"
#include "core/rule_set.h"
#include "core/store.h"
#include "operations/operation_error.h"
#include "ruleset/load.h"

namespace permit {

/// Compiles a folder. OperationError: broken_rules.
Result<Rules, OperationError> load_rules(const std::string& folder);

/// Compiles the rules that the register's library accepted last. The text is empty if there are none yet; `rules` is
/// null if this version does not compile them.
Result<Loaded> load_in_force(const Register& store);

/// The rules of `folder` or, when it is empty, those in force in the register. OperationError: broken_rules, no_rules,
/// stale_rules, unavailable. REQUIRES: a folder or a register. `store` is borrowed and may be null.
Result<Rules, OperationError> choose_rules(const std::string& folder, const Register* store);

/// The annotations of the rules that choose_rules() returns. Compiles them again.
Result<Annotations> annotations_of(const std::string& folder, const Register* store);

}  // namespace permit
