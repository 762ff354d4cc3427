// The decision: rules, request, account and time in; one outcome out. Pure; may be asked again for the same text.
//
// Order (SEMANTICS 1): list, live permit, interval or decree, purpose, document accepted, pause, hours, limits, grant.
// A pause stops what could be granted, now or later; who gets none whatever the hour is told that.
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

/// The steps of a decision on a permit, in their order.
enum class Step { list, live_permit, decree, purpose, document, pause, hours, limits, grant };

struct Decision {
  Outcome outcome = Outcome::refused;
  std::string reply{};                 ///< id of the reply text
  std::string clause{};                ///< what it rests on; empty when nothing does
  Origin origin{};                     ///< where that rule stands
  std::string purpose{};               ///< the code, also where the text need not name it; empty when there is none
  std::optional<Period> period{};      ///< granted, repeated
  std::string plate{};                 ///< granted, repeated: that of the permit afterwards
  std::vector<std::string> fields{};   ///< granted, repeated: those of the permit
  std::optional<Sequence> permit{};    ///< repeated: which
  std::optional<Instant> next{};       ///< refused by hours or a limit: when the next permit is possible, if known
  std::vector<Instant> used{};         ///< refused by a limit: when the permits were given that fill it, the latest
  std::vector<std::string> counted{};  ///< refused by a limit: the codes of those permits, each once
  std::optional<Instant> since{};      ///< in an interval without permits: its beginning
  Step step = Step::grant;             ///< the one that decided; all before it were passed
};

/// The purpose that is asked for; null when the decree has no such code. A text that names none asks for the only one.
const Purpose* asked_purpose(const PermitRequest& ask, const Decree& decree);

/// What ends a permit before its time: a ban that was known when it was given, or hours (SEMANTICS 7).
struct Cut {
  Instant at;
  Citation by;
};

/// The cut that a permit for `code` over `period` ends with, under these rules; nothing where it ends otherwise.
std::optional<Cut> cut_of(std::string_view code, const Period& period, const RuleSet& rules);

/// The permits of `account` that a limit counts now, by the service's calendar (SEMANTICS 2, 3, 6).
std::vector<const Permit*> counted(const Limit& limit, const Decree& decree, const Account& account, Instant now,
                                   const Zone& zone);

Decision decide(const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now);

}  // namespace permit
