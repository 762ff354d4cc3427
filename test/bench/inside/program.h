// The programs of this folder: each has a run() of its own, and all of them one main.
#pragma once

namespace permit::bench {

/// The program; returns its exit status. What it throws is told under the program's name, with status 1.
int run(int argc, char** argv);

}  // namespace permit::bench
