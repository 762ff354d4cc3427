#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "tool/check.h"
#include "tool/commands.h"
#include "tool/diff.h"
#include "tool/fault_manual.h"
#include "tool/pause.h"
#include "tool/print.h"
#include "tool/replay.h"
#include "tool/rules.h"

namespace permit::tool {

namespace {

void add_check(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* verb = app.add_subcommand("check", "Say what a rule folder means, or every fault in it");
  commands.defaults.add_rules(*verb, "DIR", options->folder, "The rule folder of a service");
  verb->add_flag("--json", options->json, "Print the faults alone, for an editor");
  commands.push_back({verb, [=] { return check(*options); }});
}

void add_diff(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App* verb = app.add_subcommand("diff", "Say what one rule folder says otherwise than another, in words");
  verb->add_option("BEFORE", options->before, "A rule folder")->required();
  verb->add_option("AFTER", options->after, "A rule folder")->required();
  verb->add_flag("--json", options->json, "Print one object, for a program");
  commands.push_back({verb, [=] { return diff(*options); }});
}

void add_explain(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ExplainFaultOptions>();
  CLI::App* verb = app.add_subcommand("explain", "Say what a fault of a rule folder means and how to mend it");
  CLI::Option* fault =
      verb->add_option("FAULT", options->name, "Its name, `unknown-source'; without it all of them are listed");
  verb->add_flag("--names", options->only_names, "Print every name, one a line")->excludes(fault);
  commands.push_back({verb, [=] { return explain_fault(*options); }});
}

void add_print(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<PrintOptions>();
  CLI::App* verb = app.add_subcommand("print", "Print rules as an HTML page to read and sign");
  verb->add_option("DIR", options->folder, "A rule folder that `check' accepts")->required();
  verb->add_option("--decree", options->decree, "This decree alone, or this time without permits")->type_name("ID");
  verb->add_option("-o,--output", options->file, "Write to FILE")->type_name("FILE");
  commands.push_back({verb, [=] { return print(*options); }});
}

void add_following(CLI::App& verb, Following& following, Defaults& defaults) {
  defaults.add_rules(verb, "--rules", following.rules, "The folder that the library reads");
  defaults.add_store(verb, following.store);
  verb.add_option("--wait", following.wait, "How long to wait for the library")
      ->type_name("SECONDS")
      ->capture_default_str();
}

void add_rules(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<InstallOptions>();
  CLI::App* rules = app.add_subcommand("rules", "Put rules in force, list those that were, go back to them");
  rules->require_subcommand(1);
  CLI::App* install = rules->add_subcommand("install", "Check a draft, show what it changes, put it in force");
  install->add_option("DRAFT", options->draft, "A rule folder")->required();
  CLI::App* restore = rules->add_subcommand("restore", "Put rules in force again that were so once");
  restore->add_option("HASH", options->hash, "Their first digits, as `rules list' prints them")->required();
  for (CLI::App* verb : {install, restore}) {
    add_following(*verb, options->following, commands.defaults);
    verb->add_flag("--yes", options->yes, "Do not ask");
  }
  CLI::App* list = rules->add_subcommand("list", "List the rules that ever were in force, the latest first");
  commands.defaults.add_store(*list, options->following.store);
  commands.push_back({install, [=] { return install_rules(*options); }});
  commands.push_back({restore, [=] { return restore_rules(*options); }});
  commands.push_back({list, [=] { return list_rules(options->following.store); }});
}

void add_replay(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ReplayOptions>();
  CLI::App* verb = app.add_subcommand("replay", "Decide the texts of a log, or of a file, by new rules too");
  verb->add_option("--rules", options->rules, "The new rules")->type_name("DIR")->required();
  verb->add_option("--running", options->running,
                   "The rules to compare with; without it those in force in the register")
      ->type_name("DIR");
  commands.defaults.add_store(*verb, options->store);
  CLI::Option* since =
      verb->add_option("--since", options->since, "From this local time on; without it the last day of the log");
  since->type_name("LOCALTIME");
  verb->add_option("--batch", options->batch,
                   "Replay lines `localtime TAB msisdn TAB text' of FILE instead, - for standard input; with "
                   "--running no register is needed")
      ->type_name("FILE")
      ->excludes(since);
  verb->add_flag("--json", options->json, "For a machine");
  commands.push_back({verb, [=] { return replay(*options); }});
}

void add_pause(CLI::App& app, Commands& commands) {
  const auto reply = std::make_shared<std::string>();
  const auto following = std::make_shared<Following>();
  CLI::App* verb = app.add_subcommand("pause", "Stop giving permits at once, also while the rule folder is broken");
  verb->add_option("TEXT", *reply, "The reply to whoever asks, in every language; may name {hotline}")->required();
  add_following(*verb, *following, commands.defaults);
  CLI::App* back = app.add_subcommand("resume", "Give permits again");
  add_following(*back, *following, commands.defaults);
  commands.push_back({verb, [=] { return pause(*reply, *following); }});
  commands.push_back({back, [=] { return resume(*following); }});
}

}  // namespace

void add_rule_commands(CLI::App& app, Commands& commands) {
  for (const auto add : {add_check, add_diff, add_explain, add_print, add_rules, add_replay, add_pause})
    add(app, commands);
}

}  // namespace permit::tool
