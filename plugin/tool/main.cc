// permitctl: the operator's, the rule author's and the tester's hand on permit8103. No Kannel is needed.

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/version.h"
#include "tool/commands.h"
#include "tool/complain.h"
#include "tool/usage.h"

namespace permit::tool {

namespace {

int run(int argc, char** argv) {
  CLI::App app{"permitctl: check rules, try texts, look into the register of permit8103", "permitctl"};
  app.set_version_flag("--version", "permitctl " + full_version());
  app.require_subcommand(1);
  app.fallthrough();  // `--conf' may stand anywhere
  app.failure_message(wrong_usage);
  app.footer(
      "Exit status: 0 granted, repeated, information, permitted, no faults, no difference, nothing changes or is\n"
      "wrong; 1 refused, not permitted, forged, over, different, decisions change or something is wrong; 2 unreadable\n"
      "or silent; 64 wrong usage; 65 faulty rules, batch or file; 69 no register, no key, or no library that follows;\n"
      "73 a rule folder or key file that cannot be written; 74 output lost.");

  const std::vector<std::string> words(argv + 1, argv + argc);
  Commands commands{Defaults::find(words)};
  std::string conf = commands.defaults.file();
  app.add_option("--conf", conf,
                 "The library's configuration: what `--store', `--rules' and `--keys' are when they are not named")
      ->type_name("FILE")
      ->capture_default_str();
  add_rule_commands(app, commands);
  add_register_commands(app, commands);
  add_inspection_commands(app, commands);
  add_check_code_commands(app, commands);
  add_keeping_commands(app, commands);
  add_desk_commands(app, commands);

  if (const std::string unknown = unknown_verb(app, words); !unknown.empty()) return complain(unknown, kUsage);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kYes : kUsage;
  }
  const auto command =
      std::find_if(commands.all.begin(), commands.all.end(), [](const Command& known) { return known.verb->parsed(); });
  const ExitStatus configured = command->tells_of_conf ? kYes : commands.defaults.check(*command->verb);
  const ExitStatus status = configured == kYes ? command->run() : configured;
  if (std::cout.flush()) return status;
  return complain("the output could not be written to its end", kNotWritten);
}

}  // namespace

}  // namespace permit::tool

int main(int argc, char** argv) {
  try {
    return permit::tool::run(argc, argv);
  } catch (const std::exception& error) {
    return permit::tool::complain(error.what(), permit::tool::kUnavailable);
  }
}
