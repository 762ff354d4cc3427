// Input from bearerbox or an impostor: octets become frames, gwlib messages, texts and outgoing messages.
//
//   input = octet*     as read from the socket
//
// The messages are stock Kannel's: libgw and libgwlib pack and unpack them.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "core/reply/segments.h"
#include "kannel/sms_msg.h"
#include "kannel/wire/frames.h"
#include "kannel/wire/ucs2.h"
#include "test/fuzz/promise.h"

namespace permit::fuzz {

namespace {

/// The initialisation that smsbox does before it loads a library.
const bool kGwlibIsReady = [] {
  gw_init_mem();
  octstr_init();
  log_set_output_level(GW_PANIC);
  return true;
}();

/// Unpacks a message as link.cc does. Null if it is not a message; gwlib checks only that its id is a UUID.
MsgPtr message_of(std::string_view packed) {
  if (!is_message(packed)) return nullptr;
  const OctstrPtr octets = new_octets(packed);
  return MsgPtr(msg_unpack_real(octets.get(), __FILE__, __LINE__, __func__));
}

std::string packed(const MsgPtr& message) {
  const OctstrPtr octets(msg_pack(message.get()));
  return std::string(view(octets.get()));
}

/// Checks that bearerbox can read an outgoing message. Returns it as read.
MsgPtr sent(const MsgPtr& message) {
  MsgPtr arrived = message_of(packed(message));
  promise(arrived != nullptr, "sent data is a message");
  promise(packed(arrived) == packed(message), "a message survives packing");
  return arrived;
}

/// Returns the frames in `octets`, which arrive `piece` octets at a time.
std::vector<std::string> frames_of(std::string_view octets, std::size_t piece) {
  FrameDecoder decoder;
  std::vector<std::string> frames;
  while (!octets.empty() && !decoder.is_invalid()) {
    decoder.input_buffer() += octets.substr(0, piece);
    octets.remove_prefix(std::min(piece, octets.size()));
    while (const auto frame = decoder.next()) {
      promise(frame->size() <= kLongestFrame, "no frame is too long");
      frames.emplace_back(*frame);
    }
    promise(!decoder.has_next(), "all whole frames are returned");
  }
  return frames;
}

void check_text(const Text& text, std::string_view data) {
  promise(text.body.size() <= kLongestBody, "no body is too long", data);
  promise(text.sender.size() <= kLongestAddress && text.short_number.size() <= kLongestAddress,
          "no address is too long", text.sender);
  promise(text.phone == normalize_phone(text.phone), "normalizing a phone is idempotent", text.phone);
}

/// Checks that a reply is addressed to the sender and has the same text for bearerbox.
void check_reply(const Text& text, const std::string& reply) {
  const Instant now{std::chrono::seconds{1600000000}};
  const MsgPtr mt = sent(to_mt(text, reply, {.service = "s", .account = {}, .valid_until = now}, now));
  promise(view(mt->sms.receiver) == text.sender, "a reply goes to the sender", text.sender);
  promise(view(mt->sms.sender) == text.short_number, "a reply has the short number", text.short_number);
  promise(view(mt->sms.smsc_id) == text.smsc, "a reply leaves by the SMSC of its text", text.smsc);
  const std::string_view data = view(mt->sms.msgdata);
  const bool is_gsm = count_segments(reply).alphabet == Alphabet::gsm7;
  promise((is_gsm ? std::string(data) : utf8_from_ucs2(data)) == reply, "a reply keeps its text", reply);
}

void check_alphabets(std::string_view octets) {
  const std::string ucs2 = utf8_from_ucs2(octets);
  promise(is_utf8(ucs2), "UCS-2 becomes UTF-8", octets);
  promise(utf8_from_ucs2(ucs2_from_utf8(ucs2)) == ucs2, "UTF-8 survives a trip through UCS-2", ucs2);
  promise(is_utf8(utf8_from_latin1(octets)), "Latin-1 becomes UTF-8", octets);
  for (const std::size_t most : {0U, 1U, 2U, 3U, 5U, 64U}) {
    const std::string_view cut = cut_utf8(ucs2, most);
    promise(cut.size() <= most && ucs2.starts_with(cut) && is_utf8(cut), "a text is cut between characters", ucs2);
    promise(cut.size() + 4 > std::min(most, ucs2.size()), "at most a partial character is lost", ucs2);
    promise(cut_utf8(octets, most).size() <= most, "any bytes can be cut", octets);
  }
}

void check_message(std::string_view frame) {
  const MsgPtr message = message_of(frame);
  if (!message) return;
  const MsgPtr again = sent(message);
  promise(again->type == message->type, "a message keeps its type", frame);
  if (message->type != sms || !is_text(*message)) return;
  const Text text = from_mo(*message);
  promise(text == from_mo(*again), "a text survives a round trip", frame);
  check_text(text, view(message->sms.msgdata));
  const MsgPtr done = sent(ack_of(*message));
  promise(done->type == ack && done->ack.nack == ack_success, "a text is acked as done", frame);
  promise(text.key == TextKey{Instant(std::chrono::seconds(done->ack.time)), text.key.id}, "the ack has its key");
  promise(packed(ack_of(text.key)) == packed(ack_of(*message)), "the ack needs only the key", frame);
  check_reply(text, utf8_from_ucs2(view(message->sms.msgdata)));
  check_reply(text, is_utf8(text.body) ? text.body : "Icaze 2");
  check_alphabets(view(message->sms.msgdata));
}

void receive(std::string_view octets) {
  const std::vector<std::string> frames = frames_of(octets, octets.size());
  promise(frames == frames_of(octets, 1) && frames == frames_of(octets, 7), "frames do not depend on pieces", octets);
  for (const std::string& frame : frames) check_message(frame);
  check_message(octets);
  check_alphabets(octets);
}

}  // namespace

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (permit::fuzz::kGwlibIsReady) permit::fuzz::receive(permit::fuzz::bytes(data, size));
  return 0;
}
