#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "tool/commands.h"
#include "tool/keys.h"
#include "tool/verify.h"

namespace permit::tool {

namespace {

void add_verify(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* verb = app.add_subcommand("verify", "Say whether a permit was given with this check code, and still holds");
  verb->add_option("CODE", options->code, "The 12 letters and digits in the reply, `7K3M9QX4ABCD'")->required();
  verb->add_option("DOCUMENT", options->holder, "The document; the phone where a service knows phones alone")
      ->required();
  verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  commands.defaults.add_keys(*verb, "--keys", options->keys, "The keys");
  commands.defaults.add_rules(*verb, "--rules", options->rules,
                              "Rules that tell documents, purposes and the time zone");
  commands.push_back({verb, [=] { return verify(*options); }});
}

void add_keys(CLI::App& app, Commands& commands) {
  const auto file = std::make_shared<std::string>();
  const auto wrap = std::make_shared<bool>(false);
  CLI::App* keys = app.add_subcommand("keys", "The keys that check codes are made with");
  keys->require_subcommand(1);
  CLI::App* add = keys->add_subcommand("new", "Make one more, which signs when smsbox has been restarted");
  add->add_flag("--wrap", *wrap, "Begin again at id 0 behind 31, in place of the key that has it");
  CLI::App* list = keys->add_subcommand("list", "List their ids and fingerprints, the oldest first");
  for (CLI::App* verb : {add, list}) commands.defaults.add_keys(*verb, "FILE", *file, "The file that holds them");
  commands.push_back({add, [=] { return new_key(*file, *wrap); }});
  commands.push_back({list, [=] { return list_keys(*file); }});
}

}  // namespace

void add_check_code_commands(CLI::App& app, Commands& commands) {
  add_verify(app, commands);
  add_keys(app, commands);
}

}  // namespace permit::tool
