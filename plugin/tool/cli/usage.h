// Messages about a wrong command line, instead of those of CLI11.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Error;
}  // namespace CLI

namespace permit::tool {

/// The message about an unknown verb, for which CLI11 would only say that a subcommand is required. Empty when all
/// verbs are known. `words` are the arguments.
std::string unknown_verb(const CLI::App& app, const std::vector<std::string>& words);

/// `permitctl: BY is required; see `permitctl show --help'`, with a line end.
std::string wrong_usage(const CLI::App* app, const CLI::Error& error);

}  // namespace permit::tool
