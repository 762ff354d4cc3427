// Writes to smsbox's log, in whole sentences that quote values `so'.
//
// Log no personal data: phones, documents and texts belong in the register. Any thread may call, but never after
// host_is_leaving().
#pragma once

#include <cstddef>
#include <string_view>

namespace permit {

/// Control characters become spaces. At most kLongestLine bytes are written.
void log_info(std::string_view sentence);
void log_warning(std::string_view sentence);
void log_error(std::string_view sentence);

inline constexpr std::size_t kLongestLine = 1000;

}  // namespace permit
