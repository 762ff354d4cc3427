// The JSON library, which is most of what a verb compiles, precompiled once. Each source still includes what it needs:
// `make test-clang' compiles without this file.

#include <nlohmann/json.hpp>

#include "base/pch.h"
