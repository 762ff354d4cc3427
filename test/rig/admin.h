// Administers bearerbox over HTTP.
#pragma once

#include <string>
#include <string_view>

#include "test/rig/socket.h"

namespace permit::test {

inline constexpr std::string_view kAdminPassword = "rig";

/// Sends one command (`status.txt`, `shutdown`, `stop-smsc?smsc=fake`, …) and returns its answer. Waits at most two
/// seconds. Returns an empty text when nothing listens.
std::string administer(Port port, std::string_view command);

}  // namespace permit::test
