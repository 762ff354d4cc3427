#include "test/torture/memory.h"

#include <sstream>
#include <string>

#include "test/rig/rig.h"

namespace permit::test {

std::size_t anonymous_memory(pid_t process) {
  std::istringstream status(read_file("/proc/" + std::to_string(process) + "/status"));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::stoul(line.substr(8));
  throw RigFailure("no RssAnon in /proc");
}

}  // namespace permit::test
