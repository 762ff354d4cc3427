// The PDUs of SMPP 3.4 (issue 1.2) that an SMSC needs; the clauses cited are of that standard.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace permit::test::smpp {

/// command_id, 5.1.2.1. A response has the top bit set.
enum class CommandId : std::uint32_t {
  bind_receiver = 0x1,
  bind_transmitter = 0x2,
  submit_sm = 0x4,
  deliver_sm = 0x5,
  unbind = 0x6,
  bind_transceiver = 0x9,
  enquire_link = 0x15,
  generic_nack = 0x80000000,
};
constexpr CommandId response_to(CommandId request) {
  return static_cast<CommandId>(static_cast<std::uint32_t>(request) | 0x80000000);
}
constexpr bool is_response(CommandId command) { return static_cast<std::uint32_t>(command) >= 0x80000000; }

/// command_status, 5.1.3.
enum class Status : std::uint32_t { ok = 0, invalid_command = 0x3, temporary_error = 0x64 };

/// The other side sent bytes that are not SMPP.
struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// 3.2: a header of four 32-bit numbers, big-endian, and a body.
struct Pdu {
  CommandId command;
  Status status = Status::ok;
  std::uint32_t sequence = 0;
  std::string body = {};
};

std::string render(const Pdu& pdu);
/// Removes the first whole PDU from `received` and returns it; nothing while it is incomplete. Throws Malformed.
std::optional<Pdu> take_pdu(std::string& received);

/// 5.2.5 to 5.2.9.
struct Address {
  std::uint8_t ton = 0;  ///< 1: international, without `+`
  std::uint8_t npi = 0;  ///< 1: E.164
  std::string number;
};

inline constexpr std::uint8_t kHeaderInside = 0x40;  ///< esm_class: the message begins with a UDH, 5.2.12
inline constexpr std::uint8_t kDefaultAlphabet = 0;  ///< data_coding, 5.2.19
inline constexpr std::uint8_t kBinary = 4;
inline constexpr std::uint8_t kUcs2 = 8;

/// The body that submit_sm (4.4.1) and deliver_sm (4.6.1) share, without the fields that no test uses.
struct Message {
  Address source;
  Address destination;
  std::uint8_t esm_class = 0;
  std::string validity_period = {};  ///< 7.1.1; empty: the SMSC's default
  std::uint8_t data_coding = kDefaultAlphabet;
  std::string short_message = {};  ///< at most 254 octets, or the payload of 5.3.2.32
};

std::string render(const Message& message);
/// Throws Malformed.
Message parse_message(std::string_view bytes);

/// Returns an absolute time, `YYMMDDhhmmsstnnp` (7.1.1.1), in seconds since 1970. Throws Malformed.
std::int64_t parse_time(std::string_view time);

}  // namespace permit::test::smpp
