#include "tool/rules/print.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

#include "base/nearest.h"
#include "ruleset/print/page.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/output.h"
#include "tool/rules/check.h"
#include "tool/rules/verbs.h"

namespace permit::tool {

ExitStatus print(const PrintOptions& options) {
  const Loaded loaded = load_folder(options.folder);
  print_faults(loaded, options.folder);
  if (const ExitStatus checked = status_of(loaded); checked != kYes) return checked;

  const auto ids = ids_by_start(*loaded.rules);
  if (!options.id.empty() && std::find(ids.begin(), ids.end(), options.id) == ids.end())
    return complain("there is no decree `" + options.id + "' in " + options.folder + "; it has " + listed(ids), kUsage);
  const auto output = Output::open(options.file);
  if (!output) return complain(output.error().message, kNotWritten);
  (*output)->stream() << render_page(*loaded.rules, loaded.annotations, options.id);
  const Status finished = (*output)->finish();
  return finished ? kYes : complain(finished.error().message, kNotWritten);
}

// ---- The command line ----

void add_print(Verb app, Commands& commands) {
  const auto options = std::make_shared<PrintOptions>();
  Verb verb = app.add_verb("print", "Print rules as an HTML page to read and sign");
  verb.add_option("DIR", options->folder, "Rule folder that `check' accepts").required();
  verb.add_option("--decree", options->id, "Print only this decree, or this interval without permits").type_name("ID");
  verb.add_option("-o,--output", options->file, "Write to FILE; default: standard output").type_name("FILE");
  commands.push_back({verb, [=] { return print(*options); }});
}

}  // namespace permit::tool
