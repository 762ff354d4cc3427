#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "tool/commands.h"
#include "tool/doctor.h"
#include "tool/list.h"
#include "tool/list_file.h"
#include "tool/say.h"
#include "tool/show.h"
#include "tool/stats.h"

namespace permit::tool {

namespace {

void add_say(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<SayOptions>();
  CLI::App* verb = app.add_subcommand("say", "Say what a text would get, and why");
  commands.defaults.add_rules(*verb, "--rules", options->rules, "The rule folder");
  CLI::Option* store =
      verb->add_option("--store", options->store, "Read this register; without it an empty one in memory");
  store->type_name("DIR");
  CLI::Option* at =
      verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now");
  at->type_name("LOCALTIME");
  CLI::Option* from = verb->add_option("--from", options->from, "The phone that sends it");
  from->type_name("MSISDN")->capture_default_str();
  CLI::Option* explain =
      verb->add_flag("--explain", options->explain, "Show the path of the decision, one line a step");
  CLI::Option* commit =
      verb->add_flag("--commit", options->commit, "Write to the register, as the library would")->needs(store);
  verb->add_option("--keys", options->keys, "Put check codes on permits with the keys of FILE, as the library would")
      ->type_name("FILE")
      ->needs(commit);
  CLI::Option* text = verb->add_option("TEXT", options->text, "The text, `2 AZE12345678'");
  CLI::Option* batch = verb->add_option("--batch", options->batch,
                                        "Answer lines `localtime TAB msisdn TAB text' of FILE, - for standard input, "
                                        "in order on one register; prints outcome, purpose, document, plate, from, "
                                        "until, reply, with tabs between");
  batch->type_name("FILE")->excludes(text)->excludes(at)->excludes(from)->excludes(explain);
  verb->callback([=] {
    if (!*text && !*batch) throw CLI::RequiredError("TEXT or --batch");
  });
  commands.push_back({verb, [=] { return say(*options); }});
}

void add_show(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App* verb =
      app.add_subcommand("show", "Say whether a person or a car may be out, by which permit, and what else there is");
  verb->add_option("BY", options->by, "document, plate or phone")
      ->required()
      ->check(CLI::IsMember({"document", "plate", "phone"}));
  verb->add_option("KEY", options->key, "Its number")->required();
  verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  commands.defaults.add_store(*verb, options->store);
  verb->add_option(
          "--rules", options->rules,
          "Rules that tell the time zone, and what decrees make of standing permits; without it those in force")
      ->type_name("DIR");
  verb->add_flag("--json", options->json, "For a machine");
  verb->add_flag("--reveal", options->reveal, "Print all personal data, and lists; stands in the log with your name");
  commands.push_back({verb, [=] { return show(*options); }});
}

void add_stats(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<StatsOptions>();
  CLI::App* verb = app.add_subcommand("stats", "Show the register and its libraries on one screen");
  commands.defaults.add_store(*verb, options->store);
  CLI::Option* at =
      verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now");
  at->type_name("LOCALTIME");
  CLI::Option* json = verb->add_flag("--json", options->json, "For a machine; of a watch one line a second");
  CLI::Option* watch = verb->add_flag("--watch", options->watch, "Go on, anew each second, until Ctrl-C");
  watch->excludes(at);
  verb->add_flag("--prometheus", options->prometheus,
                 "What the libraries that run count since their start, and the register's size, in Prometheus's text "
                 "format; without today's texts, so it costs nothing")
      ->excludes(json)
      ->excludes(watch)
      ->excludes(at);
  commands.push_back({verb, [=] { return stats(*options); }});
}

void add_doctor(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<DoctorOptions>();
  CLI::App* verb = app.add_subcommand("doctor",
                                      "Say what is there and what is missing for texts to be answered, line by "
                                      "line with the command that mends it");
  verb->add_option("--kannel-conf", options->kannel_conf, "What bearerbox reads")
      ->type_name("FILE")
      ->capture_default_str();
  verb->add_option("--user", options->user, "Whom smsbox runs as; without it kannel")->type_name("NAME");
  verb->add_flag("--json", options->json, "For a machine");
  options->conf = commands.defaults.file();
  commands.push_back({verb, [=] { return doctor(*options); }, true});
}

void add_list(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App* list = app.add_subcommand("list", "Who stands on the lists that decrees refuse");
  list->require_subcommand(1);
  const auto add_common = [&](CLI::App* verb, bool names_somebody) {
    verb->add_option("NAME", options->name, "The list, as the rules name it")->required();
    if (names_somebody) {
      verb->add_option("OF", options->of, "document or phone")->required()->check(CLI::IsMember({"document", "phone"}));
      verb->add_option("KEY", options->key, "Its number")->required();
    }
    commands.defaults.add_store(*verb, options->store);
    verb->add_option("--rules", options->rules, "Rules that name the lists; without it those in force")
        ->type_name("DIR");
  };
  CLI::App* add = list->add_subcommand("add", "Put somebody on a list; the next text is refused");
  add_common(add, true);
  add->add_option("--until", options->until, "Local time at which it ends by itself")->type_name("LOCALTIME");
  add->add_option("--why", options->why, "The reason, for those who look later")->required();
  CLI::App* remove = list->add_subcommand("remove", "Take somebody off a list");
  add_common(remove, true);
  remove->add_option("--why", options->why, "The reason, for those who look later");
  for (CLI::App* verb : {add, remove})
    verb->add_option("--by", options->by, "Who decided it; without it the user who runs this");
  CLI::App* show = list->add_subcommand("show", "Show who stands on a list");
  add_common(show, false);
  show->add_flag("--reveal", options->reveal, "Print the personal data in full");
  const auto file = std::make_shared<std::string>();
  CLI::App* from_file =
      list->add_subcommand("import", "Put everybody in a file on a list, or nobody when a row is bad");
  add_common(from_file, false);
  from_file->add_option("FILE", *file, "CSV with a header line of of, key, until, why; - for standard input")
      ->required();
  from_file->add_option("--by", options->by, "Who decided it; without it the user who runs this");
  CLI::App* to_file = list->add_subcommand("export", "Write a list as such a file");
  add_common(to_file, false);
  to_file->add_option("-o,--output", *file, "Write to FILE")->type_name("FILE");
  to_file->add_flag("--reveal", options->reveal, "Write the personal data in full");
  commands.push_back({from_file, [=] { return list_import(*options, *file); }});
  commands.push_back({to_file, [=] { return list_export(*options, *file); }});
  commands.push_back({add, [=] { return list_add(*options); }});
  commands.push_back({remove, [=] { return list_remove(*options); }});
  commands.push_back({show, [=] { return list_show(*options); }});
}

}  // namespace

void add_register_commands(CLI::App& app, Commands& commands) {
  for (const auto add : {add_say, add_show, add_stats, add_doctor, add_list}) add(app, commands);
}

}  // namespace permit::tool
