#include "kannel/sms_msg.h"

#include <algorithm>
#include <string_view>

#include "base/utf8.h"
#include "core/reply/segments.h"
#include "kannel/wire/ucs2.h"

namespace permit {

namespace {

/// Returns octets for a field that takes ownership.
Octstr* field(std::string_view bytes) { return new_octets(bytes).release(); }

/// Returns null for an empty text, because Kannel distinguishes the two.
Octstr* field_or_null(std::string_view bytes) { return bytes.empty() ? nullptr : field(bytes); }

std::string body_of(const Msg& message) {
  const std::string_view data = view(message.sms.msgdata);
  if (message.sms.coding == DC_UCS2) return utf8_from_ucs2(data.substr(0, 2 * kLongestBody));
  if (message.sms.coding == DC_8BIT && !is_utf8(data)) return utf8_from_latin1(data.substr(0, kLongestBody));
  return std::string(data);
}

std::string address_of(const Octstr* address) { return std::string(view(address).substr(0, kLongestAddress)); }

MsgPtr ack_of(const MessageId& id, long time) {
  MsgPtr answer = new_message(ack);
  answer->ack.nack = ack_success;
  answer->ack.time = time;
  uuid_copy(answer->ack.id, id.data());
  return answer;
}

}  // namespace

bool is_text(const Msg& message) { return message.sms.sms_type == mo; }

MessageId id_of(const Msg& message) {
  MessageId id;
  std::copy_n(message.sms.id, id.size(), id.begin());
  return id;
}

Text from_mo(const Msg& message) {
  Text text;
  text.key = {Instant(std::chrono::seconds(message.sms.time)), id_of(message)};
  text.sender = address_of(message.sms.sender);
  text.phone = normalize_phone(text.sender);
  text.short_number = address_of(message.sms.receiver);
  text.smsc = std::string(view(message.sms.smsc_id));
  text.body = std::string(cut_utf8(body_of(message), kLongestBody));
  return text;
}

MsgPtr to_mt(const Text& text, const std::string& reply, const ReplyTerms& terms, Instant host_now) {
  MsgPtr message = new_message(sms);
  auto& mt = message->sms;
  mt.sms_type = mt_reply;
  mt.sender = field(text.short_number);
  mt.receiver = field(text.sender);
  mt.smsc_id = field_or_null(text.smsc);
  mt.service = field_or_null(terms.service);
  mt.account = field_or_null(terms.account);
  mt.time = host_now.time_since_epoch().count();
  if (terms.valid_until) mt.validity = terms.valid_until->time_since_epoch().count();  // an absolute time, not minutes
  const bool gsm = count_segments(reply).alphabet == Alphabet::gsm7;
  mt.coding = gsm ? DC_7BIT : DC_UCS2;
  mt.msgdata = field(gsm ? reply : ucs2_from_utf8(reply));
  return message;
}

MsgPtr ack_of(const Msg& message) { return ack_of(id_of(message), message.sms.time); }

MsgPtr ack_of(const TextKey& key) { return ack_of(key.id, key.sent.time_since_epoch().count()); }

MsgPtr identification(const std::string& box_id) {
  MsgPtr message = new_message(admin);
  message->admin.command = cmd_identify;
  message->admin.boxc_id = field(box_id);
  return message;
}

}  // namespace permit
