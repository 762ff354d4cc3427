// The verbs of permitctl: what is on their command lines, and what runs them. Each room declares its own in verbs.h.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "tool/cli/defaults.h"
#include "tool/cli/exit_status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace permit::tool {

/// A verb, `list add', and what it does once the command line is read.
struct Command {
  const CLI::App* verb;  ///< borrowed from the application
  std::function<ExitStatus()> run;
  bool tells_of_conf = false;  ///< it says itself what is wrong with the configuration
};
/// All of them, with what their options are when nobody names them.
struct Commands {
  Defaults defaults;
  std::vector<Command> all{};

  void push_back(Command command) { all.push_back(std::move(command)); }
};

}  // namespace permit::tool
