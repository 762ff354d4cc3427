// Headers that most verbs include, precompiled once: CLI11 and the JSON library are most of what a verb compiles. Each
// source still includes what it needs: `make test-clang' compiles without this file.

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/pch.h"
