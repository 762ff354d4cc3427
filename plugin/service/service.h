// The service: texts from bearerbox to core/answer.h and back, until smsbox leaves.
#pragma once

#include <string>

namespace permit {

/// Serves by the configuration in `file`; returns when smsbox leaves, or after telling the log why it cannot serve.
void serve(const std::string& file);

}  // namespace permit
