// permitctl: the command line for operators, rule authors and testers of permit8103. It needs no Kannel.

#include <algorithm>
#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/version.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/usage.h"
#include "tool/inspect/verbs.h"
#include "tool/operate/verbs.h"
#include "tool/permits/verbs.h"
#include "tool/rules/verbs.h"

namespace permit::tool {

namespace {

/// In the order of `permitctl --help'.
constexpr std::array kVerbs = {
    add_check,  add_diff,        add_explain, add_print,   add_rules,  add_replay, add_pause,  //
    add_say,    add_show,        add_stats,   add_doctor,  add_list,                           //
    add_log,    add_certificate, add_plates,                                                   //
    add_verify, add_keys,                                                                      //
    add_purge,  add_erase,       add_store,                                                    //
    add_import, add_grant,       add_changes, add_permits, add_export,
};

int run(int argc, char** argv) {
  CLI::App app{"permitctl: check rules, test texts, and read and change the register of permit8103", "permitctl"};
  app.set_version_flag("--version", "permitctl " + full_version());
  app.require_subcommand(1);
  app.fallthrough();  // `--conf' is allowed anywhere
  app.failure_message(wrong_usage);
  app.footer(
      "Exit status:\n"
      "  0   yes: granted, repeated, information, permitted, no fault, no difference, no changed decision\n"
      "  1   no: refused, not permitted, forged, ended, different, a changed decision, a fault, or you said no\n"
      "  2   the text is unreadable or gets no reply\n"
      "  64  the command line is wrong\n"
      "  65  the rules, the batch or the file have faults\n"
      "  69  the register or key file cannot be opened or read, or no library follows in time\n"
      "  73  the rule folder or key file cannot be written\n"
      "  74  the output cannot be written");

  const std::vector<std::string> words(argv + 1, argv + argc);
  Commands commands{Defaults::find(words)};
  std::string conf = commands.defaults.file();
  app.add_option("--conf", conf,
                 "Configuration file of the library; it sets the defaults of `--store', `--rules' and `--keys'")
      ->type_name("FILE")
      ->capture_default_str();
  for (const auto add : kVerbs) add(Verb(app), commands);

  if (const std::string unknown = unknown_verb(app, words); !unknown.empty()) return complain(unknown, kUsage);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kYes : kUsage;
  }
  const auto command = std::find_if(commands.all.begin(), commands.all.end(),
                                    [](const Command& known) { return known.verb.is_named(); });
  const ExitStatus configured = command->reports_conf_faults ? kYes : commands.defaults.check(command->verb);
  const ExitStatus status = configured == kYes ? command->run() : configured;
  if (std::cout.flush()) return status;
  return complain("the output could not be written completely", kNotWritten);
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
