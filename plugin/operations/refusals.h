// The texts of a day, above all those that were refused: what else there is to say of whoever has no permit.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/history.h"
#include "core/rule_set.h"
#include "store/open.h"

namespace permit {

struct Refusals {
  std::vector<Record> records;  ///< of texts that were refused, the latest first
  std::vector<Record> given;    ///< of those that were granted or repeated, likewise
  Instant since;                ///< how far back was looked: the day's beginning, unless time was over
};

/// How long is looked, about.
inline constexpr std::chrono::milliseconds kLook{200};

/// Of a document, a plate or a phone, on the service's day of `at' up to that moment. The log has no index of them: one
/// would cost every refused text a random write. So it is read, from `at' backwards, for as long as `look' and no
/// longer: some hundred thousand records, which is all of most days.
Result<Refusals> refusals(const InspectionStore& store, Subject by, const std::string& key, Instant at,
                          const Zone& zone, std::chrono::milliseconds look = kLook);

/// Whether it was refused because somebody stands on a list: that is not said to everybody.
bool is_for_a_list(const Entry& refused, const RuleSet& rules);

/// Whether a text names a document, a plate or a phone.
bool names(const Entry& entry, Subject by, const std::string& key);

}  // namespace permit
