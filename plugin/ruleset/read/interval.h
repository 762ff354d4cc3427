// Elements that are in force for a period: the common part of decrees and intervals, and the intervals without permits,
// <forbidden> and <not-needed>.
#pragma once

#include "core/record.h"
#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// Reads the id, the period and the notes of such an element; times are local times of the service. Returns an empty
/// period, which overlaps no other, if the times cannot be read. REQUIRES: the <service> is read.
Period read_period(const Element& element, CompileContext& context);

/// REQUIRES: `element` is a <forbidden> or a <not-needed>; the <service> is read.
void read_interval(const Element& element, CompileContext& context);

}  // namespace permit
