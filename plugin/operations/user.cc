#include "operations/user.h"

#include <cstdlib>
#include <fstream>

#include <unistd.h>

#include "base/strings.h"
#include "system/user_names.h"

namespace permit {

namespace {

constexpr uid_t kNobodyLoggedIn = static_cast<uid_t>(-1);  // proc(5)

std::optional<uid_t> logged_in() {
  std::ifstream file("/proc/self/loginuid");
  uid_t user = kNobodyLoggedIn;
  if (!(file >> user) || user == kNobodyLoggedIn) return std::nullopt;
  return user;
}

std::string name_of(uid_t user) { return name_of_user(user).value_or("uid " + std::to_string(user)); }

/// Empty: the user has not changed.
std::string& kept_name() {
  static std::string name;
  return name;
}

}  // namespace

void keep_user_name() { kept_name() = user_name(); }

std::string user_name() {
  if (!kept_name().empty()) return kept_name();
  const char* sudo_user = std::getenv("SUDO_USER");  // NOLINT(concurrency-mt-unsafe): one thread
  return user_name(logged_in(), sudo_user ? sudo_user : "", getuid());
}

std::string name_or_user(const std::string& name) { return is_blank(name) ? user_name() : name; }

std::string user_name(std::optional<uid_t> logged_in, std::string_view sudo_user, uid_t real) {
  if (logged_in) return name_of(*logged_in);
  return sudo_user.empty() ? name_of(real) : std::string(sudo_user);
}

}  // namespace permit
