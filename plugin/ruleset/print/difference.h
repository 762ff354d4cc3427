// The differences between two rule folders in an official's words: not which lines changed, but what changes for people
// and when.
//
// Both folders are evaluated at every moment at which either changes. Equal values are not a difference, even if the
// folders state them in different files or a different sequence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/annotations.h"

namespace permit {

/// One value that differs. A subject may have several: a code can have several limits.
struct Difference {
  std::string subject;                ///< `code 2`, `code 2, limit`, `text granted in az`
  std::optional<std::string> before;  ///< absent: it is new
  std::optional<std::string> after;   ///< absent: it is gone
  std::string clause_before{};        ///< empty where none is cited
  std::string clause_after{};
  std::optional<Instant> from{};   ///< start of the difference, for values that depend on time
  std::optional<Instant> until{};  ///< end of the difference; kNoEnd: it lasts
};

/// Rules and the annotations of their files.
struct AnnotatedRules {
  const RuleSet& rules;
  const Annotations& annotations;
};

/// Returns the differences: first of the service, then of decrees, amendments and intervals by id, then of values in
/// time order, then of texts.
std::vector<Difference> differences(const AnnotatedRules& before, const AnnotatedRules& after);

/// `code 2: 3 h → 2 h from 2020-07-05 06:00 (trend.az 19.06.2020 §1)`. The end of a value is omitted if a decree of
/// `after` ends at the same time.
std::string in_words(const Difference& difference, const RuleSet& after);

}  // namespace permit
