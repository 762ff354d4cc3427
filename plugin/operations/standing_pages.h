// The standing permits of a register, page by page: to list, and as rows of a file.
#pragma once

#include <string>
#include <vector>

#include "core/inspection.h"
#include "core/rule_set.h"
#include "operations/mask.h"
#include "operations/operation_error.h"
#include "operations/permit_view.h"
#include "operations/standing_words.h"

namespace permit {

/// An empty member: any.
struct StandingFilter {
  std::string kind{};
  std::string activity{};
  std::string issuer{};
  bool with_ended = false;  ///< also those that have ended, were revoked or replaced
};

struct StandingPage {
  std::vector<PermitView> permits{};  ///< by holder; they borrow from the rules
  std::string next{};                 ///< continue with it; empty: this page is the last
};

/// The permits after the holder `after`, as of `at`, with what decrees make of them. Begins with an empty `after`. A
/// page may hold no permit and not be the last. Reads in short transactions. REQUIRES: `rules` outlive the result.
/// OperationError: bad_input for a kind that the rules do not know, unavailable.
Result<StandingPage, OperationError> standing_page(const InspectionStore& store, const RuleSet& rules,
                                                   const StandingFilter& filter, Instant at, const std::string& after);

struct ExportPage {
  std::vector<StandingWords> rows{};  ///< by holder
  std::string next{};                 ///< as StandingPage::next
};

/// The permits of a kind as rows that an import reads: each as it was entered, with the end that it was given by hand
/// since, without those that were revoked or replaced. `mask` hides holders, plates and numbers in notes.
/// OperationError: as standing_page().
Result<ExportPage, OperationError> export_page(const InspectionStore& store, const RuleSet& rules,
                                               const std::string& kind, const Masking& mask, const std::string& after);

}  // namespace permit
