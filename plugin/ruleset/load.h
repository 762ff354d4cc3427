// A rule folder compiled: into rules, and every fault that was found in it.
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
  RuleText text;                   ///< what was compiled
  std::vector<Diagnostic> faults;  ///< by file and line
};

/// Compiles rules from memory: a folder's, or those that the store keeps. Pure but for the tz database.
Loaded compile(RuleText text);

/// Reads and compiles a folder. One that cannot be read is one fault.
Loaded load_folder(const std::string& folder);

}  // namespace permit
