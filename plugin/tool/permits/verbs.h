// The verbs of permitctl in this room. Each has one file with its options, its help and its body.
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace permit::tool {

struct Commands;

void add_show(CLI::App& app, Commands& commands);
void add_list(CLI::App& app, Commands& commands);
void add_certificate(CLI::App& app, Commands& commands);
void add_verify(CLI::App& app, Commands& commands);
void add_import(CLI::App& app, Commands& commands);
void add_grant(CLI::App& app, Commands& commands);
void add_changes(CLI::App& app, Commands& commands);
void add_permits(CLI::App& app, Commands& commands);
void add_export(CLI::App& app, Commands& commands);

}  // namespace permit::tool
