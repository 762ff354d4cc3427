// Kannel's own headers, the one way into them, with ownership put on what they make.
//
// They define short names (`sms`, `ack`, `info`, `error`), so they stay out of headers where they can. Only smsbox has
// the functions behind them: what uses them runs in smsbox alone.
#pragma once

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string_view>

// gwlib's libxml2 brings ICU, whose C++ would stand in the extern "C" block.
#define U_SHOW_CPLUSPLUS_API 0
extern "C" {
#include <gw/msg.h>
#include <gw/shared.h>
#include <gw/sms.h>
}

// gwlib forbids these of libc by macros; C++ headers use them.
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

/// All fields undefined, ids new.
inline MsgPtr new_message(enum msg_type type) { return MsgPtr(msg_create_real(type, __FILE__, __LINE__, __func__)); }

inline OctstrPtr new_octets(std::string_view bytes) {
  return OctstrPtr(
      octstr_create_from_data_real(bytes.data(), static_cast<long>(bytes.size()), __FILE__, __LINE__, __func__));
}

/// Empty for a null one. Valid as long as `octets` is.
inline std::string_view view(const Octstr* octets) {
  if (octets == nullptr) return {};
  return {octstr_get_cstr(octets), static_cast<std::size_t>(octstr_len(octets))};
}

}  // namespace permit
