// Removing a person from the register, at that person's request.
//
// Call these in order: read_person(), still_needed(), traces_of(), then ask for confirmation, then erase_person().
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/inspection.h"
#include "core/rule_set.h"
#include "operations/operation_error.h"
#include "operations/progress.h"
#include "store/open.h"

namespace permit {

/// The key under which the register knows a person.
struct Person {
  Subject by = Subject::document;  ///< also for a FIN; phone if a service knows only phones
  std::string key;

  Listing::Of listed_as() const { return by == Subject::phone ? Listing::Of::phone : Listing::Of::document; }
  std::string document() const { return by == Subject::phone ? "" : key; }
  std::string phone() const { return by == Subject::phone ? key : ""; }
};

/// OperationError: bad_input.
Result<Person, OperationError> read_person(const std::string& whom, const RuleSet& rules);

/// Checks that the number of the request is given. OperationError: bad_input.
Result<Done, OperationError> check_request(const std::string& why);

/// Why a person cannot be erased now.
struct StillNeeded {
  enum class Why {
    counted_permit,   ///< a permit by text is alive or counted by a limit
    standing_permit,  ///< a standing permit has not ended
    list,             ///< the person is on a list
  };

  Why why = Why::list;
  Instant decided{};               ///< counted_permit: the last of them
  std::string kind{};              ///< standing_permit
  std::optional<Instant> until{};  ///< standing_permit; nothing: it has no end
};
/// Nothing: the person can be erased.
Result<std::optional<StillNeeded>> still_needed(const InspectionStore& store, const RuleSet& rules,
                                                const Person& person, Instant now);

/// Everything that the register says about a person, up to a record of the log. Permits and list entries may have
/// outlived their records.
struct PersonTraces {
  Sequence last = 0;              ///< later records, and permits that they gave, may be needed and are not included
  std::vector<Sequence> records;  ///< that name the person
  std::vector<Permit> given;
  std::vector<StandingPermit> held;
  std::vector<Listing> listed;

  bool empty() const { return records.empty() && given.empty() && held.empty() && listed.empty(); }
};
/// Searches the whole log up to `last`. Progress counts sequences.
Result<PersonTraces> traces_of(const InspectionStore& store, const Person& person, Sequence last,
                               const OnProgress& on_progress);

/// Writes into the log that a person is erased, then removes the person from the records and the indexes, in steps that
/// hardly delay texts. The hash chain stays valid. REQUIRES: still_needed() returned nothing after `traces.last` was
/// read. Progress counts records.
Status erase_person(RegisterStore& store, const Person& person, const PersonTraces& traces, const Actor& actor,
                    Instant now, const OnProgress& on_progress);

}  // namespace permit
