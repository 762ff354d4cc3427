// Whom or what somebody asks about on a command line.
#pragma once

#include <string>

#include "store/open.h"
#include "tool/cli/exit_status.h"
#include "tool/cli/open_register.h"

namespace permit::tool {

struct LookupContext : OpenRegister {
  std::string key{};  ///< as the register writes it
};

/// Reads a document or FIN, a plate or a phone into `key'. What no rule can read is taken all the same where something
/// stands under it; else it is complained of: nobody shall be told `not permitted' for a slip of the hand.
ExitStatus read_key(const std::string& by, const std::string& key, LookupContext& context);
Subject subject_named(const std::string& by);

}  // namespace permit::tool
