#include "kannel/wire/frames.h"

#include <cstdint>

namespace permit {

namespace {

constexpr std::size_t kLengthOctets = 4;
constexpr std::size_t kMostKept = std::size_t{4} << 20;  // of capacity, once a long frame was returned
constexpr std::uint32_t kUuidLength = 36;
constexpr std::uint32_t kNull = 0xFFFFFFFF;

/// REQUIRES: four octets.
std::uint32_t decode_integer(std::string_view octets) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < kLengthOctets; ++i) value = value << 8 | static_cast<unsigned char>(octets[i]);
  return value;
}

/// Walks over the fields of a message and remembers whether all were whole.
class FieldWalk {
 public:
  explicit FieldWalk(std::string_view packed) : rest_(packed) {}

  std::uint32_t integer() {
    if (rest_.size() < kLengthOctets) return fail();
    const std::uint32_t value = decode_integer(rest_);
    rest_.remove_prefix(kLengthOctets);
    return value;
  }

  void string() {
    const std::uint32_t length = integer();
    if (length != kNull) skip(length);
  }

  void uuid() {
    if (integer() != kUuidLength) fail();
    skip(kUuidLength);
  }

  bool whole() const { return whole_; }
  std::uint32_t fail() {
    whole_ = false;
    rest_ = {};
    return 0;
  }

 private:
  void skip(std::size_t octets) {
    if (octets > rest_.size()) fail();
    rest_.remove_prefix(whole_ ? octets : 0);
  }

  std::string_view rest_;
  bool whole_ = true;
};

// gw/msg-decl.h is a list of macros that defines the messages; it declares nothing and needs no gwlib.
enum class MessageType : std::uint32_t {
#define MSG(type, fields) type,
#include <gw/msg-decl.h>
};

}  // namespace

std::string& FrameDecoder::input_buffer() {
  buffer_.erase(0, read_);
  read_ = 0;
  if (buffer_.capacity() > kMostKept && buffer_.size() < kMostKept / 2) buffer_.shrink_to_fit();
  return buffer_;
}

std::string_view FrameDecoder::unread() const { return std::string_view{buffer_}.substr(read_); }

std::optional<std::size_t> FrameDecoder::length() const {
  if (unread().size() < kLengthOctets) return std::nullopt;
  return decode_integer(unread());
}

bool FrameDecoder::has_next() const {
  const auto wanted = length();
  return wanted && !is_invalid() && unread().size() - kLengthOctets >= *wanted;
}

std::size_t FrameDecoder::wanted() const { return is_invalid() ? 0 : kLengthOctets + length().value_or(0); }

std::optional<std::string_view> FrameDecoder::next() {
  if (!has_next()) return std::nullopt;
  const std::string_view message = unread().substr(kLengthOctets, *length());
  read_ += kLengthOctets + message.size();
  return message;
}

bool FrameDecoder::is_invalid() const { return length().value_or(0) > kLongestFrame; }

bool is_message(std::string_view packed) {
  FieldWalk walk(packed);
  switch (static_cast<MessageType>(walk.integer())) {
#define INTEGER(name) walk.integer();
#define OCTSTR(name) walk.string();
#define UUID(name) walk.uuid();
#define VOID(name)
// NOLINTNEXTLINE(bugprone-macro-parentheses): the fields are statements
#define MSG(type, fields)   \
  case MessageType::type: { \
    fields                  \
  } break;
#include <gw/msg-decl.h>
    default:
      return false;
  }
  return walk.whole();
}

void append_frame(std::string& to, std::string_view packed) {
  for (int shift = 24; shift >= 0; shift -= 8) to += static_cast<char>(packed.size() >> shift & 0xFF);
  to += packed;
}

}  // namespace permit
