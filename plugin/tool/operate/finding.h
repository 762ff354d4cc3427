// What `permitctl doctor' finds: one thing, how it is, and how it is mended.
#pragma once

#include <string>
#include <vector>

namespace permit::tool {

struct Finding {
  enum class Verdict {
    well,
    doubtful,  ///< works, and somebody should look at it
    wrong,     ///< texts are not answered, or may be lost
    unknown,   ///< who asks may not look
  };

  std::string about;  ///< one word
  Verdict verdict;
  std::string says;    ///< what is there, or what is missing and what comes of that
  std::string mend{};  ///< a line for root's shell; empty where no command mends it, `says' then tells what to do
};
using Findings = std::vector<Finding>;

}  // namespace permit::tool
