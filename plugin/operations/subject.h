// A document, a plate or a phone as people write it on a command line.
#pragma once

#include <string>

#include "base/result.h"
#include "core/rule_set.h"

namespace permit {

/// As the register writes it, understood as it would be in a text; empty when it is nothing. `by` is document, plate or
/// phone; a phone with a leading 0 is one of the service's country.
std::string folded_subject(const std::string& by, const std::string& key, const RuleSet& rules);

/// Likewise, but only a document that the rules can read, or the number of a phone: the error says what is expected.
/// Nothing else ever matches a text that comes.
Result<std::string> readable_subject(const std::string& by, const std::string& key, const RuleSet& rules);
/// Likewise, to be put on a list: a number without letters only where a decree in force at `now` or later accepts such.
Result<std::string> listable_subject(const std::string& by, const std::string& key, const RuleSet& rules, Instant now);

/// Likewise, of a standing permit: a document, or the FIN of a person whose document is not known to an employer, which
/// has the picture of the rules' own `<not-a-document id="FIN">'.
Result<std::string> readable_holder(const std::string& key, const RuleSet& rules);
/// Likewise, a plate.
Result<std::string> readable_plate(const std::string& key, const RuleSet& rules);

}  // namespace permit
