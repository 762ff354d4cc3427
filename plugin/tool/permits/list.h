// `permitctl list`: who stands on the lists that decrees refuse.
#pragma once

#include <string>

#include "base/result.h"
#include "core/rule_set.h"
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

/// Whether the rules have a list of that name.
Status check_list(const std::string& name, const RuleSet& rules);

/// Puts on the list, or takes the place of what stands there and says so. Only what a text can name, and for a reason.
ExitStatus list_add(const ListOptions& options);
ExitStatus list_remove(const ListOptions& options);
ExitStatus list_show(const ListOptions& options);

}  // namespace permit::tool
