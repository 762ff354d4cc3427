#include <errno.h>

#include <cstdio>
#include <exception>

#include "test/bench/inside/program.h"

int main(int argc, char** argv) {
  try {
    return permit::bench::run(argc, argv);
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "%s: %s\n", program_invocation_short_name, failed.what());
    return 1;
  }
}
