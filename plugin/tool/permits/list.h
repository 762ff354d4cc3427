// `permitctl list`: the lists that decrees refuse, and who is on them.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct ListOptions {
  std::string name;   ///< one that the rules declare
  std::string of;     ///< document or phone
  std::string key;    ///< as people write it
  std::string until;  ///< local time; empty: until removed
  std::string by;     ///< empty: the user who runs this (user.h)
  std::string why;
  std::string store;
  std::string rules;  ///< folder; empty: the rules that the register says are in force
  bool reveal = false;
};

/// Puts somebody on the list, or replaces that person's entry and prints the old one. Accepts only a key that a text
/// can name, and requires a reason.
ExitStatus list_add(const ListOptions& options);
ExitStatus list_remove(const ListOptions& options);
ExitStatus list_show(const ListOptions& options);

}  // namespace permit::tool
