// What a text that could not be read may have meant. A mend is proposed in the reply, never assumed.
#pragma once

#include <optional>
#include <string>

#include "core/rule_set.h"
#include "core/tokens.h"

namespace permit {

struct Mend {
  std::string text;           ///< to send instead
  std::string document_kind;  ///< DocumentKind::id
};

/// A whole text to send instead, when exactly one can be told from the parts that were understood: they stood in
/// another order or among other words, the letters before the number were left out or one of them was wrong, a plate
/// was glued on.
std::optional<Mend> mend(Tokens tokens, const RuleSet& rules);

}  // namespace permit
