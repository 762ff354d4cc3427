#include "test/rig/permitctl.h"

#include <utility>

namespace permit::test {

Finished permitctl(const KannelRig& rig, std::vector<std::string> verb) {
  std::vector<std::string> arguments = {build_folder() / "permitctl"};
  arguments.insert(arguments.end(), verb.begin(), verb.end());
  const bool writes = verb.front() != "stats";
  if (writes) arguments.insert(arguments.end(), {"--rules", rig.permit_plan().rules});
  arguments.insert(arguments.end(), {"--store", rig.permit_plan().store});
  return run_to_end({.arguments = std::move(arguments)});
}

}  // namespace permit::test
