#include "test/rig/smpp_pdu.h"

#include <algorithm>
#include <chrono>

namespace permit::test::smpp {
namespace {

constexpr std::size_t kHeaderSize = 16;
constexpr std::uint32_t kLargestPdu = 70000;  // a payload is at most 65535 octets, 5.3.2.32
constexpr std::uint16_t kMessagePayload = 0x0424;

// Reads big-endian fields from the front of a body, never past its end.
class Reader {
 public:
  explicit Reader(std::string_view body) : rest_(body) {}

  bool at_end() const { return rest_.empty(); }

  std::string_view octets(std::size_t count) {
    if (count > rest_.size()) throw Malformed("a field ends after its PDU");
    const auto field = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return field;
  }

  template <typename Number>
  Number number() {
    Number value = 0;
    for (const char octet : octets(sizeof value))
      value = static_cast<Number>(value << 8 | static_cast<std::uint8_t>(octet));
    return value;
  }

  std::uint8_t octet() { return static_cast<std::uint8_t>(octets(1).front()); }

  // A C-Octet String of at most `size` octets with its end, 3.1.
  std::string c_string(std::size_t size) {
    const auto length = std::min(rest_.find('\0'), rest_.size());
    if (length >= size) throw Malformed("a string is longer than its field");
    std::string field(octets(length));
    octets(1);
    return field;
  }

 private:
  std::string_view rest_;
};

void append_number(std::string& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
}

void append_octet(std::string& bytes, std::uint8_t value) { bytes += static_cast<char>(value); }

void append_address(std::string& bytes, const Address& address) {
  append_octet(bytes, address.ton);
  append_octet(bytes, address.npi);
  bytes.append(address.number).push_back('\0');
}

Address read_address(Reader& body) {
  Address address;
  address.ton = body.octet();
  address.npi = body.octet();
  address.number = body.c_string(21);
  return address;
}

// Optional parameters, 3.2.4.1: one of them is the long form of the message.
void read_options(Reader& body, Message& message) {
  while (!body.at_end()) {
    const auto tag = body.number<std::uint16_t>();
    const auto value = body.octets(body.number<std::uint16_t>());
    if (tag == kMessagePayload) message.short_message = value;
  }
}

unsigned two_digits(std::string_view time, std::size_t at) {
  const auto digit = [&](std::size_t i) {
    if (time[i] < '0' || time[i] > '9') throw Malformed("a time has a character that is not a digit");
    return static_cast<unsigned>(time[i] - '0');
  };
  return digit(at) * 10 + digit(at + 1);
}

}  // namespace

std::string render(const Pdu& pdu) {
  std::string bytes;
  append_number(bytes, static_cast<std::uint32_t>(kHeaderSize + pdu.body.size()));
  append_number(bytes, static_cast<std::uint32_t>(pdu.command));
  append_number(bytes, static_cast<std::uint32_t>(pdu.status));
  append_number(bytes, pdu.sequence);
  return bytes + pdu.body;
}

std::optional<Pdu> take_pdu(std::string& received) {
  if (received.size() < kHeaderSize) return std::nullopt;
  Reader header(received);
  const auto length = header.number<std::uint32_t>();
  if (length < kHeaderSize || length > kLargestPdu) throw Malformed("command_length " + std::to_string(length));
  if (received.size() < length) return std::nullopt;
  Pdu pdu{.command = static_cast<CommandId>(header.number<std::uint32_t>())};
  pdu.status = static_cast<Status>(header.number<std::uint32_t>());
  pdu.sequence = header.number<std::uint32_t>();
  pdu.body = header.octets(length - kHeaderSize);
  received.erase(0, length);
  return pdu;
}

std::string render(const Message& message) {
  if (message.short_message.size() > 254) throw std::invalid_argument("sm_length is at most 254 (5.2.21)");
  std::string body(1, '\0');  // service_type
  append_address(body, message.source);
  append_address(body, message.destination);
  append_octet(body, message.esm_class);
  body.append(2, '\0');  // protocol_id, priority_flag
  body.push_back('\0');  // schedule_delivery_time
  body.append(message.validity_period).push_back('\0');
  body.append(2, '\0');  // registered_delivery, replace_if_present_flag
  append_octet(body, message.data_coding);
  body.push_back('\0');  // sm_default_msg_id
  append_octet(body, static_cast<std::uint8_t>(message.short_message.size()));
  return body + message.short_message;
}

Message parse_message(std::string_view bytes) {
  Reader body(bytes);
  Message message;
  body.c_string(6);  // service_type
  message.source = read_address(body);
  message.destination = read_address(body);
  message.esm_class = body.octet();
  body.octets(2);     // protocol_id, priority_flag
  body.c_string(17);  // schedule_delivery_time
  message.validity_period = body.c_string(17);
  body.octets(2);  // registered_delivery, replace_if_present_flag
  message.data_coding = body.octet();
  body.octet();  // sm_default_msg_id
  message.short_message = body.octets(body.octet());
  read_options(body, message);
  return message;
}

std::int64_t parse_time(std::string_view time) {
  namespace chrono = std::chrono;
  if (time.size() != 16) throw Malformed("a time of " + std::to_string(time.size()) + " letters");
  const chrono::year_month_day date{chrono::year{2000 + static_cast<int>(two_digits(time, 0))},
                                    chrono::month{two_digits(time, 2)}, chrono::day{two_digits(time, 4)}};
  if (!date.ok()) throw Malformed("a date that does not exist");
  const auto local = chrono::sys_days{date} + chrono::hours{two_digits(time, 6)} +
                     chrono::minutes{two_digits(time, 8)} + chrono::seconds{two_digits(time, 10)};
  const auto offset = chrono::minutes{15} * static_cast<int>(two_digits(time, 13));
  const auto utc = time[15] == '-' ? local + offset : local - offset;
  return utc.time_since_epoch().count();
}

}  // namespace permit::test::smpp
