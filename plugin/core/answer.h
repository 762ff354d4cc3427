// The main path: texts arrive, their decisions are committed, replies and acks are sent.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/check_code.h"
#include "core/decide/flood.h"
#include "core/read/request.h"
#include "core/rule_set.h"
#include "core/store.h"
#include "core/text.h"

namespace permit {

/// Returns the answer to one text: an entry with a reply, or a `silent` entry that names the reason. Pure. `account` is
/// the result of account_of() as of `now`.
Entry answer(const Text& text, const Request& request, const Account& account, const RuleSet& rules, Instant now,
             const CheckCodeInput& code_input = {});

/// Returns whose permits the answer to a text depends on.
AccountQuery account_query(const Text& text, const Request& request, const RuleSet& rules);
/// Returns what the answer depends on besides the rules: the permits of the document that the request names, and those
/// of the phone if the rules count them, since RuleSet::history_from(now).
Result<Account> account_of(const Text& text, const Request& request, const Register& store, const RuleSet& rules,
                           Instant now);

/// Where replies and acks are sent: the link to bearerbox, or a tester's screen. Called by the Responder's thread.
class Outbox {
 public:
  virtual ~Outbox() = default;
  /// Queues the reply of `entry` to its text. REQUIRES: `entry.reply` is not empty.
  virtual void reply(const Entry& entry) = 0;
  /// Queues the ack of a text that is finished; always after its reply.
  virtual void ack(const Text& text) = 0;
  /// Sends everything queued, in order, in one write. The link handles errors: a text whose ack was not sent is
  /// delivered again and answered from the log.
  virtual void flush() = 0;
};

/// Answers the texts of one outbox on one register. One thread.
class Responder {
 public:
  /// A commit is due when this many texts wait, even if none asks for a permit.
  static constexpr std::size_t kMostWaiting = 64;

  /// Borrows its arguments for its lifetime. Without `codes` replies carry no check code; without `guard` every text of
  /// a flood is answered.
  Responder(Store& store, Outbox& outbox, const CheckCodeMaker* codes = nullptr, FloodGuard* guard = nullptr)
      : store_(store), outbox_(outbox), codes_(codes), guard_(guard) {}

  /// Answers the texts that have arrived. A text that changes nothing is replied to at once; its record and its ack
  /// wait for the next commit. A commit happens when a text asks for a permit, when kMostWaiting texts wait, or when
  /// `arrived` is empty. After an error no permit was given, replied to or acked, and all texts still wait: call again,
  /// with or without new texts.
  Status respond(std::vector<Text> arrived, const Rules& rules, Instant now);

  /// Returns the number of texts that wait for a commit.
  std::size_t waiting() const { return waiting_.size(); }

 private:
  struct Waiting {
    Text text;
    Request request;
    FloodVerdict verdict;           ///< of its phone when the text arrived
    std::optional<Entry> answered;  ///< already replied to, but not in the log yet
  };
  class BatchDecider;

  void read(std::vector<Text> arrived, const Rules& rules, Instant now);
  Status reply_to_what_changes_nothing(const RuleSet& rules, Instant now);
  Status commit_and_reply(const RuleSet& rules, Instant now);

  Store& store_;
  Outbox& outbox_;
  const CheckCodeMaker* codes_;
  FloodGuard* guard_;
  std::vector<Waiting> waiting_;
  Rules read_under_;                 ///< the rules by which the requests in waiting_ were read
  Instant latest_ = Instant::min();  ///< the latest committed decision
};

}  // namespace permit
