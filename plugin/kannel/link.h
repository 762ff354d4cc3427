// The service's box link to bearerbox, separate from smsbox's link: texts in, replies and acks out.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "conf/config.h"
#include "core/answer.h"
#include "core/text.h"
#include "kannel/box_socket.h"
#include "kannel/wire/ack_tracker.h"
#include "kannel/wire/frames.h"
#include "kannel/wire/reply_retry_queue.h"
#include "system/clock.h"

namespace permit {

struct ReplyTerms;

/// One connection, from identification to its end. A text that bearerbox has sent and that is not acked by then comes
/// again, on the next link or to another box of the same id. Not thread-safe.
class Link final : public Outbox {
 public:
  /// The most texts in a batch. bearerbox sends no more than its smsbox-max-pending (100) unacked ones.
  static constexpr std::size_t kMostTexts = 256;

  /// Identifies the box; bearerbox then sends texts. Borrows all but the socket for its lifetime.
  Link(BoxSocket socket, const Config& config, const Clock& clock, ReplyRetryQueue& retry_queue);
  ~Link() override;

  /// Returns the texts that have arrived. Waits for one for at most `timeout`, whatever else arrives. Returns an Error
  /// when the link is over: then close it at once. While bearerbox takes nothing (it is suspended), nothing is read
  /// from it either.
  Result<std::vector<Text>> receive(std::chrono::milliseconds timeout);

  void reply(const Entry& entry) override;
  /// Sends the ack once the reply is settled (ack_tracker.h), or at once if there is none.
  void ack(const Text& text) override;
  /// Sends in one write. What the network does not take is sent by the next receive().
  void flush() override;

 private:
  enum class Ack { taken, refused, refused_for_now };

  void handle_message(std::string_view packed, std::vector<Text>& texts);
  void on_ack(const MessageId& reply, Ack ack);
  void acknowledge(const MessageId& reply);
  void retry_replies();
  void report_refusals();
  ReplyTerms terms_of(const Entry& entry) const;
  std::vector<Text> pump(std::chrono::milliseconds timeout);
  std::vector<Text> parse_frames();
  void end(std::string why);

  BoxSocket socket_;
  const Config& config_;
  const Clock& clock_;
  ReplyRetryQueue& retry_queue_;
  AckTracker acks_;
  FrameDecoder input_;
  std::string unsent_;
  std::string ended_;         ///< why the link is over; empty while it is not
  std::size_t refused_ = 0;   ///< replies that bearerbox did not take since the last report
  std::size_t requeued_ = 0;  ///< those of them that are offered again
  bool has_logged_garbage_ = false;
  Instant next_report_;  ///< by the host's clock
};

}  // namespace permit
