// The texts of a day, above all the refused ones: they tell more about a person without a permit.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/history.h"
#include "core/rule_set.h"
#include "store/open.h"

namespace permit {

struct Refusals {
  std::vector<Record> records;  ///< of refused texts, the latest first
  std::vector<Record> given;    ///< of granted or repeated texts, the latest first
  Instant since;                ///< how far back the log was read: to the start of the day, unless the time ran out
};

/// About how long the log is read.
inline constexpr std::chrono::milliseconds kLook{200};

/// The texts of a document, a plate or a phone on the service's day of `at`, up to that moment. The log has no index of
/// them, because one would cost every refused text a random write. So the log is read backwards from `at`, for at most
/// `look`: some hundred thousand records, which is all of most days.
Result<Refusals> refusals(const InspectionStore& store, Subject by, const std::string& key, Instant at,
                          const Zone& zone, std::chrono::milliseconds look = kLook);

/// Whether it was refused because of a list; not everybody may learn that.
bool is_for_a_list(const Entry& refused, const RuleSet& rules);

/// Whether a text names a document, a plate or a phone.
bool mentions(const Entry& entry, Subject by, const std::string& key);

}  // namespace permit
