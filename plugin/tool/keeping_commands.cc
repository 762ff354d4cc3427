#include <memory>

#include <CLI/CLI.hpp>

#include "tool/commands.h"
#include "tool/erase.h"
#include "tool/purge.h"
#include "tool/store.h"
#include "tool/store_check.h"

namespace permit::tool {

namespace {

void add_purge(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<PurgeOptions>();
  CLI::App* verb = app.add_subcommand(
      "purge", "Take out what is old, while the library runs; without an option what the configuration says");
  commands.defaults.add_store(*verb, options->store);
  CLI::Option* before =
      verb->add_option("--before", options->before, "Records from before this day, or local time, go");
  before->type_name("DATE");
  CLI::Option* keep = verb->add_option("--keep-days", options->keep_days, "Those from before so many whole days go");
  const CLI::Range days(0, 3650);  // of the configuration at most
  keep->type_name("DAYS")->check(days)->excludes(before);
  CLI::Option* texts =
      verb->add_option("--texts-before", options->texts_before, "The texts as they came go, their reading stays");
  texts->type_name("DATE");
  verb->add_option("--keep-texts-days", options->keep_texts_days, "Likewise, from before so many whole days")
      ->type_name("DAYS")
      ->check(days)
      ->excludes(texts);
  verb->add_option("--why", options->why, "The reason, for those who look later");
  verb->add_option("--by", options->by, "Who decided it; without it the user who runs this");
  verb->add_option("--rules", options->rules, "Rules that say what limits count; without it those in force")
      ->type_name("DIR");
  const Config& config = commands.defaults.config();
  options->configured = {commands.defaults.file(), config.keep_days, config.keep_texts_days};
  commands.defaults.rest(keep);
  commands.push_back({verb, [=] { return purge(*options); }});
}

void add_erase(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<EraseOptions>();
  CLI::App* verb = app.add_subcommand("erase", "Take a person out of the register, at his request");
  verb->add_option(
          "WHOM", options->whom,
          "The number of his document, or the FIN of his standing permits; a phone where the service knows phones "
          "alone")
      ->required();
  commands.defaults.add_store(*verb, options->store);
  verb->add_option("--why", options->why, "The number of his request")->required();
  verb->add_option("--by", options->by, "Who decided it; without it the user who runs this");
  verb->add_option("--rules", options->rules, "Rules that read documents; without it those in force")->type_name("DIR");
  verb->add_flag("--yes", options->yes, "Do not ask");
  commands.push_back({verb, [=] { return erase(*options); }});
}

void add_store(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<StoreOptions>();
  CLI::App* store =
      app.add_subcommand("store", "Copy the register, put a copy back, write it anew without gaps, check it");
  store->require_subcommand(1);
  CLI::App* backup = store->add_subcommand("backup", "Copy it while the library runs, and prove the copy");
  backup->add_option("FOLDER", options->copy, "That the copy is written to; it must not be there")->required();
  CLI::App* restore = store->add_subcommand("restore", "Prove a copy and put it in the place of the register");
  restore->add_option("COPY", options->copy, "A folder that `store backup' has written")->required();
  restore->add_flag("--yes", options->yes, "Do not ask");
  CLI::App* compact = store->add_subcommand("compact", "Write it anew without free pages, while no library runs");
  for (CLI::App* verb : {backup, restore, compact}) {
    commands.defaults.add_store(*verb, options->store);
    verb->add_flag("--quick", options->quick, "Do not follow the hash chain of what was written");
  }
  const auto checking = std::make_shared<StoreCheckOptions>();
  CLI::App* check = store->add_subcommand("check", "Hold every index against the log, while the library runs");
  commands.defaults.add_store(*check, checking->store);
  check->add_flag("--repair", checking->repair, "Mend what follows from the log");
  commands.push_back({check, [=] { return store_check(*checking); }});
  commands.push_back({backup, [=] { return store_backup(*options); }});
  commands.push_back({restore, [=] { return store_restore(*options); }});
  commands.push_back({compact, [=] { return store_compact(*options); }});
}

}  // namespace

void add_keeping_commands(CLI::App& app, Commands& commands) {
  for (const auto add : {add_purge, add_erase, add_store}) add(app, commands);
}

}  // namespace permit::tool
