#include "tool/permits/permits.h"

#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "operations/open_register.h"
#include "operations/permit_view.h"
#include "operations/standing_words.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/output.h"
#include "tool/cli/reveal.h"
#include "tool/cli/rules_at.h"
#include "tool/permits/options.h"
#include "tool/permits/permit_line.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

constexpr std::size_t kPage = 1000;

/// Every standing permit that can be seen, in short transactions.
Status for_each(const InspectionStore& store, const std::function<Status(const StandingPermit&)>& work) {
  for (std::string last;;) {
    const auto page = store.standing_after(last, kPage);
    if (!page) return page.error();
    if (page->empty()) return Done{};
    for (const StandingPermit& permit : *page)
      if (Status done = work(permit); !done) return done;
    last = page->back().holder;
  }
}

}  // namespace

ExitStatus list_permits(const PermitsOptions& options) {
  const auto opened = open_register(options.store, options.rules, to_look(options.reveal));
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  if (!options.kind.empty())
    if (const Status known = check_kind(options.kind, rules); !known) return complain(known.error().message, kUsage);
  const auto at = instant_of(options.at, rules.zone);
  if (!at) return kUsage;
  if (options.reveal)
    if (const auto noted =
            note_reveal(*opened->store, options.kind.empty() ? "permits" : "permits " + options.kind, "");
        noted != kYes)
      return noted;

  const Masking mask(options.reveal);
  std::uint64_t printed = 0;
  const Status listed = for_each(*opened->store, [&](const StandingPermit& permit) -> Status {
    const bool is_asked_for = (options.kind.empty() || permit.kind == options.kind) &&
                              (options.activity.empty() || permit.activity == options.activity) &&
                              (options.issuer.empty() || permit.issuer == options.issuer);
    if (!is_asked_for) return Done{};
    const auto found = view(*opened->store, permit, *at, rules);
    if (!found) return found.error();
    if (!options.all && !is_live(*found)) return Done{};
    std::cout << name(found->state) << "  " << render_line(*found, rules.zone, mask) << '\n';
    ++printed;
    return Done{};
  });
  if (!listed) return complain(listed.error().message, kUnavailable);
  if (printed == 0)
    std::cout << "There is no such standing permit" << (options.all ? ".\n" : " that is valid or will be.\n");
  return kYes;
}

ExitStatus export_permits(const ExportOptions& options) {
  const auto opened = open_register(options.store, options.rules, to_look(options.reveal));
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  if (const Status known = check_kind(options.kind, rules); !known) return complain(known.error().message, kUsage);
  if (options.reveal)
    if (const auto noted = note_reveal(*opened->store, "export " + options.kind, ""); noted != kYes) return noted;
  const auto output = Output::open(options.file, Output::kPrivate);
  if (!output) return complain(output.error().message, kNotWritten);
  std::ostream& out = (*output)->stream();

  const Masking mask(options.reveal);
  std::vector<std::string> names;
  for (const CsvColumn& column : standing_columns()) names.push_back(column.name);
  out << csv_line(names);
  const Status written = for_each(*opened->store, [&](const StandingPermit& permit) -> Status {
    const bool is_over = permit.replaced || (permit.change && permit.change->revoked);
    if (permit.kind != options.kind || is_over) return Done{};
    StandingPermit as_it_stands = permit;
    if (permit.change) as_it_stands.period.until = permit.change->until;
    StandingWords words = words_of(as_it_stands, rules.zone);
    words.holder = mask(words.holder);
    words.plate = mask(words.plate);
    words.note = mask.words(words.note);
    out << standing_line(words);
    return Done{};
  });
  if (!written) return complain(written.error().message, kUnavailable);
  if (const Status finished = (*output)->finish(); !finished) return complain(finished.error().message, kNotWritten);
  if (!options.reveal) std::cerr << "permitctl: numbers are masked; only with --reveal can `import' read this\n";
  return kYes;
}

// ---- The command line ----

void add_permits(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<PermitsOptions>();
  CLI::App* verb = app.add_subcommand("permits", "List standing permits, and what decrees make of them");
  verb->add_option("KIND", options->kind, "Of this kind alone");
  verb->add_option("--activity", options->activity, "In this field of activity alone");
  verb->add_option("--issuer", options->issuer, "Of this issuer alone");
  verb->add_option("--at", options->at, "As of this local time; without it now")->type_name("LOCALTIME");
  verb->add_flag("--all", options->all, "Also those that have ended, were revoked or replaced");
  verb->add_flag("--reveal", options->reveal, "Print the personal data in full");
  add_register(*verb, commands.defaults, options->store, options->rules);
  commands.push_back({verb, [=] { return list_permits(*options); }});
}

void add_export(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* verb = app.add_subcommand("export", "Write standing permits as a file that `import' reads");
  verb->add_option("KIND", options->kind, "The kind of permits, as the rules name it")->required();
  verb->add_option("-o,--output", options->file, "Write to FILE")->type_name("FILE");
  verb->add_flag("--reveal", options->reveal, "Write the personal data in full");
  add_register(*verb, commands.defaults, options->store, options->rules);
  commands.push_back({verb, [=] { return export_permits(*options); }});
}

}  // namespace permit::tool
