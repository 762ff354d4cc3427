// Messages of Kannel's box protocol, as bearerbox and its boxes write them to each other.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace permit::test {

/// Fields go by their names in gw/msg-decl.h; one that is not there is undefined.
struct BoxMessage {
  std::string type;
  std::map<std::string, std::string, std::less<>> strings = {};  ///< uuids too, in their 36 letters
  std::map<std::string, std::int32_t, std::less<>> integers = {};

  std::string string(std::string_view name) const;
  /// -1 is undefined.
  std::int32_t integer(std::string_view name) const;
};

/// A text of a phone, in GSM letters.
BoxMessage mobile_text(std::string_view phone, std::string_view text);
BoxMessage ack_of(std::string_view id, std::int32_t nack = 0);
BoxMessage admin_command(std::int32_t command);

/// A new one each time.
std::string new_uuid();

/// A string that is undefined is null; a uuid, all noughts. REQUIRES: the type is one of gw/msg-decl.h.
std::string pack(const BoxMessage& message);
/// Nothing unless it is one whole message.
std::optional<BoxMessage> unpack(std::string_view packed);

/// Four octets of length, and these.
std::string frame_of(std::string_view packed);
inline std::string frame_of(const BoxMessage& message) { return frame_of(pack(message)); }
/// Takes all whole frames off `received`, without their lengths.
std::vector<std::string> take_frames(std::string& received);

std::string octets_of(std::uint32_t number);

}  // namespace permit::test
