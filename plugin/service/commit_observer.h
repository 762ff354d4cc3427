// A store that passes each committed answer to an observer, with the account that the answer depends on.
#pragma once

#include "core/store.h"

namespace permit {

class CommitObserver {
 public:
  virtual ~CommitObserver() = default;
  /// A text was answered now and its entry is committed. Must return at once.
  virtual void on_answer(const Entry& answered, Account account) = 0;
};

/// Borrows both for its lifetime. Forwards every call unchanged.
class ObservedStore final : public Store {
 public:
  ObservedStore(Store& store, CommitObserver& observer) : store_(store), observer_(observer) {}

  Result<std::vector<Permit>> by_document(std::string_view document, Instant since, Instant until) const override {
    return store_.by_document(document, since, until);
  }
  Result<std::vector<Permit>> by_plate(std::string_view plate, Instant since, Instant until) const override {
    return store_.by_plate(plate, since, until);
  }
  Result<std::vector<Permit>> by_phone(std::string_view phone, Instant since, Instant until) const override {
    return store_.by_phone(phone, since, until);
  }
  Result<std::vector<StandingPermit>> standing_of(std::string_view holder) const override {
    return store_.standing_of(holder);
  }
  Result<std::vector<StandingPermit>> standing_by_plate(std::string_view plate) const override {
    return store_.standing_by_plate(plate);
  }
  Result<std::optional<Entry>> seen(const TextKey& key) const override { return store_.seen(key); }
  Result<std::vector<Record>> log(Sequence first, std::size_t most) const override { return store_.log(first, most); }
  Result<Sequence> last() const override { return store_.last(); }
  Result<Instant> last_decided() const override { return store_.last_decided(); }
  Result<std::vector<std::string>> lists_of(std::string_view document, std::string_view phone,
                                            Instant now) const override {
    return store_.lists_of(document, phone, now);
  }
  Result<std::optional<RuleFiles>> rules(const Digest& hash) const override { return store_.rules(hash); }
  Result<std::optional<Digest>> rules_in_force() const override { return store_.rules_in_force(); }

  Result<std::vector<CommitResult>> commit(Instant now, std::span<const AccountQuery> batch,
                                           const Decider& decider) override;
  Status accept_rules(const Digest& hash, const RuleFiles& text, HostTime at) override {
    return store_.accept_rules(hash, text, at);
  }
  Status probe() override { return store_.probe(); }

 private:
  Store& store_;
  CommitObserver& observer_;
};

}  // namespace permit
