// The verbs of permitctl: their command lines and the functions that run them. Each room declares its verbs in verbs.h.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "tool/cli/defaults.h"
#include "tool/cli/exit_status.h"
#include "tool/cli/verb.h"

namespace permit::tool {

/// A verb such as `list add', and the function that runs it after the command line is read.
struct Command {
  Verb verb;
  std::function<ExitStatus()> run;
  bool reports_conf_faults = false;  ///< it reports faults of the configuration itself
};
/// All verbs, with the defaults of their options.
struct Commands {
  Defaults defaults;
  std::vector<Command> all{};

  void push_back(Command command) { all.push_back(std::move(command)); }
};

}  // namespace permit::tool
