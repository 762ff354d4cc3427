// <purpose>: what one code grants. A decree states all of it, an amendment only the changes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/xml.h"

namespace permit {

struct CompileContext;
struct PeriodNotes;

/// What a <purpose> says. In an amendment, absent parts stay as the decree has them.
struct ParsedPurpose {
  std::string code;
  std::string name;  ///< empty: not stated
  std::string clause;
  std::optional<std::optional<std::chrono::minutes>> lasts;  ///< <lasts>: a duration; <no-end>: holds nullopt
  std::optional<std::chrono::minutes> starts_after;
  std::optional<std::vector<Hours>> hours;
  std::optional<std::vector<Limit>> limits;  ///< <no-limit>: holds no limits
  Place place;

  /// Changes `purpose`, or fills in a new one.
  void apply_to(Purpose& purpose) const;
};

/// Writes the parts that no decision uses into `period`. REQUIRES: the <service> and the sources are read.
ParsedPurpose read_purpose(const Element& element, PeriodNotes& period, CompileContext& context);

}  // namespace permit
