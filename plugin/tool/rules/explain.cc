#include "tool/rules/explain.h"

#include <algorithm>
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <memory>
#include <string_view>

#include "base/nearest.h"
#include "base/strings.h"
#include "ruleset/diagnostic_ids.h"
#include "system/embedded.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/rules/verbs.h"

PERMIT_EMBED(permit_faults, "rules/faults.md");  // NOLINT: the assembler's names

namespace permit::tool {

namespace {

constexpr std::string_view kSection = "\n### ";

/// The text before the next heading, or all of it.
std::string_view up_to_heading(std::string_view text) { return text.substr(0, text.find("\n##")); }

std::string without_blank_ends(std::string_view text) {
  const std::string_view lines = trim(text, "\n");
  return lines.empty() ? "" : std::string(lines) + "\n";
}

std::string_view consequence(std::string_view name) {
  const auto kind = std::find_if(std::begin(kDiagnosticKinds), std::end(kDiagnosticKinds),
                                 [&](const DiagnosticKind& one) { return one.name == name; });
  if (kind == std::end(kDiagnosticKinds)) return {};
  switch (kind->severity) {
    case Severity::broken:
      return "the folder is not used until this is corrected";
    case Severity::refused_by_check:
      return "check refuses the folder; a running service uses it";
    case Severity::warning:
      return "a warning; the folder is used all the same";
  }
  return {};
}

void print_list(const std::vector<FaultSection>& manual) {
  std::size_t width = 0;
  for (const FaultSection& section : manual) width = std::max(width, section.name.size());
  for (const FaultSection& section : manual) {
    std::cout << std::left << std::setw(static_cast<int>(width) + 2) << section.name << first_sentence(section) << '\n';
  }
}

}  // namespace

std::vector<FaultSection> fault_manual() {
  std::string_view rest(permit_faults_begin, static_cast<std::size_t>(permit_faults_end - permit_faults_begin));
  std::vector<FaultSection> sections;
  for (std::size_t at = rest.find(kSection); at != std::string_view::npos; at = rest.find(kSection)) {
    rest.remove_prefix(at + kSection.size());
    const std::string_view section = up_to_heading(rest);
    const std::size_t line_end = section.find('\n');
    sections.push_back({std::string(section.substr(0, line_end)), without_blank_ends(section.substr(line_end))});
  }
  return sections;
}

std::string first_sentence(const FaultSection& section) {
  std::string text = section.text.substr(0, section.text.find("\n\n"));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text.substr(0, text.find(". ")) + (text.find(". ") == std::string::npos ? "" : ".");
}

ExitStatus explain_fault(const ExplainFaultOptions& options) {
  const std::vector<FaultSection> manual = fault_manual();
  std::vector<std::string> names;
  names.reserve(manual.size());
  for (const FaultSection& section : manual) names.push_back(section.name);
  const std::string& name = options.name;
  if (options.only_names) {
    for (const std::string& one : names) std::cout << one << '\n';
    return kYes;
  }
  if (name.empty()) {
    print_list(manual);
    return kYes;
  }
  const auto at = std::find(names.begin(), names.end(), name);
  if (at != names.end()) {
    std::cout << name << ": " << consequence(name) << "\n\n"
              << manual[static_cast<std::size_t>(at - names.begin())].text;
    return kYes;
  }
  const std::string hint = did_you_mean(name, names);
  return complain("there is no fault `" + name + "'" + (hint.empty() ? "; `permitctl explain' lists all faults" : hint),
                  kUsage);
}

// ---- The command line ----

void add_explain(Verb app, Commands& commands) {
  const auto options = std::make_shared<ExplainFaultOptions>();
  Verb verb = app.add_verb("explain", "Explain a fault of a rule folder and how to correct it");
  Option fault =
      verb.add_option("FAULT", options->name, "Name of the fault, such as `unknown-source'; default: list all faults");
  verb.add_flag("--names", options->only_names, "Print only the names of all faults, one per line").excludes(fault);
  commands.push_back({verb, [=] { return explain_fault(*options); }});
}

}  // namespace permit::tool
