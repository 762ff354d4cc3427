// The permits of a document, a plate or a phone about a moment: is one valid, and under which clause?
//
// A list does not decide this: the texts of a listed person are refused, but a valid permit stays valid (SEMANTICS 20).
// A list tells about somebody's health, so an inspector sees neither the list nor that a text was refused because of
// it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "operations/audit.h"
#include "operations/operation_error.h"
#include "operations/permit_view.h"
#include "operations/refusals.h"
#include "store/open.h"

namespace permit {

struct ShowRequest {
  Subject by = Subject::document;
  std::string key;                   ///< as people write it
  std::string at{};                  ///< local time; empty: now
  bool with_lists = false;           ///< also name the lists; personal data
  std::optional<NotedLook> noted{};  ///< written into the log first; REQUIRES a register that is open for writing
};

struct Inspection {
  std::string key;  ///< as the register writes it
  Instant at;
  std::vector<PermitView> permit_views{};  ///< as permit_views() orders them; they borrow from the rules
  Refusals refused{};
  std::vector<std::string> lists{};  ///< with_lists: those that the document or phone is on at `at`

  bool permitted() const { return !permit_views.empty() && permit_views.front().is_valid(); }
};

/// Reads in short transactions, and searches the log for about kLook at most. REQUIRES: `rules` outlive the result.
/// OperationError: bad_input (the time or the key), not_logged, unavailable.
Result<Inspection, OperationError> show(RegisterStore& store, const RuleSet& rules, const ShowRequest& request,
                                        Instant now);

/// The purpose of a permit by text, in the words of the decree by which it was given; may be empty.
std::string purpose_name(const PermitView& view);

}  // namespace permit
