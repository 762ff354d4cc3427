#include "operations/known_name.h"

#include <algorithm>

#include "base/nearest.h"

namespace permit {

Status check_known(const std::string& what, const std::string& name, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return Done{};
  const std::string hint = did_you_mean(name, known);
  const std::string others = known.empty() ? "; they have none" : "; they have " + listed(known);
  return Error{"the rules have no " + what + " `" + name + "'" + (hint.empty() ? others : hint)};
}

}  // namespace permit
