#include "tool/cli/usage.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "base/nearest.h"

namespace permit::tool {

std::string unknown_verb(const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* at = &app;
  std::string spoken = "permitctl";
  for (const std::string& word : words) {
    std::vector<std::string> verbs;
    for (const CLI::App* verb : at->get_subcommands(nullptr)) verbs.push_back(verb->get_name());
    if (verbs.empty() || word.starts_with('-')) break;
    if (std::find(verbs.begin(), verbs.end(), word) == verbs.end()) {
      const std::string hint = did_you_mean(word, verbs);
      return "there is no verb `" + word + "'" + (hint.empty() ? ";" : hint) + " `" + spoken +
             " --help' lists the verbs";
    }
    at = at->get_subcommand(word);
    spoken += " " + word;
  }
  return {};
}

std::string wrong_usage(const CLI::App* app, const CLI::Error& error) {
  std::string spoken = "permitctl";
  while (!app->get_subcommands().empty()) {  // the subcommands that CLI11 has read
    app = app->get_subcommands().front();
    spoken += " " + app->get_name();
  }
  return "permitctl: " + std::string(error.what()) + "; see `" + spoken + " --help'\n";
}

}  // namespace permit::tool
