// Headers of the standard library that most sources of plugin/ include, precompiled once. Each source still includes
// what it needs: `make test-clang' compiles without this file.

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
