#include <memory>

#include <CLI/CLI.hpp>

#include "tool/commands.h"
#include "tool/grant.h"
#include "tool/import.h"
#include "tool/permits.h"

namespace permit::tool {

namespace {

/// The options of every verb that looks into a register by its rules.
template <typename Options>
void add_register(CLI::App& verb, Options& options, Defaults& defaults) {
  defaults.add_store(verb, options.store);
  verb.add_option("--rules", options.rules, "Rules to read by; without it those in force")->type_name("DIR");
}

template <typename Options>
void add_by(CLI::App& verb, Options& options) {
  verb.add_option("--by", options.by, "Who decided it; without it the user who runs this");
}

void add_import(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ImportOptions>();
  const auto lists = std::make_shared<bool>(false);
  CLI::App* verb = app.add_subcommand("import", "Enter a file of standing permits, visible all at once or not at all");
  CLI::Option* kind = verb->add_option("KIND", options->kind, "The kind of permits, as the rules name it");
  CLI::Option* file = verb->add_option(
      "FILE", options->file,
      "CSV with a header line of holder, from, until, activity, plate, reference, issuer, places, note, the first "
      "three needed; - for standard input");
  verb->add_flag("--dry-run", options->dry_run, "Say what would be entered, and every bad row");
  verb->add_flag("--skip-bad", options->skip_bad, "Enter the good rows where some are bad");
  verb->add_option("--rejects", options->rejects, "Write the bad rows there, each with its line and reason")
      ->type_name("FILE");
  verb->add_option("--source", options->source, "Where the permits come from; without it the file's name");
  add_by(*verb, *options);
  add_register(*verb, *options, commands.defaults);
  CLI::Option* list = verb->add_flag("--list", *lists, "List every import there was");
  verb->callback([=] {
    if (!*list && !*kind) throw CLI::RequiredError("KIND");
    if (!*list && !*file) throw CLI::RequiredError("FILE");
  });
  commands.push_back({verb, [=] { return *lists ? list_imports(*options) : import_permits(*options); }});
}

void add_grant(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<GrantOptions>();
  StandingWords& words = options->words;
  CLI::App* verb = app.add_subcommand("grant", "Enter a standing permit by hand: by telephone, by 102");
  verb->add_option("KIND", options->kind, "The kind of permit, as the rules name it")->required();
  verb->add_option("HOLDER", words.holder, "A document or a FIN")->required();
  verb->add_option("--until", words.until, "Local time of its end, 2020-07-21T10:00, or none")
      ->type_name("LOCALTIME")
      ->required();
  verb->add_option("--from", words.from, "Local time of its beginning; without it now")->type_name("LOCALTIME");
  verb->add_option("--activity", words.activity, "The field of activity");
  verb->add_option("--plate", words.plate, "The vehicle");
  verb->add_option("--reference", words.reference,
                   "The issuer's own number of it; a later entry of that number takes its place");
  verb->add_option("--issuer", words.issuer, "Who asked for it");
  verb->add_option("--places", words.places, "Where it holds, as it is printed");
  verb->add_option("--note", words.note, "What else is to be known");
  verb->add_option("--source", options->source, "Where it comes from, `102'");
  verb->add_option("--why", options->why, "The reason, for those who look later")->required();
  add_by(*verb, *options);
  add_register(*verb, *options, commands.defaults);
  commands.push_back({verb, [=] { return grant(*options); }});
}

CLI::App* add_change(CLI::App& app, const char* name, const char* what, ChangeOptions& options, Defaults& defaults) {
  CLI::App* verb = app.add_subcommand(name, what);
  verb->add_option(
          "HOLDER", options.whom,
          "A document or a FIN, a phone where the service knows phones alone; or `#17', the permit of that number")
      ->required();
  verb->add_option("--permit", options.permit, "The one of that number alone")->type_name("N");
  verb->add_option("--why", options.why, "The reason, for those who look later")->required();
  add_by(*verb, options);
  add_register(*verb, options, defaults);
  return verb;
}

void add_changes(CLI::App& app, Commands& commands) {
  const auto revoked = std::make_shared<ChangeOptions>();
  CLI::App* end = add_change(app, "revoke", "End the permits of somebody for good, by text or standing", *revoked,
                             commands.defaults);
  end->add_flag("--yes", revoked->yes, "Do not ask");
  commands.push_back({end, [=] { return revoke(*revoked); }});
  const auto extended = std::make_shared<ChangeOptions>();
  CLI::App* later = add_change(app, "extend", "Move the end of a permit, by text or standing, to a later time",
                               *extended, commands.defaults);
  later->add_option("--until", extended->until, "Local time of its new end")->type_name("LOCALTIME")->required();
  commands.push_back({later, [=] { return extend(*extended); }});
}

void add_permits(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<PermitsOptions>();
  CLI::App* verb = app.add_subcommand("permits", "List standing permits, and what decrees make of them");
  verb->add_option("KIND", options->kind, "Of this kind alone");
  verb->add_option("--activity", options->activity, "In this field of activity alone");
  verb->add_option("--issuer", options->issuer, "Of this issuer alone");
  verb->add_option("--at", options->at, "As of this local time; without it now")->type_name("LOCALTIME");
  verb->add_flag("--all", options->all, "Also those that have ended, were revoked or replaced");
  verb->add_flag("--reveal", options->reveal, "Print the personal data in full");
  add_register(*verb, *options, commands.defaults);
  commands.push_back({verb, [=] { return list_permits(*options); }});
}

void add_export(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* verb = app.add_subcommand("export", "Write standing permits as a file that `import' reads");
  verb->add_option("KIND", options->kind, "The kind of permits, as the rules name it")->required();
  verb->add_option("-o,--output", options->file, "Write to FILE")->type_name("FILE");
  verb->add_flag("--reveal", options->reveal, "Write the personal data in full");
  add_register(*verb, *options, commands.defaults);
  commands.push_back({verb, [=] { return export_permits(*options); }});
}

}  // namespace

void add_desk_commands(CLI::App& app, Commands& commands) {
  for (const auto add : {add_import, add_grant, add_changes, add_permits, add_export}) add(app, commands);
}

}  // namespace permit::tool
