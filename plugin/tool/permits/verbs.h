// The verbs of permitctl in this room. Each has one file with its options, its help and its body.
#pragma once

#include "tool/cli/verb.h"

namespace permit::tool {

struct Commands;

void add_show(Verb app, Commands& commands);
void add_list(Verb app, Commands& commands);
void add_certificate(Verb app, Commands& commands);
void add_verify(Verb app, Commands& commands);
void add_import(Verb app, Commands& commands);
void add_grant(Verb app, Commands& commands);
void add_changes(Verb app, Commands& commands);
void add_permits(Verb app, Commands& commands);
void add_export(Verb app, Commands& commands);

}  // namespace permit::tool
