#include "operations/libraries.h"

#include <filesystem>
#include <system_error>

#include "store/instances.h"

namespace permit {

Result<Libraries> look_at_libraries(const RegisterStore& store, const RuleSet& rules, const std::string& folder) {
  const auto in_force = store.rules_in_force();
  if (!in_force) return in_force.error();
  const auto instances = store.statuses();
  if (!instances) return instances.error();
  Libraries libraries;
  libraries.in_force = *in_force == rules.hash;
  for (const InstanceStatus& box : *instances) {
    if (!is_running(box)) continue;
    std::error_code ignored;
    const bool reads_it = std::filesystem::equivalent(box.folder, folder, ignored);
    auto& kind = !reads_it ? libraries.elsewhere : box.rules == rules.hash ? libraries.following : libraries.behind;
    kind.push_back(box);
  }
  return libraries;
}

}  // namespace permit
