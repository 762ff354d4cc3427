// The only way to include Kannel's own headers, with owners for their objects.
//
// The headers define short names (`sms`, `ack`, `info`, `error`), so include this from .cc files where possible. Only
// smsbox contains the functions: code that uses them runs in smsbox alone.
#pragma once

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string_view>

// gwlib's libxml2 includes ICU, whose C++ would be inside the extern "C" block.
#define U_SHOW_CPLUSPLUS_API 0
extern "C" {
#include <gw/msg.h>
#include <gw/shared.h>
#include <gw/sms.h>
}

// gwlib forbids these functions of libc by macros, but C++ headers use them.
#undef calloc
#undef free
#undef gethostbyname
#undef gmtime
#undef inet_ntoa
#undef localtime
#undef malloc
#undef mktime
#undef panic
#undef rand
#undef realloc
#undef strdup
#undef strftime

namespace permit {

struct GwlibDestroyer {
  void operator()(Msg* message) const { msg_destroy(message); }
  void operator()(Octstr* octets) const { octstr_destroy(octets); }
};
/// Owns a message and all its fields.
using MsgPtr = std::unique_ptr<Msg, GwlibDestroyer>;
using OctstrPtr = std::unique_ptr<Octstr, GwlibDestroyer>;

/// Returns a message whose fields are all undefined and whose ids are new.
inline MsgPtr new_message(enum msg_type type) { return MsgPtr(msg_create_real(type, __FILE__, __LINE__, __func__)); }

inline OctstrPtr new_octets(std::string_view bytes) {
  return OctstrPtr(
      octstr_create_from_data_real(bytes.data(), static_cast<long>(bytes.size()), __FILE__, __LINE__, __func__));
}

/// Returns an empty view for null. Valid as long as `octets` is.
inline std::string_view view(const Octstr* octets) {
  if (octets == nullptr) return {};
  return {octstr_get_cstr(octets), static_cast<std::size_t>(octstr_len(octets))};
}

}  // namespace permit
