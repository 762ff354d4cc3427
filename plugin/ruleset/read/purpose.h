// <purpose>: what one code gets. In a decree all of it is said, in an amendment what changes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/xml.h"

namespace permit {

struct CompileContext;
struct DatedNotes;

/// What a <purpose> says. Absent parts stay as an amended decree has them.
struct PurposeText {
  std::string code;
  std::string name;  ///< empty: not said
  std::string clause;
  std::optional<std::optional<std::chrono::minutes>> lasts;  ///< of <lasts> a duration, of <no-end> nothing
  std::optional<std::chrono::minutes> starts_after;
  std::optional<std::vector<Hours>> hours;
  std::optional<std::vector<Limit>> limits;  ///< of <no-limit> none
  Place place;

  /// Changes `purpose`, or makes it when it is a new one.
  void apply_to(Purpose& purpose) const;
};

/// The <service> and the sources are read already. What decides nothing goes to `notes`.
PurposeText read_purpose(const Element& element, DatedNotes& dated, CompileContext& context);

}  // namespace permit
