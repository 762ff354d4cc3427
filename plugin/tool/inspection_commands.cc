#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "tool/certificate.h"
#include "tool/commands.h"
#include "tool/log_verify.h"
#include "tool/log_view.h"
#include "tool/plates.h"

namespace permit::tool {

namespace {

void add_verify(CLI::App& log, Commands& commands) {
  const auto options = std::make_shared<LogVerifyOptions>();
  CLI::App* head = log.add_subcommand("head", "Print where the log ends, to be kept elsewhere");
  commands.defaults.add_store(*head, options->store);
  CLI::App* verify = log.add_subcommand("verify", "Find the first record that was changed, removed or put elsewhere");
  commands.defaults.add_store(*verify, options->store);
  verify
      ->add_option("--head", options->head,
                   "What `log head' printed earlier, or a file of such lines: the log must still hold it")
      ->type_name("HEAD|FILE");
  commands.push_back({head, [=] { return log_head(options->store); }});
  commands.push_back({verify, [=] { return log_verify(*options); }});
}

void add_log(CLI::App& app, Commands& commands) {
  CLI::App* log = app.add_subcommand("log", "The register's history: every text with its answer, and every act");
  log->require_subcommand(0, 1);
  add_verify(*log, commands);  // before `log' itself, which was read as well
  const auto options = std::make_shared<LogViewOptions>();
  CLI::Option* named = nullptr;
  for (const char* by : {"document", "plate", "phone"}) {
    const auto name = [=](const std::string& key) {
      options->by = by;
      options->key = key;
    };
    CLI::Option* option =
        log->add_option_function<std::string>(std::string("--") + by, name, std::string("Only what names this ") + by);
    option->type_name("KEY");
    if (named) option->excludes(named);
    named = option;
  }
  log->get_option("--phone")->excludes("--document");
  log->add_option("--since", options->since, "From this local time on, 2020-07-21T10:00")->type_name("LOCALTIME");
  CLI::Option* until = log->add_option("--until", options->until, "Up to this local time");
  until->type_name("LOCALTIME");
  CLI::Option* at = log->add_option("--at", options->at, "The last text by then, with the whole answer that it got");
  CLI::Option* last = log->add_option("-n,--last", options->last, "Only the last so many");
  last->check(CLI::PositiveNumber);
  CLI::Option* follow = log->add_flag("-f,--follow", options->follow, "Go on with what comes");
  CLI::Option* acts = log->add_flag("--acts", options->acts, "Only what was done by hand, no texts");
  at->type_name("LOCALTIME")->excludes(until)->excludes(last)->excludes(follow)->excludes(acts);
  log->add_flag("--json", options->json, "For a machine, one object a line");
  log->add_flag("--reveal", options->reveal, "Print all personal data, and lists; stands in the log with your name");
  log->add_option("--rules", options->rules, "Rules that tell the time zone; without it those in force")
      ->type_name("DIR");
  commands.defaults.add_store(*log, options->store);
  commands.push_back({log, [=] { return view_log(*options); }});
}

void add_certificate(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<CertificateOptions>();
  CLI::App* verb = app.add_subcommand("certificate", "Make the page of permits that a person carries");
  verb->add_option("DOCUMENT", options->document, "Its number")->required();
  verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  verb->add_option("--language", options->language, "Of the page; without it that of the service")
      ->check(CLI::IsMember({"az", "en", "ru"}));
  verb->add_option("-o,--output", options->file, "The PDF, whole or not at all; - for standard output")
      ->type_name("FILE")
      ->required();
  verb->add_option("--rules", options->rules, "Rules that say what is printed; without it those in force")
      ->type_name("DIR");
  verb->add_option("--keys", options->keys, "Print check codes made with the keys of FILE; without it none")
      ->type_name("FILE");
  commands.defaults.add_store(*verb, options->store);
  commands.push_back({verb, [=] { return make_certificate(*options); }});
}

void add_plates(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<PlatesOptions>();
  CLI::App* verb = app.add_subcommand("plates", "Print every plate that may be out, for cameras that work offline");
  verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  verb->add_flag("--json", options->json, "For a machine, one object a line, with the end");
  verb->add_option("--rules", options->rules, "Rules that say what decrees make of standing permits")->type_name("DIR");
  commands.defaults.add_store(*verb, options->store);
  commands.push_back({verb, [=] { return plates(*options); }});
}

}  // namespace

void add_inspection_commands(CLI::App& app, Commands& commands) {
  add_log(app, commands);
  add_certificate(app, commands);
  add_plates(app, commands);
}

}  // namespace permit::tool
