// A register with the rules by which a command reads it.
#pragma once

#include <memory>
#include <string>

#include "core/rule_set.h"
#include "store/open.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

struct OpenRegister {
  std::unique_ptr<RegisterStore> store;
  Rules rules;
};

enum class Access {
  reading,
  revealing,  ///< reading, and its log is written (reveal.h)
  writing
};
inline Access to_look(bool reveal) { return reveal ? Access::revealing : Access::reading; }

/// Opens a register that is there: a mistyped name makes none. `rules` is a folder, or empty: those in force there.
/// kYes, or what has been complained of.
ExitStatus open_register(const std::string& store, const std::string& rules, Access access, OpenRegister& opened);

}  // namespace permit::tool
