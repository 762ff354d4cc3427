// The verbs of permitctl in this room. Each has one file with its options, its help and its body.
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace permit::tool {

struct Commands;

void add_doctor(CLI::App& app, Commands& commands);
void add_keys(CLI::App& app, Commands& commands);
void add_purge(CLI::App& app, Commands& commands);
void add_erase(CLI::App& app, Commands& commands);
void add_store(CLI::App& app, Commands& commands);

}  // namespace permit::tool
