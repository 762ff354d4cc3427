#include "test/torture/box_message.h"

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <ctime>

namespace permit::test {
namespace {

constexpr std::string_view kNoId = "00000000-0000-0000-0000-000000000000";
constexpr std::uint32_t kNull = 0xFFFFFFFF;
constexpr std::size_t kLengthOctets = 4;

// The types and fields of messages, in the order of gw/msg-decl.h.
enum class Type : std::uint32_t {
#define MSG(type, fields) type,
#include <kannel/gw/msg-decl.h>
};

constexpr const char* kTypeNames[] = {
#define MSG(type, fields) #type,
#include <kannel/gw/msg-decl.h>
};

template <typename Walk>
void walk_fields(std::uint32_t type, Walk& walk) {
  switch (static_cast<Type>(type)) {
#define INTEGER(name) walk.integer(#name);
#define OCTSTR(name) walk.string(#name);
#define UUID(name) walk.uuid(#name);
#define VOID(name)
#define MSG(type, fields) \
  case Type::type: {      \
    fields                \
  } break;
#include <kannel/gw/msg-decl.h>
  }
}

std::uint32_t number_of(std::string_view octets) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < kLengthOctets; ++i) number = number << 8 | static_cast<unsigned char>(octets[i]);
  return number;
}

class Packer {
 public:
  explicit Packer(const BoxMessage& message) : message_(message) {}

  void integer(const char* name) { packed += octets_of(static_cast<std::uint32_t>(message_.integer(name))); }
  void string(const char* name) {
    const auto found = message_.strings.find(name);
    found == message_.strings.end() ? void(packed += octets_of(kNull)) : append(found->second);
  }
  void uuid(const char* name) {
    const auto found = message_.strings.find(name);
    append(found == message_.strings.end() ? kNoId : std::string_view{found->second});
  }

  std::string packed;

 private:
  void append(std::string_view value) {
    packed += octets_of(static_cast<std::uint32_t>(value.size()));
    packed += value;
  }

  const BoxMessage& message_;
};

class Unpacker {
 public:
  Unpacker(BoxMessage& message, std::string_view rest) : message_(message), rest_(rest) {}

  void integer(const char* name) {
    if (const auto value = number()) message_.integers[name] = static_cast<std::int32_t>(*value);
  }
  void string(const char* name) {
    const auto length = number();
    if (length && *length != kNull) message_.strings[name] = octets(*length);
  }
  void uuid(const char* name) {
    string(name);
    if (message_.string(name).size() != kNoId.size()) whole = false;
  }
  std::optional<std::uint32_t> number() {
    const std::string read = octets(kLengthOctets);
    return whole ? std::optional(number_of(read)) : std::nullopt;
  }

  bool whole = true;

 private:
  std::string octets(std::size_t count) {
    whole = whole && count <= rest_.size();
    if (!whole) return {};
    std::string read(rest_.substr(0, count));
    rest_.remove_prefix(count);
    return read;
  }

  BoxMessage& message_;
  std::string_view rest_;
};

}  // namespace

std::string BoxMessage::string(std::string_view name) const {
  const auto found = strings.find(name);
  return found == strings.end() ? "" : found->second;
}

std::int32_t BoxMessage::integer(std::string_view name) const {
  const auto found = integers.find(name);
  return found == integers.end() ? -1 : found->second;
}

BoxMessage mobile_text(std::string_view phone, std::string_view text) {
  return {.type = "sms",
          .strings = {{"sender", std::string(phone)},
                      {"receiver", "8103"},
                      {"msgdata", std::string(text)},
                      {"smsc_id", "fake"},
                      {"id", new_uuid()}},
          .integers = {{"time", static_cast<std::int32_t>(std::time(nullptr))}, {"sms_type", 0}, {"coding", 0}}};
}

BoxMessage ack_of(std::string_view id, std::int32_t nack) {
  return {.type = "ack",
          .strings = {{"id", std::string(id)}},
          .integers = {{"nack", nack}, {"time", static_cast<std::int32_t>(std::time(nullptr))}}};
}

BoxMessage admin_command(std::int32_t command) { return {.type = "admin", .integers = {{"command", command}}}; }

std::string new_uuid() {
  // Gives consecutive numbers very different digits, so that no error turns one into another.
  constexpr std::uint64_t spread = 0x9E3779B97F4A7C15;
  static std::uint64_t made = 0;
  const std::uint64_t digits = ++made * spread >> 16;
  char uuid[37];
  std::snprintf(uuid, sizeof uuid, "%08x-0000-4000-8000-%012" PRIx64, static_cast<unsigned>(std::time(nullptr)),
                digits);
  return uuid;
}

std::string pack(const BoxMessage& message) {
  std::uint32_t type = 0;
  while (kTypeNames[type] != message.type) ++type;
  Packer packer(message);
  walk_fields(type, packer);
  return octets_of(type) + packer.packed;
}

std::optional<BoxMessage> unpack(std::string_view packed) {
  BoxMessage message;
  Unpacker unpacker(message, packed);
  const auto type = unpacker.number();
  if (!type || *type >= std::size(kTypeNames)) return std::nullopt;
  message.type = kTypeNames[*type];
  walk_fields(*type, unpacker);
  return unpacker.whole ? std::optional(std::move(message)) : std::nullopt;
}

std::string frame_of(std::string_view packed) {
  return octets_of(static_cast<std::uint32_t>(packed.size())).append(packed);
}

std::vector<std::string> take_frames(std::string& received) {
  std::vector<std::string> frames;
  std::string_view rest = received;
  while (rest.size() >= kLengthOctets && rest.size() - kLengthOctets >= number_of(rest)) {
    frames.emplace_back(rest.substr(kLengthOctets, number_of(rest)));
    rest.remove_prefix(kLengthOctets + frames.back().size());
  }
  received.erase(0, received.size() - rest.size());
  return frames;
}

std::string octets_of(std::uint32_t number) {
  std::string octets;
  for (int shift = 24; shift >= 0; shift -= 8) octets += static_cast<char>(number >> shift & 0xFF);
  return octets;
}

}  // namespace permit::test
