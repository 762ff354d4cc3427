// The standing permits of a register, page by page: as a list, or as rows of a file.
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

/// An empty member matches any value.
struct StandingFilter {
  std::string kind{};
  std::string activity{};
  std::string issuer{};
  bool with_ended = false;  ///< also those that have ended, were revoked or replaced
};

struct StandingPage {
  std::vector<PermitView> permits{};  ///< by holder; they borrow from the rules
  std::string next{};                 ///< the next page's `after`; empty: this page is the last
};

/// The permits after the holder `after`, as of `at`, with the effect of decrees. An empty `after` is the beginning. A
/// page may be empty and not the last. Reads in short transactions. REQUIRES: `rules` outlive the result.
/// OperationError: bad_input for a kind that the rules do not know, unavailable.
Result<StandingPage, OperationError> standing_page(const InspectionStore& store, const RuleSet& rules,
                                                   const StandingFilter& filter, Instant at, const std::string& after);

struct ExportPage {
  std::vector<StandingWords> rows{};  ///< by holder
  std::string next{};                 ///< as StandingPage::next
};

/// The permits of a kind as rows that an import reads: each as it was entered, but with an end that was moved by hand.
/// Omits revoked and replaced permits. `mask` hides notes, and masks holders, plates, references and numbers in other
/// words. OperationError: as standing_page().
Result<ExportPage, OperationError> export_page(const InspectionStore& store, const RuleSet& rules,
                                               const std::string& kind, const Masking& mask, const std::string& after);

}  // namespace permit
