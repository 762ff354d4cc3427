// The verbs of permitctl in this room. Each has one file with its options, its help and its body.
#pragma once

#include "tool/cli/verb.h"

namespace permit::tool {

struct Commands;

void add_doctor(Verb app, Commands& commands);
void add_keys(Verb app, Commands& commands);
void add_purge(Verb app, Commands& commands);
void add_erase(Verb app, Commands& commands);
void add_store(Verb app, Commands& commands);

}  // namespace permit::tool
