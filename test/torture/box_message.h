// Messages of Kannel's box protocol, as bearerbox and its boxes send them to each other.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace permit::test {

/// Fields have the names of gw/msg-decl.h; one that is absent here is undefined.
struct BoxMessage {
  std::string type;
  std::map<std::string, std::string, std::less<>> strings = {};  ///< uuids too, in 36 characters
  std::map<std::string, std::int32_t, std::less<>> integers = {};

  std::string string(std::string_view name) const;
  /// -1 is undefined.
  std::int32_t integer(std::string_view name) const;
};

/// Returns a text from a phone, in GSM characters.
BoxMessage mobile_text(std::string_view phone, std::string_view text);
BoxMessage ack_of(std::string_view id, std::int32_t nack = 0);
BoxMessage admin_command(std::int32_t command);

/// Returns a new one each time.
std::string new_uuid();

/// Writes an undefined string as null and an undefined uuid as zeros. REQUIRES: the type is in gw/msg-decl.h.
std::string pack(const BoxMessage& message);
/// Returns nothing unless the bytes are one whole message.
std::optional<BoxMessage> unpack(std::string_view packed);

/// Returns the four octets of length and `packed`.
std::string frame_of(std::string_view packed);
inline std::string frame_of(const BoxMessage& message) { return frame_of(pack(message)); }
/// Removes all whole frames from `received` and returns them without their lengths.
std::vector<std::string> take_frames(std::string& received);

std::string octets_of(std::uint32_t number);

}  // namespace permit::test
