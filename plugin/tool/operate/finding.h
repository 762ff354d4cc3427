// What `permitctl doctor' finds: one thing, its state, and how to correct it.
#pragma once

#include <string>
#include <vector>

namespace permit::tool {

struct Finding {
  enum class Verdict {
    well,
    doubtful,  ///< it works, but should be checked
    wrong,     ///< texts are not answered or may be lost
    unknown,   ///< the user may not read it
  };

  std::string about;  ///< the subject, in one word
  Verdict verdict;
  std::string says;   ///< the state; for a fault also its consequence
  std::string fix{};  ///< a command for root; empty if no command corrects it: then `says' says what to do
};
using Findings = std::vector<Finding>;

}  // namespace permit::tool
