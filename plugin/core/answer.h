// The main path: texts in, replies and acks out, a commit between them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/request.h"
#include "core/rule_set.h"
#include "core/store.h"
#include "core/text.h"

namespace permit {

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

/// Answers texts from one outbox on one register. One thread.
class Responder {
 public:
  /// At most this many texts may wait for a commit before one is due.
  static constexpr std::size_t kMostWaiting = 32;

  /// Borrows both for its lifetime.
  Responder(Store& store, Outbox& outbox) : store_(store), outbox_(outbox) {}

  /// Answers what has arrived. Texts that change nothing are replied to at once; their records and acks wait for the
  /// next commit. One is due when a permit is asked for, when kMostWaiting texts wait, or when nothing has arrived.
  /// On an error nothing that waits was replied to or acked: call again, with or without new texts.
  Status answer(std::vector<Text> arrived, const Rules& rules, Instant now);

  /// Texts that wait for a commit.
  std::size_t waiting() const { return waiting_.size(); }

 private:
  struct Waiting {
    Text text;
    Request request;
    std::optional<Entry> answered;  ///< already replied to
  };
  class Bench;

  Store& store_;
  Outbox& outbox_;
  std::vector<Waiting> waiting_;
};

}  // namespace permit
