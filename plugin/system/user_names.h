// Names of the machine's users.
#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

namespace permit {

/// Returns nothing for a user without a name. Any thread may call.
std::optional<std::string> name_of_user(uid_t user);

/// Returns `` `kannel' ``, or `user 4711' for a user without a name. Any thread may call.
std::string user_in_words(uid_t user);

}  // namespace permit
