// The verbs of permitctl in this room. Each has one file with its options, its help and its body.
#pragma once

#include "tool/cli/verb.h"

namespace permit::tool {

struct Commands;

void add_stats(Verb app, Commands& commands);
void add_log(Verb app, Commands& commands);
void add_plates(Verb app, Commands& commands);

}  // namespace permit::tool
