// The status of instances in Prometheus's text format, version 0.0.4. The instance's textfile and `permitctl stats
// --prometheus` both use it. No label names a person or contains what a person wrote.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/inspection.h"
#include "metrics/instance_status.h"

namespace permit {

/// Renders one file, or one answer to a scrape: every metric once, with a row for each instance. `the_register` is
/// absent if the register cannot be read.
std::string render_exposition(std::span<const InstanceStatus> instances,
                              const std::optional<RegisterFigures>& the_register);

}  // namespace permit
