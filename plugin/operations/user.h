// The user of this program, for the log.
//
// It is the user who logged in, which the kernel keeps across sudo and su (proc(5), /proc/PID/loginuid). If nobody has
// logged in, as in a container, it is the caller of sudo ($SUDO_USER), otherwise the real user.
//
// sudo sets $SUDO_USER, so a caller whom sudoers lets run this program cannot choose it. A process without sudo can,
// but it can write the log only as root or as the owner of the register, who can write any name there anyway.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace permit {

/// The name of the user, or `uid 1234` without one. Not safe for several threads.
std::string user_name();

/// Keeps the present name for later calls: the process is about to take the rights of another user. Not safe for
/// several threads.
void keep_user_name();

/// `name', or the user's name if `name' is blank. Not safe for several threads.
std::string name_or_user(const std::string& name);

/// The name of the user by the rules above; `sudo_user` may be empty.
std::string user_name(std::optional<uid_t> logged_in, std::string_view sudo_user, uid_t real);

}  // namespace permit
