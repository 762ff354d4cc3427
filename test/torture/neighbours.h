// Texters who meet: every text comes from a phone of its own, but many ask for the same few documents, so that most
// answers rest on what the register remembers.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "test/rig/rig.h"
#include "test/torture/fault.h"

namespace permit::test {

/// Knows by heart what the decree of 5 July 2020 gives them, and looks the register over by that.
class Neighbours {
 public:
  /// A time at which that decree is in force, for two weeks to come.
  static constexpr const char* kBegin = "2020-07-05T08:00";

  /// `count` texts in all; of those, at most `in_flight` wait for a reply at a time. They take turns at the SMSCs.
  Neighbours(KannelRig& rig, std::vector<Smsc*> smscs, std::size_t count, std::size_t in_flight, Fault& fault);

  /// Sends and waits until `enough` texts have been answered, or no reply comes any more: who calls it looks whether
  /// they were.
  void run(std::size_t enough);
  void run() { run(asks_.size()); }
  /// Sends nothing, and waits until every text that was sent has been answered.
  void finish();
  /// Sends and waits for so long.
  void run_for(std::chrono::milliseconds time);

  std::size_t count() const { return asks_.size(); }
  std::size_t sent() const { return sent_; }
  std::size_t answered() const { return replies_.size(); }
  /// Replies beyond the first of a text.
  std::size_t repeated() const { return repeated_; }

  /// What is lost or wrong is told to the fault: a text without a reply; replies to one text that differ; one that the
  /// register knows nothing of; a decision that is not the decree's; a permit that is not where it is looked for.
  void check() const;

 private:
  enum class Kind { permit, funeral, unreadable, status, help };
  struct Ask {
    Kind kind = Kind::permit;
    std::string code = {};
    std::string document = {};
    std::string plate = {};
    std::string body = {};
  };
  /// What a permit must be.
  struct Given {
    std::string code;
    Instant decided;
    Instant until;
    std::string plate;
  };
  class Book;

  Ask draw(std::size_t text, std::size_t documents);
  void step();
  void wait_until(const std::function<bool()>& done);
  void take_replies();
  void check_log(Book& book) const;
  void check_entry(Book& book, const Entry& entry, const Ask& ask) const;
  void check_replies(const std::string& phone, const Ask& ask, const std::vector<Entry>& entries) const;
  void check_permits(const Book& book) const;
  bool resends() const;

  KannelRig& rig_;
  std::vector<Smsc*> smscs_;
  std::size_t in_flight_;
  Fault& fault_;
  std::vector<Ask> asks_;
  std::map<std::string, std::size_t> by_phone_;
  std::size_t sent_ = 0;
  std::size_t repeated_ = 0;
  std::vector<std::size_t> taken_;                           ///< of each SMSC's replies
  std::map<std::string, std::vector<std::string>> replies_;  ///< by phone
};

}  // namespace permit::test
