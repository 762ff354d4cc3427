#include "tool/cli/ask.h"

#include <iostream>

#include <unistd.h>

#include "tool/cli/complain.h"

namespace permit::tool {

ExitStatus ask(const std::string& question) {
  if (isatty(STDIN_FILENO) == 0) return complain("cannot ask for confirmation without a terminal; add --yes", kUsage);
  std::cout << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  if (answer == "y" || answer == "Y" || answer == "yes") return kYes;
  std::cout << "Nothing was changed.\n";
  return kNo;
}

}  // namespace permit::tool
