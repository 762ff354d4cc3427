// The verbs of permitctl in this room. Each has one file with its options, its help and its body.
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace permit::tool {

struct Commands;

void add_check(CLI::App& app, Commands& commands);
void add_diff(CLI::App& app, Commands& commands);
void add_explain(CLI::App& app, Commands& commands);
void add_print(CLI::App& app, Commands& commands);
void add_replay(CLI::App& app, Commands& commands);
void add_rules(CLI::App& app, Commands& commands);
void add_pause(CLI::App& app, Commands& commands);
void add_say(CLI::App& app, Commands& commands);

}  // namespace permit::tool
