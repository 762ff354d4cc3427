#include "tool/check.h"

#include <algorithm>
#include <iostream>

#include "ruleset/describe.h"
#include "tool/rules_at.h"

namespace permit::tool {

ExitStatus check(const std::string& folder) {
  const Loaded loaded = load_folder(folder);
  complain_of(loaded, folder);
  const bool only_warnings = std::all_of(loaded.faults.begin(), loaded.faults.end(), [](const Fault& fault) {
    return kind_of(fault.name).severity == Severity::warning;
  });
  if (!only_warnings) return kBrokenInput;
  std::cout << describe(*loaded.rules, loaded.notes);
  return kYes;
}

}  // namespace permit::tool
