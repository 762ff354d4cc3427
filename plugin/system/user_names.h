// Names of the machine's users.
#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

namespace permit {

/// Returns nothing for a user without a name. Any thread may call.
std::optional<std::string> name_of_user(uid_t user);

}  // namespace permit
