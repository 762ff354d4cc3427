// What one rule folder says otherwise than another, in an official's words: not which lines were changed, but what
// people get from when on.
//
// Both are asked what holds at every moment at which either changes. What holds the same way is no difference, whatever
// file says it and in whatever order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/annotations.h"

namespace permit {

/// One value that differs. Two facts can be in one thing: a code has several limits.
struct Difference {
  std::string subject;                ///< `code 2`, `code 2, limit`, `text granted in az`
  std::optional<std::string> before;  ///< absent: it is new
  std::optional<std::string> after;   ///< absent: it is gone
  std::string clause_before{};        ///< empty where none is cited
  std::string clause_after{};
  std::optional<Instant> from{};   ///< what holds for a time: when it differs
  std::optional<Instant> until{};  ///< likewise; kNoEnd: it goes on so
};

/// Rules with what their files say beside them.
struct AnnotatedRules {
  const RuleSet& rules;
  const Annotations& annotations;
};

/// The service first, then decrees, amendments and intervals by id, then values in the order of time, then texts.
std::vector<Difference> differences(const AnnotatedRules& before, const AnnotatedRules& after);

/// `code 2: 3 h → 2 h from 2020-07-05 06:00 (trend.az 19.06.2020 §1)`. The end of a value is left out where a decree of
/// `after` ends with it.
std::string in_words(const Difference& difference, const RuleSet& after);

}  // namespace permit
