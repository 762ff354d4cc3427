// What libraries say of themselves, in Prometheus's text format, version 0.0.4: for the library's textfile and for
// `permitctl stats --prometheus', which say the same of the same. No label names a person or holds what one wrote.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/inspection.h"
#include "metrics/instance_status.h"

namespace permit {

/// One file, or one answer to a scrape: every metric once, with a row for each library. `the_register': nothing when it
/// cannot be looked at.
std::string render_exposition(std::span<const InstanceStatus> boxes,
                              const std::optional<RegisterFigures>& the_register);

}  // namespace permit
