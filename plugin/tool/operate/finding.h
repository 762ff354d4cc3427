// What `permitctl doctor' finds: one thing, its state, and how to correct it.
#pragma once

#include <string>
#include <vector>

namespace permit::tool {

struct Finding {
  enum class Verdict {
    well,
    doubtful,  ///< it works, and somebody should look at it
    wrong,     ///< texts are not answered or may be lost
    unknown,   ///< the user may not read it
  };

  std::string about;  ///< one word
  Verdict verdict;
  std::string says;    ///< the state; of a fault also its consequence
  std::string mend{};  ///< a command for root; empty where no command corrects it: `says' then tells what to do
};
using Findings = std::vector<Finding>;

}  // namespace permit::tool
