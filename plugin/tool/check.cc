#include "tool/check.h"

#include <iostream>

#include "ruleset/describe.h"
#include "tool/rules_at.h"

namespace permit::tool {

ExitStatus check(const std::string& folder) {
  const Loaded loaded = load_folder(folder);
  complain_of(loaded, folder);
  if (!loaded.rules) return kBrokenInput;
  std::cout << describe(*loaded.rules, loaded.notes);
  return kYes;
}

}  // namespace permit::tool
