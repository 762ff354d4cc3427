// bearerbox's administration by HTTP.
#pragma once

#include <string>
#include <string_view>

#include "test/rig/socket.h"

namespace permit::test {

inline constexpr std::string_view kAdminPassword = "rig";

/// Sends one command (`status.txt`, `shutdown`, `stop-smsc?smsc=fake`, …) and waits for its answer, two seconds at
/// most; empty when nobody listens.
std::string administer(Port port, std::string_view command);

}  // namespace permit::test
