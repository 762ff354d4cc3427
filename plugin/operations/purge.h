// Removing old data from the register, in steps that hardly delay texts.
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
/// The latest time before which everything may be removed: a limit may count younger records, and an SMSC may deliver
/// their texts again.
Instant latest_purge(const RuleSet& rules, Instant now);

/// The data to be removed.
struct PurgePlan {
  std::optional<Instant> before{};        ///< removes earlier records, permits and standing permits
  std::optional<Instant> texts_before{};  ///< removes earlier raw texts, but keeps how they were read
};
/// Checks that it may be removed. OperationError: bad_input, with `input` before or texts-before.
Result<Done, OperationError> check_purge(const PurgePlan& plan, const RuleSet& rules, Instant now);

/// Each may be empty.
struct OnPurge {
  OnDropped dropped{};                                     ///< before the rows of a broken-off import are removed
  OnProgress progress{};                                   ///< counts rows, then from 0 again standing permits
  std::function<void(std::uint64_t rows)> records_gone{};  ///< after the records, before the standing permits
};

/// Removes data from before `before`: first the rows of broken-off imports, then records, and permits of whole days,
/// then standing permits that ended before, by the end that decrees give them. The log records the purge before the
/// first row is removed, so that an interrupted purge is known. Returns the number of standing permits. `folder` is
/// that of the register. REQUIRES: check_purge().
Result<std::uint64_t> purge_history(RegisterStore& store, const std::string& folder, const RuleSet& rules,
                                    Instant before, const Actor& actor, Instant now, const OnPurge& on);

/// Removes the raw texts from the records before `before`. Returns the number of records examined. The log records it
/// first. REQUIRES: check_purge().
Result<std::uint64_t> purge_raw_texts(AdminStore& store, Instant before, const Actor& actor, Instant now,
                                      const OnProgress& on_progress);

}  // namespace permit
