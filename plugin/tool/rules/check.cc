#include "tool/rules/check.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "ruleset/print/describe.h"
#include "ruleset/read/source.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/rules/verbs.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;  // increases when a member changes its meaning or is removed

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::broken:
      return "broken";
    case Severity::refused_by_check:
      return "wrong";
    case Severity::warning:
      return "warning";
  }
  return {};
}

Json json_of(const Diagnostic& fault) {
  const DiagnosticKind& kind = kind_of(fault.id);
  return {{"file", fault.file.empty() ? Json() : Json(fault.file)},
          {"line", fault.line == 0 ? Json() : Json(fault.line)},
          {"name", kind.name},
          {"severity", name(kind.severity)},
          {"message", fault.message}};
}

}  // namespace

ExitStatus status_of(const Loaded& loaded) {
  const bool only_warnings = std::all_of(loaded.faults.begin(), loaded.faults.end(), [](const Diagnostic& fault) {
    return kind_of(fault.id).severity == Severity::warning;
  });
  return only_warnings ? kYes : kBrokenInput;
}

std::string render_json(const Loaded& loaded, const std::string& folder) {
  Json faults = Json::array();
  for (const Diagnostic& fault : loaded.faults) faults.push_back(json_of(fault));
  const auto hash = hash_of(loaded.text);
  const Json report{{"version", kJsonVersion},
                    {"folder", folder},
                    {"hash", loaded.text.empty() || !hash ? Json() : Json(hex(*hash))},
                    {"faults", faults}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

ExitStatus check(const CheckOptions& options) {
  const Loaded loaded = load_folder(options.folder);
  const ExitStatus status = status_of(loaded);
  if (options.json) {
    std::cout << render_json(loaded, options.folder);
    return status;
  }
  print_faults_and_warnings(loaded, options.folder);
  if (status == kYes) std::cout << describe(*loaded.rules, loaded.annotations);
  return status;
}

// ---- The command line ----

void add_check(Verb app, Commands& commands) {
  const auto options = std::make_shared<CheckOptions>();
  Verb verb = app.add_verb("check", "Print what a rule folder means, or every fault in it");
  commands.defaults.add_rules(verb, "DIR", options->folder, "Rule folder of a service");
  verb.add_flag("--json", options->json, "Print only the faults, as JSON");
  commands.push_back({verb, [=] { return check(*options); }});
}

}  // namespace permit::tool
