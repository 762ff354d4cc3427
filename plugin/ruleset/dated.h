// What is in force from one time to another: <decree>, and the intervals without permits <forbidden> and <not-needed>.
#pragma once

#include "ruleset/book.h"
#include "ruleset/xml.h"

namespace permit {

/// The <service> is read already: times are local times of its zone.
void read_decree(const Element& element, Book& book);
/// REQUIRES: a <forbidden> or a <not-needed>; the rest as above.
void read_interval(const Element& element, Book& book);

}  // namespace permit
