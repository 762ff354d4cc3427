#include "tool/inspect/plates.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "operations/open_register.h"
#include "operations/permit_view.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/rules_at.h"
#include "tool/inspect/verbs.h"

namespace permit::tool {

namespace {

constexpr int kJsonVersion = 1;  // rises when a member changes its meaning or goes
constexpr std::size_t kPage = 500;

/// The permit of a plate that ends last, of those that hold at `at`.
Result<std::optional<PermitView>> longest(const InspectionStore& store, const PlatePermits& permits, Instant at,
                                          const RuleSet& rules) {
  std::optional<PermitView> longest;
  const auto take = [&](PermitView view) {
    if (!view.permits()) return;
    const auto end = [](const PermitView& one) { return one.period.until.value_or(Instant::max()); };
    if (!longest || end(*longest) < end(view)) longest = std::move(view);
  };
  for (const Permit& permit : permits.by_text) {
    const bool may_hold = permit.changed || !permit.period.has_ended(at);  // else the log need not be asked
    auto held = may_hold ? view(store, permit, Subject::plate, at, rules) : Result<PermitView>(PermitView{});
    if (!held) return held.error();
    if (may_hold) take(*std::move(held));
  }
  for (const StandingPermit& permit : permits.standing) {
    auto held = view(store, permit, at, rules);
    if (!held) return held.error();
    take(*std::move(held));
  }
  return longest;
}

void print(const std::string& plate, const PermitView& view, const Zone& zone, bool json) {
  if (!json) {
    std::cout << plate << '\n';
    return;
  }
  const auto local = [&](Instant time) { return render_local_time(zone.local(time)); };
  const nlohmann::ordered_json line{
      {"version", kJsonVersion},
      {"plate", plate},
      {"until", view.period.until ? nlohmann::ordered_json(local(*view.period.until)) : nullptr},
      {"kind", view.standing() ? view.standing()->kind : "text"},
      {"record", view.record}};
  std::cout << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace

ExitStatus plates(const PlatesOptions& options) {
  const auto opened = open_register(options.store, options.rules, Access::reading);
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  const auto at = instant_of(options.at, rules.zone);
  if (!at) return kUsage;
  const Instant since = std::min(*at - kLookedBack, rules.history_from(*at));
  for (std::string after; std::cout;) {
    const auto page = opened->store->plates(after, kPage, since, *at + std::chrono::seconds{1});
    if (!page) return complain(page.error().message, kUnavailable);
    if (page->empty()) return kYes;
    for (const PlatePermits& permits : *page) {
      const auto view = longest(*opened->store, permits, *at, rules);
      if (!view) return complain(view.error().message, kUnavailable);
      if (*view) print(permits.plate, **view, rules.zone, options.json);
    }
    after = page->back().plate;
  }
  return kYes;
}

// ---- The command line ----

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

}  // namespace permit::tool
