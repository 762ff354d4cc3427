// The verbs of permitctl in this room. Each has one file with its options, its help and its body.
#pragma once

#include "tool/cli/verb.h"

namespace permit::tool {

struct Commands;

void add_check(Verb app, Commands& commands);
void add_diff(Verb app, Commands& commands);
void add_explain(Verb app, Commands& commands);
void add_print(Verb app, Commands& commands);
void add_replay(Verb app, Commands& commands);
void add_rules(Verb app, Commands& commands);
void add_pause(Verb app, Commands& commands);
void add_say(Verb app, Commands& commands);

}  // namespace permit::tool
