#include "tool/permits/permits.h"

#include <iostream>
#include <memory>
#include <string>

#include "operations/local_time.h"
#include "operations/standing_pages.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/output.h"
#include "tool/cli/owner.h"
#include "tool/cli/reveal.h"
#include "tool/permits/options.h"
#include "tool/permits/permit_line.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

/// Prints the permits at an instant, or that there is none.
ExitStatus print_permits(const PermitsOptions& options, const OpenRegister& opened, Instant at) {
  const RuleSet& rules = *opened.rules;
  const Masking mask(rules, options.reveal);
  const StandingFilter filter{options.kind, options.activity, options.issuer, options.all};
  bool is_empty = true;
  std::string after;
  do {
    const auto page = standing_page(*opened.store, rules, filter, at, after);
    if (!page) return complain(page.error());
    for (const PermitView& view : page->permits)
      std::cout << (view.is_valid() ? "valid" : name(view.state)) << "  " << render_line(view, rules.zone, mask)
                << '\n';
    is_empty = is_empty && page->permits.empty();
    after = page->next;
  } while (!after.empty());
  if (is_empty)
    std::cout << "There is no such standing permit" << (options.all ? ".\n" : " that is valid or will be.\n");
  return kYes;
}

}  // namespace

ExitStatus list_permits(const PermitsOptions& options) {
  const auto opened = open_register_as_owner(options.store, options.rules, access_to_show(options.reveal));
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  if (!options.kind.empty())
    if (const Status known = check_kind(options.kind, rules); !known) return complain(bad_input(known.error()));
  const auto at = read_local_time(options.at, rules.zone, clock_now());
  if (!at) return complain(at.error());
  if (options.reveal)
    if (const auto noted =
            note_reveal(*opened->store, options.kind.empty() ? "permits" : "permits " + options.kind, "");
        noted != kYes)
      return noted;
  return print_permits(options, *opened, *at);
}

ExitStatus export_permits(const ExportOptions& options) {
  const auto output = Output::open(options.file, Output::kPrivate);
  if (!output) return complain(output.error().message, kNotWritten);
  const auto opened =
      open_register_as_owner(options.store, options.rules, access_to_show(options.reveal), output->get());
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  if (const Status known = check_kind(options.kind, rules); !known) return complain(bad_input(known.error()));
  if (options.reveal)
    if (const auto noted = note_reveal(*opened->store, "export " + options.kind, ""); noted != kYes) return noted;
  std::ostream& out = (*output)->stream();

  const Masking mask(rules, options.reveal);
  out << standing_header();
  std::string after;
  do {
    const auto page = export_page(*opened->store, rules, options.kind, mask, after);
    if (!page) return complain(page.error());
    for (const StandingWords& row : page->rows) out << standing_line(row);
    after = page->next;
  } while (!after.empty());
  if (const Status finished = (*output)->finish(); !finished) return complain(finished.error().message, kNotWritten);
  if (!options.reveal) std::cerr << "permitctl: numbers are masked; to import them, export with --reveal\n";
  return kYes;
}

// ---- The command line ----

void add_permits(Verb app, Commands& commands) {
  const auto options = std::make_shared<PermitsOptions>();
  Verb verb = app.add_verb("permits", "List standing permits, and how decrees change them");
  verb.add_option("KIND", options->kind, "Only permits of this kind");
  verb.add_option("--activity", options->activity, "Only permits in this field of activity");
  verb.add_option("--issuer", options->issuer, "Only permits of this issuer");
  verb.add_option("--at", options->at, "Local time of the service, such as 2020-07-21T10:00; default: now")
      .type_name("LOCALTIME");
  verb.add_flag("--all", options->all, "Include permits that have ended, were revoked or were replaced");
  verb.add_flag("--reveal", options->reveal, "Print the personal data in full");
  add_register(verb, commands.defaults, options->store, options->rules);
  commands.push_back({verb, [=] { return list_permits(*options); }});
}

void add_export(Verb app, Commands& commands) {
  const auto options = std::make_shared<ExportOptions>();
  Verb verb = app.add_verb("export", "Write standing permits as a file that `import' reads");
  verb.add_option("KIND", options->kind, "Kind of permits, as the rules name it").required();
  verb.add_option("-o,--output", options->file, "Write to FILE; default: standard output").type_name("FILE");
  verb.add_flag("--reveal", options->reveal, "Write the personal data in full");
  add_register(verb, commands.defaults, options->store, options->rules);
  commands.push_back({verb, [=] { return export_permits(*options); }});
}

}  // namespace permit::tool
