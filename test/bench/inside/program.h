// The programs of this folder: each defines run(), and all share one main().
#pragma once

namespace permit::bench {

/// Runs the program and returns its exit status. An exception is printed with the program's name; the status is then 1.
int run(int argc, char** argv);

}  // namespace permit::bench
