// The decision: rules, request, account and time in; one outcome out. Pure; may be asked again for the same text.
//
// Order (SEMANTICS 1): list, live permit, pause, interval or decree, purpose, document accepted, hours, limits, grant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/record.h"
#include "core/request.h"
#include "core/rule_set.h"

namespace permit {

struct Decision {
  Outcome outcome = Outcome::refused;
  std::string reply{};                 ///< id of the reply text
  std::string clause{};                ///< what it rests on; empty when nothing does
  Origin origin{};                     ///< where that rule stands
  std::string purpose{};               ///< the code, also where the text need not name it; empty when there is none
  std::optional<Period> period{};      ///< granted, repeated
  std::string plate{};                 ///< granted, repeated: that of the permit afterwards
  std::optional<Sequence> permit{};    ///< repeated: which
  std::optional<Instant> next{};       ///< refused by hours or a limit: when the next permit is possible, if known
  std::vector<Instant> used{};         ///< refused by a limit: when the permits were given that it counted
  std::vector<std::string> counted{};  ///< refused by a limit: the codes of those permits, each once
  std::optional<Instant> since{};      ///< in an interval without permits: its beginning
};

Decision decide(const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now);

}  // namespace permit
