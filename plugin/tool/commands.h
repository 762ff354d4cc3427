// The verbs of permitctl by family: what stands on their command lines, and what runs them.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "tool/defaults.h"
#include "tool/exit_status.h"

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

/// Rule folders: check, diff, explain, print, replay, rules, pause, resume.
void add_rule_commands(CLI::App& app, Commands& commands);
/// The register: say, show, stats, doctor, list.
void add_register_commands(CLI::App& app, Commands& commands);
/// What was answered and done, for those who ask later: log, plates, certificate.
void add_inspection_commands(CLI::App& app, Commands& commands);
/// Check codes of permits: verify, keys.
void add_check_code_commands(CLI::App& app, Commands& commands);
/// How long the register keeps what: purge, erase, store.
void add_keeping_commands(CLI::App& app, Commands& commands);
/// Standing permits and what is changed by hand: import, grant, revoke, extend, permits, export.
void add_desk_commands(CLI::App& app, Commands& commands);

}  // namespace permit::tool
