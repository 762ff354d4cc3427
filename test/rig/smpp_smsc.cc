#include "test/rig/smpp_smsc.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace permit::test {
namespace {

using namespace std::chrono_literals;
using smpp::CommandId;

constexpr auto kPause = 50ms;  // before a text that could not be taken is delivered again

smpp::Address international(std::string_view number) {
  return {.ton = 1, .npi = 1, .number = std::string(number.substr(number.starts_with('+') ? 1 : 0))};
}

std::string encode(const Sms& text) {
  if (text.coding == Coding::ucs2) return encode_ucs2(text.text);
  if (text.coding == Coding::binary) return text.text;
  const auto septets = encode_gsm(text.text);
  if (!septets) throw std::invalid_argument("not in the GSM alphabet: " + text.text);
  return *septets;
}

std::uint8_t data_coding(Coding coding) {
  if (coding == Coding::gsm) return smpp::kDefaultAlphabet;
  return coding == Coding::ucs2 ? smpp::kUcs2 : smpp::kBinary;
}

smpp::Message deliver_sm(const Sms& text) {
  smpp::Message message{.source = international(text.from), .destination = {.number = text.to}};
  message.esm_class = text.header.empty() ? 0 : smpp::kHeaderInside;
  message.data_coding = data_coding(text.coding);
  message.short_message = text.header + encode(text);
  return message;
}

// Removes the header from the front of the message, if esm_class says that there is one.
std::string take_header(smpp::Message& message) {
  if ((message.esm_class & smpp::kHeaderInside) == 0 || message.short_message.empty()) return "";
  const std::size_t size = 1U + static_cast<std::uint8_t>(message.short_message.front());
  if (size > message.short_message.size()) throw smpp::Malformed("the UDH is longer than its message");
  std::string header = message.short_message.substr(0, size);
  message.short_message.erase(0, size);
  return header;
}

void read_text(Sms& part, const smpp::Message& message) {
  if (message.data_coding == smpp::kDefaultAlphabet) {
    part.text = decode_gsm(message.short_message);
  } else if (message.data_coding == smpp::kUcs2) {
    part.coding = Coding::ucs2;
    part.text = decode_ucs2(message.short_message);
  } else {
    part.coding = Coding::binary;
    part.text = message.short_message;
  }
}

Sms read_part(smpp::Message message) {
  Sms part{.from = message.source.number, .to = message.destination.number, .text = ""};
  if (message.destination.ton == 1) part.to.insert(0, 1, '+');
  if (!message.validity_period.empty()) part.valid_until = smpp::parse_time(message.validity_period);
  part.header = take_header(message);
  read_text(part, message);
  return part;
}

void respond(Stream& stream, const smpp::Pdu& request, std::string body = {}) {
  stream.send(
      smpp::render(smpp::Pdu{smpp::response_to(request.command), smpp::Status::ok, request.sequence, std::move(body)}));
}

}  // namespace

bool SmppSmsc::ready() const {
  const auto any = [&](bool Session::*role) {
    return std::any_of(sessions_.begin(), sessions_.end(), [&](const Session& session) { return session.*role; });
  };
  return any(&Session::receives) && any(&Session::transmits);
}

SmppSmsc::Session* SmppSmsc::receiver() {
  const auto found =
      std::find_if(sessions_.begin(), sessions_.end(), [](const Session& session) { return session.receives; });
  return found == sessions_.end() ? nullptr : &*found;
}

void SmppSmsc::send(const Sms& text) {
  Session* session = receiver();
  if (session == nullptr) throw std::logic_error("no ESME has bound as a receiver");
  deliver(*session, text);
}

void SmppSmsc::deliver(Session& session, const Sms& text) {
  session.stream.send(
      smpp::render(smpp::Pdu{CommandId::deliver_sm, smpp::Status::ok, ++sequence_, smpp::render(deliver_sm(text))}));
  unanswered_.emplace(sequence_, text);
}

void SmppSmsc::deliver_again(Session& session) {
  for (const auto& [sequence, text] : std::exchange(postponed_, {})) {
    deliver(session, text);
    ++delivered_again_;
  }
}

void SmppSmsc::watch(std::vector<pollfd>& sockets) const {
  sockets.push_back({listener_.get(), POLLIN, 0});
  for (const Session& session : sessions_) sockets.push_back({session.stream.fd(), session.stream.events(), 0});
}

void SmppSmsc::serve() {
  if (Fd caller = accept_from(listener_)) sessions_.push_back({.stream = Stream(std::move(caller))});
  for (Session& session : sessions_) serve(session);
  if (Session* session = receiver(); session != nullptr && std::chrono::steady_clock::now() >= again_at_)
    deliver_again(*session);
  sessions_.remove_if([](const Session& session) { return !session.stream.open(); });
}

void SmppSmsc::serve(Session& session) {
  session.stream.serve();
  while (const auto pdu = smpp::take_pdu(session.stream.received())) handle(session, *pdu);
}

void SmppSmsc::handle(Session& session, const smpp::Pdu& pdu) {
  switch (pdu.command) {
    case CommandId::bind_receiver:
    case CommandId::bind_transmitter:
    case CommandId::bind_transceiver:
      session.receives = pdu.command != CommandId::bind_transmitter;
      session.transmits = pdu.command != CommandId::bind_receiver;
      respond(session.stream, pdu, std::string("permit-test\0", 12));  // system_id, 4.1.2
      if (!session.receives) return;
      postponed_.merge(unanswered_);
      return deliver_again(session);
    case CommandId::submit_sm:
      return submit(session, pdu);
    case CommandId::enquire_link:
      return respond(session.stream, pdu);
    case CommandId::unbind:
      session.receives = session.transmits = false;
      return respond(session.stream, pdu);
    default:
      break;
  }
  if (pdu.command == smpp::response_to(CommandId::deliver_sm)) {
    if (pdu.status == smpp::Status::ok) unanswered_.erase(pdu.sequence);
    if (pdu.status == smpp::Status::temporary_error) {
      if (postponed_.empty()) again_at_ = std::chrono::steady_clock::now() + kPause;
      postponed_.insert(unanswered_.extract(pdu.sequence));
    }
  } else if (!smpp::is_response(pdu.command)) {
    session.stream.send(smpp::render(smpp::Pdu{CommandId::generic_nack, smpp::Status::invalid_command, pdu.sequence}));
  }
}

void SmppSmsc::submit(Session& session, const smpp::Pdu& pdu) {
  receive(read_part(smpp::parse_message(pdu.body)));
  respond(session.stream, pdu, std::to_string(++message_id_) + '\0');  // message_id, 4.4.2
}

}  // namespace permit::test
