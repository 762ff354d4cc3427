// What nearly every test includes, read once for all of them: a fresh machine waits for little else. Each source names
// what it needs all the same; clang-tidy reads it without this.

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
