#include "system/user_names.h"

#include <cerrno>
#include <cstddef>
#include <vector>

#include <pwd.h>

namespace permit {

std::optional<std::string> name_of_user(uid_t user) {
  constexpr std::size_t kUsual = 1024;
  constexpr std::size_t kLongest = std::size_t{1} << 20;
  for (std::size_t size = kUsual; size <= kLongest; size *= 2) {
    std::vector<char> strings(size);
    passwd entry{};
    passwd* found = nullptr;
    const int error = getpwuid_r(user, &entry, strings.data(), strings.size(), &found);
    if (error == ERANGE) continue;
    return found ? std::optional<std::string>(found->pw_name) : std::nullopt;
  }
  return std::nullopt;
}

std::string user_in_words(uid_t user) {
  const auto name = name_of_user(user);
  return name ? "`" + *name + "'" : "user " + std::to_string(user);
}

}  // namespace permit
