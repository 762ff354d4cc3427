#include "tool/cli/complain.h"

#include <iostream>

namespace permit::tool {

ExitStatus complain(std::string_view message, ExitStatus status) {
  std::cerr << "permitctl: " << message << '\n';
  return status;
}

}  // namespace permit::tool
