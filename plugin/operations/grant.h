// Entering one standing permit by hand, such as by the operator of 102.
#pragma once

#include <optional>
#include <string>

#include "core/rule_set.h"
#include "operations/operation_error.h"
#include "operations/permit_view.h"
#include "operations/standing_words.h"
#include "store/open.h"

namespace permit {

struct GrantRequest {
  std::string kind;       ///< of standing permit, as the rules name it
  StandingWords words{};  ///< `from` empty: now
  std::string source;     ///< where it comes from, `102'; may be empty
};

struct Granted {
  EnterResult::What what = EnterResult::What::added;
  std::string holder;                  ///< as the register writes it
  std::optional<PermitView> permit{};  ///< as it is now; nothing if it ended long ago; borrows from the rules
};

/// Enters the permit in one transaction. Entering the same permit again changes nothing. REQUIRES: `rules` outlive the
/// result. OperationError: bad_input, unavailable.
Result<Granted, OperationError> grant(RegisterStore& store, const RuleSet& rules, const GrantRequest& request,
                                      const Actor& actor, Instant now);

}  // namespace permit
