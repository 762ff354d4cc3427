// Revoking or extending permits by text and standing permits by hand; the log records the reason.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "operations/operation_error.h"
#include "operations/permit_view.h"
#include "store/open.h"

namespace permit {

/// The permits of one holder that are valid now or later.
struct LivePermits {
  Subject by = Subject::document;
  std::string key;                    ///< a document, a FIN, or a phone if the service knows only phones
  bool by_number = false;             ///< the user named a record, not the holder: do not show the holder
  std::vector<PermitView> permits{};  ///< may be empty; they borrow from the rules
};

/// `whom`: a document or FIN, a phone if the service knows only phones, or `#17', the permit of that record. `permit`:
/// only the permit of that record; 0: all. REQUIRES: `rules` outlive the result. OperationError: bad_input,
/// unavailable, not_found when that record gave no permit.
Result<LivePermits, OperationError> find_live(const InspectionStore& store, const RuleSet& rules,
                                              const std::string& whom, Sequence permit, Instant now);

/// Ends each permit now, for good, each in its own transaction. OperationError: unavailable; conflict when somebody
/// else ended one at this moment: then those before it are revoked.
Result<Done, OperationError> revoke(AdminStore& store, std::span<const PermitView> permits, const Actor& actor,
                                    Instant now);

/// The result of a request to extend a permit.
struct Extended {
  enum class What {
    extended,
    several,    ///< several permits are valid now or later: name one
    not_later,  ///< the permit does not end before that time, or never
    too_late,   ///< a permit by text lasts until `latest` at most, because decisions look back no further
  };

  What what = What::extended;
  Instant latest{};                   ///< of too_late
  Instant before{};                   ///< of extended: its end until now
  Instant until{};                    ///< of extended: its new end
  std::vector<PermitView> permits{};  ///< of extended: the permit as it is now
};

/// Moves the end of one permit to `until`, a later local time, in one transaction. REQUIRES: `rules` outlive the
/// result, and a permit was found. OperationError: bad_input, conflict, unavailable.
Result<Extended, OperationError> extend(RegisterStore& store, const RuleSet& rules, const LivePermits& found,
                                        const std::string& until, const Actor& actor, Instant now);

}  // namespace permit
