// <decree> and <amendment>: what is given by text from one time to another, and what a later notice changes in it.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/purpose.h"
#include "ruleset/read/xml.h"

namespace permit {

/// What a file says: a decree, or with `amends` what changes in one. ruleset/read/timeline.h makes periods of both.
struct DecreeText {
  std::string id;
  std::string title;
  std::string clause;
  Instant from;
  Instant until;         ///< of an amendment that names no end: kNoEnd
  std::string amends;    ///< id of a decree; empty: it is one
  std::string replaces;  ///< id of a decree that ends where this one begins; may be empty
  std::vector<Acceptance> accepts;
  std::vector<PurposeText> purposes;
  std::vector<Withdrawal> withdrawn;
  std::vector<NotByText> not_by_text;
  std::vector<ListRefusal> refusals;
  std::vector<StandingRule> standing;  ///< `until' kNoEnd: not said, then it is the decree's
  Place place;
};

/// REQUIRES: a <decree> or an <amendment>. The <service> is read already: times are local times of its zone.
void read_decree(const Element& element, CompileContext& context);

}  // namespace permit
