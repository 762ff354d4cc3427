// Decides a request by the rules, the account and the time. Pure; the store may ask again for the same text.
//
// Order (SEMANTICS 1): list, live permit, interval or decree, purpose, document accepted, pause, hours, limits, grant.
// A pause stops every request that passed the steps before it; the others get their own refusal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decide/citation.h"
#include "core/read/request.h"
#include "core/record.h"
#include "core/rule_set.h"

namespace permit {

/// The steps of a decision on a permit, in order.
enum class Step { list, live_permit, decree, purpose, document, pause, hours, limits, grant };

struct Decision {
  Outcome outcome = Outcome::refused;
  std::string reply{};                 ///< id of the reply text
  std::string clause{};                ///< the clause that decides it; empty if none
  Origin origin{};                     ///< the place of that rule
  std::string purpose{};               ///< granted, repeated: the permit's code; else as asked, may be empty
  std::optional<Period> period{};      ///< granted, repeated
  std::string plate{};                 ///< granted, repeated: the permit's plate after the decision
  std::vector<std::string> fields{};   ///< granted, repeated: the permit's fields
  std::optional<Sequence> permit{};    ///< repeated: the live permit
  std::optional<Instant> next{};       ///< refused by hours or a limit: when the next permit is possible, if known
  std::vector<Instant> used{};         ///< refused by a limit: when the latest permits it counts were given
  std::vector<std::string> counted{};  ///< refused by a limit: the codes of all that it counts, each once
  std::optional<Instant> since{};      ///< in an interval without permits: when it began
  Step step = Step::grant;             ///< the step that decided; all earlier steps were passed
};

/// Returns the requested purpose; null if the decree has no such code. A text that names none asks for the only one.
const Purpose* asked_purpose(const PermitRequest& ask, const Decree& decree);

/// The early end of a permit: a ban that was known when it was given, or the end of hours (SEMANTICS 7).
struct Cut {
  Instant at;
  Citation by;
};

/// Returns the cut that ends a permit for `code` over `period` under these rules; nothing if no cut ends it.
std::optional<Cut> cut_of(std::string_view code, const Period& period, const RuleSet& rules);

/// Returns the permits of `account` that a limit counts at `now`, by the service's calendar (SEMANTICS 2, 3, 6). The
/// pointers point into `account`.
std::vector<const Permit*> counted_permits(const Limit& limit, const Decree& decree, const Account& account,
                                           Instant now, const Zone& zone);

Decision decide(const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now);

}  // namespace permit
