// Headers that nearly every test includes, precompiled once, which saves a fresh machine most of its build time. Each
// source still includes what it needs; clang-tidy reads it without this file.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/admin_store.h"
#include "core/decide/decide.h"
#include "core/rule_set.h"
