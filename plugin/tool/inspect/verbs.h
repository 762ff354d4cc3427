// The verbs of permitctl in this room. Each has one file with its options, its help and its body.
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace permit::tool {

struct Commands;

void add_stats(CLI::App& app, Commands& commands);
void add_log(CLI::App& app, Commands& commands);
void add_plates(CLI::App& app, Commands& commands);

}  // namespace permit::tool
