// Removing what is old from the register, in steps that texts hardly notice.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/rule_set.h"
#include "operations/broken_imports.h"
#include "operations/operation_error.h"
#include "operations/progress.h"
#include "store/open.h"

namespace permit {

/// The beginning of the day that was `keep` days ago, in the zone of the service.
Instant kept_since(const RuleSet& rules, unsigned keep, Instant now);
/// The latest time before which everything may go: a limit may count what is younger, and an SMSC may deliver its text
/// again.
Instant latest_purge(const RuleSet& rules, Instant now);

/// What somebody wants to remove.
struct PurgePlan {
  std::optional<Instant> before{};        ///< records, permits and standing permits of before
  std::optional<Instant> texts_before{};  ///< the texts as they came, of before; their reading stays
};
/// Whether it may go. OperationError: bad_input, with `input` before or texts-before.
Result<Done, OperationError> check_purge(const PurgePlan& plan, const RuleSet& rules, Instant now);

/// Each may be empty.
struct OnPurge {
  OnDropped dropped{};                                     ///< before what a broken-off import left is removed
  OnProgress progress{};                                   ///< counts rows; from 0 again standing permits
  std::function<void(std::uint64_t rows)> records_gone{};  ///< the records are removed, the standing permits follow
};

/// Removes what is older than `before`: first what broken-off imports left, then records, and permits of whole days,
/// then standing permits that were over before, with the end that decrees give them. The act is in the log before the
/// first row goes, so that an interrupted purge is known. Returns the number of standing permits. `folder` is that of
/// the register. REQUIRES: check_purge().
Result<std::uint64_t> purge_history(RegisterStore& store, const std::string& folder, const RuleSet& rules,
                                    Instant before, const Actor& actor, Instant now, const OnPurge& on);

/// Removes the texts as they came from the records before `before`. Returns the number of records that were passed.
/// The act is in the log before. REQUIRES: check_purge().
Result<std::uint64_t> purge_raw_texts(AdminStore& store, Instant before, const Actor& actor, Instant now,
                                      const OnProgress& on_progress);

}  // namespace permit
