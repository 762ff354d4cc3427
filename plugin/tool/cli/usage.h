// What is said of a command line that is wrong, in place of CLI11's own words.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Error;
}  // namespace CLI

namespace permit::tool {

/// Of a word that stands where a verb should; CLI11 would only say that a subcommand is required. Empty when there is
/// none. `words` are the arguments.
std::string unknown_verb(const CLI::App& app, const std::vector<std::string>& words);

/// `permitctl: BY is required; see `permitctl show --help'`, with a line end.
std::string wrong_usage(const CLI::App* app, const CLI::Error& error);

}  // namespace permit::tool
