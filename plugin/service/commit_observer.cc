#include "service/commit_observer.h"

#include <utility>

namespace permit {

namespace {

/// Records each account, then asks `decider`.
class RecordingDecider final : public Decider {
 public:
  RecordingDecider(const Decider& decider, std::size_t texts) : decider_(decider), accounts_(texts) {}

  Instant history_from(Instant decided) const override { return decider_.history_from(decided); }
  Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const override {
    accounts_[index] = account;  // a text may be decided again; the last account is used
    return decider_.decide(index, sequence, account, decided);
  }

  Account take(std::size_t index) { return std::move(accounts_[index]); }

 private:
  const Decider& decider_;
  mutable std::vector<Account> accounts_;
};

}  // namespace

Result<std::vector<CommitResult>> ObservedStore::commit(Instant now, std::span<const AccountQuery> batch,
                                                        const Decider& decider) {
  RecordingDecider recorder(decider, batch.size());
  auto answers = store_.commit(now, batch, recorder);
  if (!answers) return answers;
  for (std::size_t i = 0; i < answers->size(); ++i) {
    const CommitResult& answered = (*answers)[i];
    if (!answered.is_duplicate) observer_.on_answer(answered.entry, recorder.take(i));
  }
  return answers;
}

}  // namespace permit
