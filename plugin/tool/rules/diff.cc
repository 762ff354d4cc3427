#include "tool/rules/diff.h"

#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "ruleset/print/difference.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/rules/verbs.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;  // increases when a member changes its meaning or is removed

AnnotatedRules annotated(const Loaded& loaded) { return {*loaded.rules, loaded.annotations}; }

Json json_of(const std::optional<std::string>& value) { return value ? Json(*value) : Json(); }

Json json_of(const std::string& clause) { return clause.empty() ? Json() : Json(clause); }

Json json_of(const std::optional<Instant>& time, const Zone& zone) {
  return time && *time < kNoEnd ? Json(render_local_time(zone.local(*time))) : Json();
}

Json json_of(const Difference& difference, const RuleSet& after) {
  return {{"subject", difference.subject},
          {"before", json_of(difference.before)},
          {"after", json_of(difference.after)},
          {"clause_before", json_of(difference.clause_before)},
          {"clause_after", json_of(difference.clause_after)},
          {"from", json_of(difference.from, after.zone)},
          {"until", json_of(difference.until, after.zone)},
          {"text", in_words(difference, after)}};
}

Json json_of(const std::string& folder, const Loaded& loaded) {
  return {{"folder", folder}, {"hash", hex(loaded.rules->hash)}};
}

}  // namespace

std::string render_differences(const Loaded& before, const Loaded& after) {
  const auto found = differences(annotated(before), annotated(after));
  std::string lines;
  for (const Difference& difference : found) lines += in_words(difference, *after.rules) + "\n";
  if (!lines.empty()) return lines;
  return before.rules->hash == after.rules->hash
             ? "No difference.\n"
             : "No difference in the rules; only comments, order or examples differ.\n";
}

std::string render_json(const Loaded& before, const Loaded& after, const DiffOptions& folders) {
  Json found = Json::array();
  for (const Difference& difference : differences(annotated(before), annotated(after)))
    found.push_back(json_of(difference, *after.rules));
  const Json report{{"version", kJsonVersion},
                    {"before", json_of(folders.before, before)},
                    {"after", json_of(folders.after, after)},
                    {"differences", found}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

ExitStatus diff(const DiffOptions& options) {
  const Loaded before = load_folder(options.before);
  const Loaded after = load_folder(options.after);
  if (!before.rules) print_faults(before, options.before);
  if (!after.rules) print_faults(after, options.after);
  if (!before.rules || !after.rules) return kBrokenInput;
  std::cout << (options.json ? render_json(before, after, options) : render_differences(before, after));
  return differences(annotated(before), annotated(after)).empty() ? kYes : kNo;
}

// ---- The command line ----

void add_diff(Verb app, Commands& commands) {
  const auto options = std::make_shared<DiffOptions>();
  Verb verb = app.add_verb("diff", "Print in words how two rule folders differ");
  verb.add_option("BEFORE", options->before, "The old rule folder").required();
  verb.add_option("AFTER", options->after, "The new rule folder").required();
  verb.add_flag("--json", options->json, "Print JSON");
  commands.push_back({verb, [=] { return diff(*options); }});
}

}  // namespace permit::tool
