// permitctl: the operator's, the rule author's and the tester's hand on permit8103. No Kannel is needed.

#include <algorithm>
#include <exception>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "core/version.h"
#include "tool/check.h"
#include "tool/complain.h"
#include "tool/diff.h"
#include "tool/fault_manual.h"
#include "tool/list.h"
#include "tool/pause.h"
#include "tool/print.h"
#include "tool/replay.h"
#include "tool/rules.h"
#include "tool/rules_at.h"
#include "tool/say.h"
#include "tool/show.h"
#include "tool/stats.h"
#include "tool/usage.h"

namespace permit::tool {

namespace {

void add_check(CLI::App& app, CheckOptions& options) {
  CLI::App* check = app.add_subcommand("check", "Say what a rule folder means, or every fault in it");
  check->add_option("DIR", options.folder, "The rule folder of a service")->capture_default_str();
  check->add_flag("--json", options.json, "Print the faults alone, for an editor");
}

void add_diff(CLI::App& app, DiffOptions& options) {
  CLI::App* diff = app.add_subcommand("diff", "Say what one rule folder says otherwise than another, in words");
  diff->add_option("BEFORE", options.before, "A rule folder")->required();
  diff->add_option("AFTER", options.after, "A rule folder")->required();
  diff->add_flag("--json", options.json, "Print one object, for a program");
}

void add_explain(CLI::App& app, ExplainFaultOptions& options) {
  CLI::App* explain = app.add_subcommand("explain", "Say what a fault of a rule folder means and how to mend it");
  CLI::Option* fault =
      explain->add_option("FAULT", options.name, "Its name, `unknown-source'; without it all of them are listed");
  explain->add_flag("--names", options.only_names, "Print every name, one a line")->excludes(fault);
}

void add_print(CLI::App& app, PrintOptions& options) {
  CLI::App* print = app.add_subcommand("print", "Print rules as an HTML page to read and sign");
  print->add_option("DIR", options.folder, "A rule folder that `check' accepts")->required();
  print->add_option("--decree", options.decree, "This decree alone, or this time without permits")->type_name("ID");
  print->add_option("-o,--output", options.file, "Write to FILE")->type_name("FILE");
}

void add_say(CLI::App& app, SayOptions& options) {
  CLI::App* say = app.add_subcommand("say", "Say what a text would get, and why");
  say->add_option("--rules", options.rules, "The rule folder")->type_name("DIR")->capture_default_str();
  CLI::Option* store =
      say->add_option("--store", options.store, "Read this register; without it an empty one in memory");
  store->type_name("DIR");
  CLI::Option* at = say->add_option("--at", options.at, "Local time of the service, 2020-07-21T10:00; without it now");
  at->type_name("LOCALTIME");
  CLI::Option* from = say->add_option("--from", options.from, "The phone that sends it");
  from->type_name("MSISDN")->capture_default_str();
  CLI::Option* explain = say->add_flag("--explain", options.explain, "Show the path of the decision, one line a step");
  say->add_flag("--commit", options.commit, "Write to the register, as the library would")->needs(store);
  CLI::Option* text = say->add_option("TEXT", options.text, "The text, `2 AZE12345678'");
  CLI::Option* batch = say->add_option("--batch", options.batch,
                                       "Answer lines `localtime TAB msisdn TAB text' of FILE, - for standard input, in "
                                       "order on one register; prints outcome, purpose, document, plate, from, until, "
                                       "reply, with tabs between");
  batch->type_name("FILE")->excludes(text)->excludes(at)->excludes(from)->excludes(explain);
  say->callback([=] {
    if (!*text && !*batch) throw CLI::RequiredError("TEXT or --batch");
  });
}

void add_show(CLI::App& app, ShowOptions& options) {
  CLI::App* show =
      app.add_subcommand("show", "Show the permits of a document, a plate or a phone, and whether one is valid");
  show->add_option("BY", options.by, "document, plate or phone")
      ->required()
      ->check(CLI::IsMember({"document", "plate", "phone"}));
  show->add_option("KEY", options.key, "Its number")->required();
  show->add_option("--at", options.at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  show->add_option("--store", options.store, "The register")->type_name("DIR")->capture_default_str();
  show->add_option("--rules", options.rules, "Rules that tell the time zone; without it those in force")
      ->type_name("DIR");
  show->add_flag("--reveal", options.reveal, "Print the other personal data in full");
}

void add_following(CLI::App& command, Following& following) {
  command.add_option("--rules", following.rules, "The folder that the library reads")
      ->type_name("DIR")
      ->capture_default_str();
  command.add_option("--store", following.store, "The library's register")->type_name("DIR")->capture_default_str();
  command.add_option("--wait", following.wait, "How long to wait for the library")
      ->type_name("SECONDS")
      ->capture_default_str();
}

void add_rules(CLI::App& app, InstallOptions& options) {
  CLI::App* rules = app.add_subcommand("rules", "Put rules in force, list those that were, go back to them");
  rules->require_subcommand(1);
  CLI::App* install = rules->add_subcommand("install", "Check a draft, show what it changes, put it in force");
  install->add_option("DRAFT", options.draft, "A rule folder")->required();
  CLI::App* restore = rules->add_subcommand("restore", "Put rules in force again that were so once");
  restore->add_option("HASH", options.hash, "Their first digits, as `rules list' prints them")->required();
  for (CLI::App* command : {install, restore}) {
    add_following(*command, options.following);
    command->add_flag("--yes", options.yes, "Do not ask");
  }
  CLI::App* list = rules->add_subcommand("list", "List the rules that ever were in force, the latest first");
  list->add_option("--store", options.following.store, "The register")->type_name("DIR")->capture_default_str();
}

ExitStatus run_rules(const CLI::App& rules, const InstallOptions& options) {
  if (rules.got_subcommand("install")) return install_rules(options);
  if (rules.got_subcommand("restore")) return restore_rules(options);
  return list_rules(options.following.store);
}

void add_replay(CLI::App& app, ReplayOptions& options) {
  CLI::App* replay = app.add_subcommand("replay", "Decide the texts of a log, or of a file, by new rules too");
  replay->add_option("--rules", options.rules, "The new rules")->type_name("DIR")->required();
  replay
      ->add_option("--running", options.running, "The rules to compare with; without it those in force in the register")
      ->type_name("DIR");
  replay->add_option("--store", options.store, "The register whose log is replayed")
      ->type_name("DIR")
      ->capture_default_str();
  CLI::Option* since =
      replay->add_option("--since", options.since, "From this local time on; without it the last day of the log");
  since->type_name("LOCALTIME");
  replay
      ->add_option("--batch", options.batch,
                   "Replay lines `localtime TAB msisdn TAB text' of FILE instead, - for standard input; with "
                   "--running no register is needed")
      ->type_name("FILE")
      ->excludes(since);
  replay->add_flag("--json", options.json, "For a machine");
}

void add_stats(CLI::App& app, StatsOptions& options) {
  CLI::App* stats = app.add_subcommand("stats", "Show the register and its libraries on one screen");
  stats->add_option("--store", options.store, "The register")->type_name("DIR")->capture_default_str();
  stats->add_option("--at", options.at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  stats->add_flag("--json", options.json, "For a machine");
}

void add_pause(CLI::App& app, std::string& reply, Following& following) {
  CLI::App* pause = app.add_subcommand("pause", "Stop giving permits at once, also while the rule folder is broken");
  pause->add_option("TEXT", reply, "The reply to whoever asks, in every language; may name {hotline}")->required();
  add_following(*pause, following);
  add_following(*app.add_subcommand("resume", "Give permits again"), following);
}

void add_list(CLI::App& app, ListOptions& options) {
  CLI::App* list = app.add_subcommand("list", "Who stands on the lists that decrees refuse");
  list->require_subcommand(1);
  const auto add_common = [&](CLI::App* command, bool names_somebody) {
    command->add_option("NAME", options.name, "The list, as the rules name it")->required();
    if (names_somebody) {
      command->add_option("OF", options.of, "document or phone")
          ->required()
          ->check(CLI::IsMember({"document", "phone"}));
      command->add_option("KEY", options.key, "Its number")->required();
    }
    command->add_option("--store", options.store, "The register")->type_name("DIR")->capture_default_str();
    command->add_option("--rules", options.rules, "Rules that name the lists; without it those in force")
        ->type_name("DIR");
  };
  CLI::App* add = list->add_subcommand("add", "Put somebody on a list; the next text is refused");
  add_common(add, true);
  add->add_option("--until", options.until, "Local time at which it ends by itself")->type_name("LOCALTIME");
  add->add_option("--why", options.why, "The reason, for those who look later")->required();
  CLI::App* remove = list->add_subcommand("remove", "Take somebody off a list");
  add_common(remove, true);
  remove->add_option("--why", options.why, "The reason, for those who look later");
  for (CLI::App* command : {add, remove})
    command->add_option("--by", options.by, "Who decided it; without it the user who runs this");
  CLI::App* show = list->add_subcommand("show", "Show who stands on a list");
  add_common(show, false);
  show->add_flag("--reveal", options.reveal, "Print the personal data in full");
}

ExitStatus run_list(const CLI::App& list, const ListOptions& options) {
  if (list.got_subcommand("add")) return list_add(options);
  return list.got_subcommand("remove") ? list_remove(options) : list_show(options);
}

int run(int argc, char** argv) {
  CLI::App app{"permitctl: check rules, try texts, look into the register of permit8103"};
  app.set_version_flag("--version", std::string("permitctl ") + kVersion);
  app.require_subcommand(1);
  app.failure_message(wrong_usage);
  app.footer(
      "Exit status: 0 granted, repeated, information, permitted, no faults, no difference, nothing changes or is\n"
      "wrong; 1 refused, not permitted, different, decisions change or something is wrong; 2 unreadable or silent;\n"
      "64 wrong usage; 65 faulty rules or batch; 69 no register, or no library that follows; 73 a rule folder that\n"
      "cannot be written; 74 output lost.");

  CheckOptions check_options;
  check_options.folder = kDefaultRules;
  SayOptions say_options;
  say_options.rules = kDefaultRules;
  ShowOptions show_options;
  show_options.store = kDefaultStore;
  ExplainFaultOptions explain_options;
  add_check(app, check_options);
  DiffOptions diff_options;
  add_diff(app, diff_options);
  add_explain(app, explain_options);
  PrintOptions print_options;
  add_print(app, print_options);
  add_say(app, say_options);
  add_show(app, show_options);
  InstallOptions install_options;
  install_options.following = {kDefaultRules, kDefaultStore};
  add_rules(app, install_options);
  ReplayOptions replay_options;
  replay_options.store = kDefaultStore;
  add_replay(app, replay_options);
  StatsOptions stats_options;
  stats_options.store = kDefaultStore;
  add_stats(app, stats_options);
  ListOptions list_options;
  list_options.store = kDefaultStore;
  add_list(app, list_options);
  std::string pause_reply;
  Following following{kDefaultRules, kDefaultStore};
  add_pause(app, pause_reply, following);

  if (const std::string unknown = unknown_verb(app, {argv + 1, argv + argc}); !unknown.empty())
    return complain(unknown, kUsage);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kYes : kUsage;
  }
  const std::pair<const char*, std::function<ExitStatus()>> commands[] = {
      {"check", [&] { return check(check_options); }},
      {"diff", [&] { return diff(diff_options); }},
      {"explain", [&] { return explain_fault(explain_options); }},
      {"list", [&] { return run_list(*app.get_subcommand("list"), list_options); }},
      {"pause", [&] { return pause(pause_reply, following); }},
      {"print", [&] { return print(print_options); }},
      {"replay", [&] { return replay(replay_options); }},
      {"resume", [&] { return resume(following); }},
      {"rules", [&] { return run_rules(*app.get_subcommand("rules"), install_options); }},
      {"say", [&] { return say(say_options); }},
      {"show", [&] { return show(show_options); }},
      {"stats", [&] { return stats(stats_options); }},
  };
  const auto command = std::find_if(std::begin(commands), std::end(commands),
                                    [&](const auto& known) { return app.got_subcommand(known.first); });
  const ExitStatus status = command->second();
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
