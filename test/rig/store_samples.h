// Texts, and a judge by the simplest of rules, for the tests of stores.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/store.h"

namespace permit::test {

/// A text with what it asks for; without a document it cannot be read.
struct Ask {
  Text text;
  std::string document;
  std::string plate;
};

/// `2020-07-21T10:00`, UTC.
Instant utc(const char* time);

/// Text `number`, and no other, has the key that it gives. The phone is made of the document.
Ask ask(unsigned number, const std::string& document, const std::string& plate = "",
        Instant sent = utc("2020-07-21T10:00"));

/// Grants two hours where no permit lives and repeats the last one where one does; a plate that is named is attached.
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

/// One batch, decided by TwoHours.
Result<std::vector<CommitResult>> commit(Store& store, Instant now, const std::vector<Ask>& asked);

/// All that was ever decided.
std::vector<Permit> by_document(const Register& store, const std::string& document);
std::vector<Permit> by_plate(const Register& store, const std::string& plate);
std::vector<Permit> by_phone(const Register& store, const std::string& phone);

/// The texts in the log, in their order.
std::vector<Entry> texts(const Register& store);

}  // namespace permit::test
