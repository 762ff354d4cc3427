#include "kannel/link.h"

#include <algorithm>
#include <utility>

#include "kannel/log.h"
#include "kannel/sms_msg.h"

namespace permit {

namespace {

constexpr std::size_t kMostInput = std::size_t{2} << 20;  // unless one frame is longer
constexpr std::chrono::minutes kReportPause{1};
constexpr std::chrono::hours kEndlessPermit{24};  // for this time the reply with an endless permit is offered again

std::string frame_of(const MsgPtr& message) {
  const OctstrPtr packed(msg_pack(message.get()));
  std::string frame;
  append_frame(frame, view(packed.get()));
  return frame;
}

/// Returns null when it is not a message.
MsgPtr message_of(std::string_view packed) {
  if (!is_message(packed)) return nullptr;
  const OctstrPtr octets = new_octets(packed);
  return MsgPtr(msg_unpack_real(octets.get(), __FILE__, __LINE__, __func__));
}

MessageId acked(const Msg& ack) {
  MessageId id;
  std::copy_n(ack.ack.id, id.size(), id.begin());
  return id;
}

}  // namespace

Link::Link(BoxSocket socket, const Config& config, const Clock& clock, ReplyRetryQueue& retry_queue)
    : socket_(std::move(socket)), config_(config), clock_(clock), retry_queue_(retry_queue) {
  unsent_ = frame_of(identification(config.box_id));
  flush();
}

Link::~Link() {
  for (const MessageId& reply : acks_.pending()) retry_queue_.taken(reply);  // it comes again with its text
  retry_queue_.link_lost();
}

// ---- From bearerbox ------------------------------------------------------------------------------------------------

Result<std::vector<Text>> Link::receive(std::chrono::milliseconds timeout) {
  const auto until = std::chrono::steady_clock::now() + timeout;
  std::vector<Text> texts;
  while (texts.empty() && ended_.empty() && timeout.count() > 0) {
    texts = pump(timeout);
    timeout = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  }
  report_refusals();
  if (!ended_.empty()) return Error{ended_};
  return texts;
}

/// Sends waiting data, then reads.
std::vector<Text> Link::pump(std::chrono::milliseconds timeout) {
  retry_replies();
  if (!unsent_.empty()) {
    socket_.wait_for(BoxSocket::Event::room, timeout);
    flush();
    if (!unsent_.empty() && ended_.empty()) return {};
  }
  if (input_.has_next() || socket_.wait_for(BoxSocket::Event::input, timeout)) {
    std::string& input = input_.input_buffer();
    if (const Status received = socket_.receive(input, std::max(kMostInput, input_.wanted())); !received)
      end(received.error().message);
  }
  std::vector<Text> texts = parse_frames();
  flush();
  return texts;
}

std::vector<Text> Link::parse_frames() {
  std::vector<Text> texts;
  while (texts.size() < kMostTexts) {
    const auto packed = input_.next();
    if (!packed) break;
    handle_message(*packed, texts);
  }
  if (input_.is_invalid()) end("bearerbox sent data that is not Kannel's box protocol");
  if (acks_.full()) end("bearerbox keeps sending texts but takes no replies");
  return texts;
}

void Link::handle_message(std::string_view packed, std::vector<Text>& texts) {
  const MsgPtr message = message_of(packed);
  if (!message) {
    if (!std::exchange(has_logged_garbage_, true))
      log_warning("Bearerbox sent " + std::to_string(packed.size()) +
                  " octets that are not a message. Such data is skipped and logged once per link.");
    return;
  }
  switch (msg_type(message.get())) {
    case ::sms:
      if (is_text(*message)) {
        texts.push_back(from_mo(*message));
      } else {
        unsent_ += frame_of(ack_of(*message));  // a delivery report that was not requested
      }
      break;
    case ::ack: {
      const auto verdict = message->ack.nack;
      const bool taken = verdict == ack_success || verdict == ack_buffered;
      on_ack(acked(*message), taken ? Ack::taken : verdict == ack_failed_tmp ? Ack::refused_for_now : Ack::refused);
      break;
    }
    case ::admin:  // `suspend' and `resume' concern bearerbox alone
      if (message->admin.command == cmd_shutdown) end("bearerbox told its boxes to shut down");
      if (message->admin.command == cmd_restart) end("bearerbox told its boxes to restart");
      break;
    default:
      break;
  }
}

/// Handles bearerbox's answer to a reply.
void Link::on_ack(const MessageId& reply, Ack ack) {
  if (ack == Ack::taken) {
    retry_queue_.taken(reply);
    return acknowledge(reply);
  }
  ++refused_;
  const bool is_requeued = retry_queue_.refused(reply, Clock::host_now());
  if (is_requeued) ++requeued_;
  // While a reply that is refused for now (the queue is full, bearerbox shuts down) is queued, its text stays unacked.
  if (!is_requeued || ack != Ack::refused_for_now) acknowledge(reply);
}

void Link::acknowledge(const MessageId& reply) {
  if (const auto text = acks_.settled(reply)) unsent_ += frame_of(ack_of(*text));
}

void Link::report_refusals() {
  const Instant now = Clock::host_now();
  if (refused_ == 0 || now < next_report_) return;
  log_warning("Replies that bearerbox refused: " + std::to_string(refused_) +
              ", of which offered again while valid: " + std::to_string(requeued_) + ". Check its routes and queues.");
  refused_ = requeued_ = 0;
  next_report_ = now + kReportPause;
}

// ---- To bearerbox --------------------------------------------------------------------------------------------------

ReplyTerms Link::terms_of(const Entry& entry) const {
  ReplyTerms terms{config_.service, config_.account, std::nullopt};
  if (config_.validity) terms.valid_until = Clock::host_now() + *config_.validity;
  if (entry.period && entry.period->until) {
    const Instant end = clock_.on_host(*entry.period->until);
    terms.valid_until = std::min(terms.valid_until.value_or(end), end);
  }
  return terms;
}

void Link::reply(const Entry& entry) {
  const Instant now = Clock::host_now();
  const ReplyTerms terms = terms_of(entry);
  const MsgPtr message = to_mt(entry.text, entry.reply, terms, now);
  const std::string frame = frame_of(message);
  unsent_ += frame;
  acks_.replied(entry.text.key, id_of(*message));
  if (entry.period) retry_queue_.written(id_of(*message), frame, terms.valid_until.value_or(now + kEndlessPermit));
}

void Link::ack(const Text& text) {
  if (acks_.mark_done(text.key)) unsent_ += frame_of(ack_of(text.key));
}

void Link::retry_replies() {
  for (const std::string& frame : retry_queue_.take_due(Clock::host_now())) unsent_ += frame;
}

void Link::flush() {
  if (const Status sent = socket_.send(unsent_); !sent) end(sent.error().message);
}

void Link::end(std::string why) {
  if (ended_.empty()) ended_ = std::move(why);
}

}  // namespace permit
