// The person who changes the register, and the reason.
#pragma once

#include <string>

#include "core/history.h"
#include "operations/operation_error.h"

namespace permit {

/// OperationError: bad_input when `why` is blank: the log needs a reason.
Result<Actor, OperationError> actor_with_reason(const std::string& by, const std::string& why);

}  // namespace permit
