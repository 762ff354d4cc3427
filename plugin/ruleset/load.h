// Compiles a rule folder into rules, and lists every fault in it.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"
#include "core/store.h"
#include "ruleset/diagnostic.h"
#include "ruleset/read/annotations.h"

namespace permit {

struct Loaded {
  Rules rules;  ///< null when a fault is Severity::broken
  Annotations annotations;
  RuleFiles text;                  ///< what was compiled
  std::vector<Diagnostic> faults;  ///< by file and line
};

/// Compiles rules that were read from a folder or from the store. Pure except for the tz database.
Loaded compile(RuleFiles text);

/// Reads and compiles a folder. A folder that cannot be read gives one fault.
Loaded load_folder(const std::string& folder);

}  // namespace permit
