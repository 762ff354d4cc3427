// <decree> and <amendment>: which permits texts get in a period, and what a later notice changes.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/purpose.h"
#include "ruleset/read/xml.h"

namespace permit {

/// What one file says: a decree or, with `amends`, changes to one. ruleset/read/timeline.h makes periods from both.
struct ParsedDecree {
  std::string id;
  std::string title;
  std::string clause;
  Instant from;
  Instant until;         ///< kNoEnd for an amendment without an end
  std::string amends;    ///< id of a decree; empty: this is a decree
  std::string replaces;  ///< id of a decree that ends where this one begins; may be empty
  std::vector<Acceptance> accepts;
  std::vector<ParsedPurpose> purposes;
  std::vector<Withdrawal> withdrawn;
  std::vector<NotByText> not_by_text;
  std::vector<ListRefusal> refusals;
  std::vector<StandingPermitRule> standing;  ///< `until` is kNoEnd if not stated: the end of the decree applies
  Place place;
};

/// REQUIRES: `element` is a <decree> or an <amendment>; the <service> is read, because times are in its zone.
void read_decree(const Element& element, CompileContext& context);

}  // namespace permit
