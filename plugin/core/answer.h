// The main path: texts in, replies and acks out, a commit between them.
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

/// The answer to one text: an entry with a reply, or one that is `silent` and names the reason. Pure.
/// `account` is that of account_of(), as of `now`.
Entry answer(const Text& text, const Request& request, const Account& account, const RuleSet& rules, Instant now,
             const Stamp& stamp = {});

/// Whose permits the answer to a text rests on.
AccountQuery account_query(const Text& text, const Request& request, const RuleSet& rules);
/// What the answer rests on beside the rules: the permits of the document that the request names, and those of the
/// phone where the rules count them, since RuleSet::history_from(now).
Result<Account> account_of(const Text& text, const Request& request, const Register& store, const RuleSet& rules,
                           Instant now);

/// Where replies and acks leave. The link to bearerbox, or a tester's screen.
class Outbox {
 public:
  virtual ~Outbox() = default;
  /// Hands over the reply of `entry` to its text; `entry.reply` is not empty.
  virtual void reply(const Entry& entry) = 0;
  /// The text is done with; always after its reply.
  virtual void ack(const Text& text) = 0;
  /// Everything handed over so far leaves, in order, in one write. Errors show on the link itself: whatever did not
  /// leave is delivered again and answered from the log.
  virtual void flush() = 0;
};

/// Answers the texts of one outbox on one register. One thread.
class Responder {
 public:
  /// A commit is due when so many texts wait for one, permits asked for or not.
  static constexpr std::size_t kMostWaiting = 64;

  /// Borrows them for its lifetime. Without `codes` no permit's reply carries a check code, without `guard` every text
  /// of a flood is answered.
  Responder(Store& store, Outbox& outbox, const CheckCodes* codes = nullptr, FloodGuard* guard = nullptr)
      : store_(store), outbox_(outbox), codes_(codes), guard_(guard) {}

  /// Answers what has arrived. A text that changes nothing is replied to at once; its record and its ack ride in the
  /// next commit. That is made when a permit is asked for, when kMostWaiting texts wait, or when `arrived` is empty.
  /// On an error no permit was given, replied to or acked, and all texts still wait: call again, with new texts or
  /// without.
  Status answer(std::vector<Text> arrived, const Rules& rules, Instant now);

  /// Texts that wait for a commit.
  std::size_t waiting() const { return waiting_.size(); }

 private:
  struct Waiting {
    Text text;
    Request request;
    FloodVerdict verdict;           ///< of its phone when the text came
    std::optional<Entry> answered;  ///< already replied to, not yet in the log
  };
  class BatchDecider;

  void read(std::vector<Text> arrived, const Rules& rules, Instant now);
  Status reply_to_what_changes_nothing(const RuleSet& rules, Instant now);
  Status commit_and_reply(const RuleSet& rules, Instant now);

  Store& store_;
  Outbox& outbox_;
  const CheckCodes* codes_;
  FloodGuard* guard_;
  std::vector<Waiting> waiting_;
  Rules read_under_;                 ///< the rules that requests in waiting_ were read by
  Instant latest_ = Instant::min();  ///< decision that was committed
};

}  // namespace permit
