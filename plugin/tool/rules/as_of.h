// A register as it was after one of its records. A replay of the later records starts from it.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "core/store.h"

namespace permit::tool {

/// Borrows the register. Hides every committed text, so that each can be answered again. Does not hide a plate that was
/// named later.
class AsOf final : public Register {
 public:
  AsOf(const Register& now, Sequence last) : now_(now), last_(last) {}

  Result<std::vector<Permit>> by_document(std::string_view document, Instant since, Instant until) const override {
    return until_then(now_.by_document(document, since, until));
  }
  Result<std::vector<Permit>> by_plate(std::string_view plate, Instant since, Instant until) const override {
    return until_then(now_.by_plate(plate, since, until));
  }
  Result<std::vector<Permit>> by_phone(std::string_view phone, Instant since, Instant until) const override {
    return until_then(now_.by_phone(phone, since, until));
  }
  Result<std::vector<StandingPermit>> standing_of(std::string_view holder) const override {
    return until_then(now_.standing_of(holder));
  }
  Result<std::vector<StandingPermit>> standing_by_plate(std::string_view plate) const override {
    return until_then(now_.standing_by_plate(plate));
  }
  Result<std::optional<Entry>> seen(const TextKey&) const override { return std::optional<Entry>(); }
  Result<std::vector<Record>> log(Sequence first, std::size_t most) const override {
    if (first > last_) return std::vector<Record>();
    return now_.log(first, std::min<Sequence>(most, last_ - first + 1));
  }
  Result<Sequence> last() const override { return last_; }
  /// The last record may be an act: its time is not earlier than that of the texts before it.
  Result<Instant> last_decided() const override {
    const auto records = now_.log(last_, last_ == 0 ? 0 : 1);
    if (!records) return records.error();
    return records->empty() ? Instant::min() : records->front().at;
  }
  /// The lists as they are now: the register does not say who was on them then.
  Result<std::vector<std::string>> lists_of(std::string_view document, std::string_view phone,
                                            Instant now) const override {
    return now_.lists_of(document, phone, now);
  }
  Result<std::optional<RuleFiles>> rules(const Digest& hash) const override { return now_.rules(hash); }
  Result<std::optional<Digest>> rules_in_force() const override { return now_.rules_in_force(); }

 private:
  template <typename Any>
  Result<std::vector<Any>> until_then(Result<std::vector<Any>> permits) const {
    if (permits) std::erase_if(*permits, [&](const Any& permit) { return permit.sequence > last_; });
    return permits;
  }

  const Register& now_;
  const Sequence last_;
};

}  // namespace permit::tool
