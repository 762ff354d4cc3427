// smsbox's log, in whole sentences that quote values `so'.
//
// No personal data: a phone, a document, a text is in the register. Any thread; never after host_is_leaving().
#pragma once

#include <cstddef>
#include <string_view>

namespace permit {

/// Control characters become spaces; at most kLongestLine bytes are written.
void log_info(std::string_view sentence);
void log_warning(std::string_view sentence);
void log_error(std::string_view sentence);

inline constexpr std::size_t kLongestLine = 1000;

}  // namespace permit
