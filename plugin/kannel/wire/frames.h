// Kannel's box protocol as bytes: a frame is four octets of length, big-endian, and so many octets of a packed Msg.
//
//   message = type field*                type: the ordinal of the MSG in gw/msg-decl.h
//   field   = integer | string | uuid    in the order of gw/msg-decl.h
//   integer = 4 octets, big-endian
//   string  = integer octet*             so many; -1: null
//   uuid    = string                     of 36 octets
//
// gwlib reads these too, but trusts them: a length in front of nothing makes it wait for gigabytes, a negative one
// inside a message is a panic() of the host.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace permit {

/// No text of a phone comes near it. But a text that an SMSC driver lets pass, and that would end the link, would come
/// again on the next one, and so for ever.
inline constexpr std::size_t kLongestFrame = std::size_t{16} << 20;

/// Cuts frames out of what has been received.
class FrameDecoder {
 public:
  /// For received octets to be appended to. Invalidates what next() returned.
  std::string& received();
  bool has_next() const;
  /// Octets that received() must hold for the next message to be whole, as far as is known.
  std::size_t wanted() const;
  /// The next whole message, without its length. Valid until received() is called.
  std::optional<std::string_view> next();
  /// The next frame is longer than kLongestFrame: what is received is no box protocol.
  bool is_lost() const;

 private:
  std::string_view unread() const;
  std::optional<std::size_t> length() const;

  std::string buffer_;
  std::size_t read_ = 0;  ///< so much of the buffer has been cut
};

/// Whether gwlib's msg_unpack() may see it.
bool is_message(std::string_view packed);

void append_frame(std::string& to, std::string_view packed);

}  // namespace permit
