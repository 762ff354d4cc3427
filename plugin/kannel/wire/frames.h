// Kannel's box protocol as bytes. A frame is a length of four octets, big-endian, then a packed Msg of that many
// octets.
//
//   message = type field*                type: the ordinal of the MSG in gw/msg-decl.h
//   field   = integer | string | uuid    in the order of gw/msg-decl.h
//   integer = 4 octets, big-endian
//   string  = integer octet*             that many octets; -1: null
//   uuid    = string                     of 36 octets
//
// gwlib reads these too, but trusts them: a length without data makes it wait for gigabytes, and a negative length
// inside a message calls panic() in the host.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace permit {

/// Texts from phones are far shorter. The limit is high: a longer text, if an SMSC driver passed it, would close the
/// link, come again, and close the next link, forever.
inline constexpr std::size_t kLongestFrame = std::size_t{16} << 20;

/// Splits received bytes into frames.
class FrameDecoder {
 public:
  /// The buffer to append received octets to. Invalidates what next() returned.
  std::string& input_buffer();
  bool has_next() const;
  /// Returns the number of octets that input_buffer() must hold to complete the next message, as far as is known.
  std::size_t wanted() const;
  /// Returns the next whole message without its length. Valid until input_buffer() is called.
  std::optional<std::string_view> next();
  /// Whether the next frame is longer than kLongestFrame. The input is then not the box protocol.
  bool is_invalid() const;

 private:
  std::string_view unread() const;
  std::optional<std::size_t> length() const;

  std::string buffer_;
  std::size_t read_ = 0;  ///< octets of the buffer that were returned
};

/// Whether it is safe to pass `packed` to gwlib's msg_unpack().
bool is_message(std::string_view packed);

void append_frame(std::string& to, std::string_view packed);

}  // namespace permit
