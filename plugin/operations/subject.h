// A document, a plate or a phone as people write it.
#pragma once

#include <string>

#include "base/result.h"
#include "core/rule_set.h"

namespace permit {

/// As the register writes it, read as in a text; empty if nothing is left. `by` is document, plate or phone. A phone
/// with a leading 0 is of the service's country.
std::string folded_subject(const std::string& by, const std::string& key, const RuleSet& rules);

/// As folded_subject(), but accepts only a document that the rules can read, or the number of a phone: nothing else
/// ever matches a text. The error says what is expected.
Result<std::string> readable_subject(const std::string& by, const std::string& key, const RuleSet& rules);
/// As readable_subject(), for a list: accepts a number without letters only where a decree in force at `now` or later
/// does.
Result<std::string> listable_subject(const std::string& by, const std::string& key, const RuleSet& rules, Instant now);

/// As readable_subject(), for a standing permit: a document, or a FIN if the employer does not know the document. A FIN
/// has the picture of `<not-a-document id="FIN">' in the rules.
Result<std::string> readable_holder(const std::string& key, const RuleSet& rules);
/// As readable_subject(), for a plate.
Result<std::string> readable_plate(const std::string& key, const RuleSet& rules);

}  // namespace permit
