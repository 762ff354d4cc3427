#include "service/commit_observer.h"

#include <utility>

namespace permit {

namespace {

/// Keeps each account that another decider gets.
class NotingJudge final : public Decider {
 public:
  NotingJudge(const Decider& decider, std::size_t texts) : judge_(decider), accounts_(texts) {}

  Instant history_from(Instant decided) const override { return judge_.history_from(decided); }
  Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const override {
    accounts_[index] = account;  // a text may be decided again; the last account counts
    return judge_.decide(index, sequence, account, decided);
  }

  Account take(std::size_t index) { return std::move(accounts_[index]); }

 private:
  const Decider& judge_;
  mutable std::vector<Account> accounts_;
};

}  // namespace

Result<std::vector<CommitResult>> ObservedStore::commit(Instant now, std::span<const AccountQuery> batch,
                                                        const Decider& decider) {
  NotingJudge noting(decider, batch.size());
  auto answers = store_.commit(now, batch, noting);
  if (!answers) return answers;
  for (std::size_t i = 0; i < answers->size(); ++i) {
    const CommitResult& answered = (*answers)[i];
    if (!answered.before) witness_.saw(answered.entry, noting.take(i));
  }
  return answers;
}

}  // namespace permit
