// Embeds a file of the project in the program, so that it is available wherever the program runs.
#pragma once

/// Declares `const char NAME_begin[]` and `NAME_end[]`, the bytes of the file: `PERMIT_EMBED(permit_schema,
/// "rules/permit.rng")`. Use it outside of any namespace, and once for each file. The build runs at the root of the
/// project; the Makefile lists the file as a dependency of the object, because the compiler does not.
// clang-format off
#define PERMIT_EMBED(NAME, FILE)                                              \
  asm(".pushsection .rodata\n"                                                \
      ".hidden " #NAME "_begin\n"                                             \
      ".hidden " #NAME "_end\n"                                               \
      ".global " #NAME "_begin\n"                                             \
      ".global " #NAME "_end\n"                                               \
      #NAME "_begin:\n"                                                       \
      ".incbin \"" FILE "\"\n"                                                \
      #NAME "_end:\n"                                                         \
      ".popsection\n");                                                       \
  extern "C" const char NAME##_begin[] __attribute__((visibility("hidden"))); \
  extern "C" const char NAME##_end[] __attribute__((visibility("hidden")))
// clang-format on
