#include "test/kannel/permitctl.h"

#include <utility>

namespace permit::test {

Finished permitctl(const KannelRig& rig, std::vector<std::string> verb) {
  std::vector<std::string> arguments = {build_folder() / "permitctl"};
  arguments.insert(arguments.end(), verb.begin(), verb.end());
  for (const auto& [option, folder] : {std::pair{"--rules", rig.permit().rules}, {"--store", rig.permit().store}}) {
    arguments.emplace_back(option);
    arguments.push_back(folder);
  }
  return run_to_end({.arguments = std::move(arguments)});
}

}  // namespace permit::test
