#include <memory>

#include <CLI/CLI.hpp>

#include "tool/commands.h"
#include "tool/log_verify.h"
#include "tool/rules_at.h"

namespace permit::tool {

namespace {

void add_store(CLI::App* verb, std::string& store) {
  store = kDefaultStore;
  verb->add_option("--store", store, "The register")->type_name("DIR")->capture_default_str();
}

void add_log(CLI::App& app, Commands& commands) {
  CLI::App* log = app.add_subcommand("log", "The register's history: whether it is still the one that was written");
  log->require_subcommand(1);
  const auto options = std::make_shared<LogVerifyOptions>();
  CLI::App* head = log->add_subcommand("head", "Print where the log ends, to be kept elsewhere");
  add_store(head, options->store);
  CLI::App* verify = log->add_subcommand("verify", "Find the first record that was changed, removed or put elsewhere");
  add_store(verify, options->store);
  verify
      ->add_option("--head", options->head,
                   "What `log head' printed earlier, or a file of such lines: the log must still hold it")
      ->type_name("HEAD|FILE");
  commands.push_back({head, [=] { return log_head(options->store); }});
  commands.push_back({verify, [=] { return log_verify(*options); }});
}

}  // namespace

void add_inspection_commands(CLI::App& app, Commands& commands) { add_log(app, commands); }

}  // namespace permit::tool
