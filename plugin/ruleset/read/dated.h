// What is in force from one time to another: what decrees and intervals without permits have in common, and the
// intervals, <forbidden> and <not-needed>.
#pragma once

#include "core/record.h"
#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// The id, the period in local time of the service, and the notes of a dated element. A period that does not read is
/// empty, and so beside no other. The <service> is read already.
Period read_dated(const Element& element, CompileContext& context);

/// REQUIRES: a <forbidden> or a <not-needed>; the rest as above.
void read_interval(const Element& element, CompileContext& context);

}  // namespace permit
