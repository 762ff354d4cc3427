// Who runs permitctl: for the record of what he does.
//
// Whoever logged in, as the kernel keeps it over sudo and su (proc(5), /proc/PID/loginuid); where nobody has logged in,
// as in a container, for root the user of sudo ($SUDO_USER), else the real user. $USER is anybody's to set and is not
// asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace permit {

/// His name; `uid 1234` for one that has none.
std::string user_name();

/// Likewise, of what was found; `sudo_user` may be empty.
std::string user_name(std::optional<uid_t> logged_in, std::string_view sudo_user, uid_t real);

}  // namespace permit
