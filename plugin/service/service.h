// The service: passes texts from bearerbox to core/answer.h, and the answers back, until smsbox exits.
#pragma once

#include <string>

namespace permit {

/// Runs with the configuration in `file`. Returns when smsbox exits, or after it has logged why it cannot run.
void run_service(const std::string& file);

}  // namespace permit
