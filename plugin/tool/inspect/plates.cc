#include "tool/inspect/plates.h"

#include <iostream>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "operations/plates.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/inspect/verbs.h"

namespace permit::tool {

namespace {

constexpr int kJsonVersion = 1;  // increases when a member changes its meaning or is removed

void print(const PlateView& plate, const Zone& zone, bool json) {
  if (!json) {
    std::cout << plate.plate << '\n';
    return;
  }
  const PermitView& view = plate.permit;
  const auto local = [&](Instant time) { return render_local_time(zone.local(time)); };
  const nlohmann::ordered_json line{
      {"version", kJsonVersion},
      {"plate", plate.plate},
      {"until", view.period.until ? nlohmann::ordered_json(local(*view.period.until)) : nullptr},
      {"kind", view.standing() ? view.standing()->kind : "text"},
      {"record", view.record}};
  std::cout << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace

ExitStatus plates(const PlatesOptions& options) {
  const auto opened = open_register_as_owner(options.store, options.rules, Access::reading);
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  const auto at = instant_of(options.at, rules.zone);
  if (!at) return kUsage;
  for (std::string after; std::cout;) {
    const auto page = plates_after(*opened->store, after, *at, rules);
    if (!page) return complain(page.error().message, kUnavailable);
    if (page->is_end) return kYes;
    for (const PlateView& plate : page->plates) print(plate, rules.zone, options.json);
    after = page->after;
  }
  return kYes;
}

// ---- The command line ----

void add_plates(Verb app, Commands& commands) {
  const auto options = std::make_shared<PlatesOptions>();
  Verb verb = app.add_verb("plates", "Print every permitted plate, for cameras without a network");
  verb.add_option("--at", options->at, "Local time of the service, such as 2020-07-21T10:00; default: now")
      .type_name("LOCALTIME");
  verb.add_flag("--json", options->json, "Print JSON, one object per line, with the end of the permit");
  verb.add_option("--rules", options->rules,
                  "Rule folder whose decrees change standing permits; default: the rules in force")
      .type_name("DIR");
  commands.defaults.add_store(verb, options->store);
  commands.push_back({verb, [=] { return plates(*options); }});
}

}  // namespace permit::tool
