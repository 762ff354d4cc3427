// Texts, and a decider with the simplest rules, for the tests of stores.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/store.h"

namespace permit::test {

/// A text with its request. Without a document it is unreadable.
struct Ask {
  Text text;
  std::string document;
  std::string plate;
};

/// Returns the instant of `2020-07-21T10:00`, in UTC.
Instant utc(const char* time);

/// Returns text `number`, whose key is unique to the number. The phone is derived from the document.
Ask ask(unsigned number, const std::string& document, const std::string& plate = "",
        Instant sent = utc("2020-07-21T10:00"));

/// Grants two hours if no permit is valid, else repeats the last permit. Attaches the plate if there is one.
class TwoHours : public Decider {
 public:
  explicit TwoHours(std::vector<Ask> asked, std::chrono::seconds history = std::chrono::days(2))
      : asked_(std::move(asked)), history_(history) {}

  std::vector<AccountQuery> questions() const;

  Instant history_from(Instant decided) const override { return decided - history_; }
  Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const override;

 private:
  std::vector<Ask> asked_;
  std::chrono::seconds history_;
};

/// Commits one batch, decided by TwoHours.
Result<std::vector<CommitResult>> commit(Store& store, Instant now, const std::vector<Ask>& asked);

/// Returns every permit that was ever decided.
std::vector<Permit> by_document(const Register& store, const std::string& document);
std::vector<Permit> by_plate(const Register& store, const std::string& plate);
std::vector<Permit> by_phone(const Register& store, const std::string& phone);

/// Returns the texts in the log, in order.
std::vector<Entry> texts(const Register& store);

}  // namespace permit::test
