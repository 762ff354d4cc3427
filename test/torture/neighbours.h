// Texters who share documents: every text comes from a different phone, but many ask for the same few documents, so
// that most answers depend on earlier entries of the register.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "test/rig/rig.h"
#include "test/torture/fault_trial.h"

namespace permit::test {

/// Predicts what the decree of 5 July 2020 gives these texters, and compares the register with that.
class Neighbours {
 public:
  /// A time when that decree is in force, and stays so for two weeks.
  static constexpr const char* kBegin = "2020-07-05T08:00";

  /// `count` is the number of texts; at most `in_flight` wait for a reply at a time. They use the SMSCs in turn.
  Neighbours(KannelRig& rig, std::vector<Smsc*> smscs, std::size_t count, std::size_t in_flight, FaultTrial& trial);

  /// Sends texts until `enough` have been answered, or no more replies come. The caller checks which.
  void run(std::size_t enough);
  void run() { run(asks_.size()); }
  /// Sends nothing. Waits until every sent text has been answered.
  void finish();
  /// Sends texts and takes replies for `time`.
  void run_for(std::chrono::milliseconds time);

  std::size_t count() const { return asks_.size(); }
  std::size_t sent() const { return sent_; }
  std::size_t answered() const { return replies_.size(); }
  /// The number of replies to texts that already had one.
  std::size_t repeated() const { return repeated_; }

  /// Waits until the register has caught up with the replies: the reply to a text that changes nothing leaves before
  /// its entry is committed, and a smsbox that was killed in between gets the text again. Reports to the trial what is
  /// lost or wrong: a text without a reply; different replies to one text; a reply that is not in the register; a
  /// decision that differs from the decree; a permit that a look-up does not find.
  void check();

 private:
  enum class Kind { permit, funeral, unreadable, status, help };
  struct Ask {
    Kind kind = Kind::permit;
    std::string code = {};
    std::string document = {};
    std::string plate = {};
    std::string body = {};
  };
  /// What a permit must contain.
  struct Given {
    std::string code;
    Instant decided;
    Instant until;
    std::string plate;
  };
  class Model;

  Ask draw(std::size_t text, std::size_t documents);
  void step();
  void wait_until(const std::function<bool()>& done);
  void take_replies();
  void check_log(Model& model) const;
  void check_entry(Model& model, const Entry& entry, const Ask& ask) const;
  void check_replies(const std::string& phone, const Ask& ask, const std::vector<Entry>& entries) const;
  void check_permits(const Model& model) const;
  /// Whether each sent text has an entry with a reply that came.
  bool all_recorded() const;
  bool resends() const;

  KannelRig& rig_;
  std::vector<Smsc*> smscs_;
  std::size_t in_flight_;
  FaultTrial& trial_;
  std::vector<Ask> asks_;
  std::map<std::string, std::size_t> by_phone_;
  std::size_t sent_ = 0;
  std::size_t repeated_ = 0;
  std::vector<std::size_t> taken_;                           ///< of each SMSC's replies
  std::map<std::string, std::vector<std::string>> replies_;  ///< by phone
};

}  // namespace permit::test
