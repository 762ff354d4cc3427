// `permitctl list`: who is on the lists that decrees refuse.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct ListOptions {
  std::string name;   ///< one that the rules declare
  std::string of;     ///< document or phone
  std::string key;    ///< as people write it
  std::string until;  ///< local time; empty: until taken off
  std::string by;     ///< who does it; empty: the user who runs this (user.h)
  std::string why;
  std::string store;
  std::string rules;  ///< folder; empty: the rules that the register says are in force
  bool reveal = false;
};

/// Puts somebody on the list, or replaces his place there and prints that. Only what a text can name, and for a reason.
ExitStatus list_add(const ListOptions& options);
ExitStatus list_remove(const ListOptions& options);
ExitStatus list_show(const ListOptions& options);

}  // namespace permit::tool
