// Who looked at whom: showing personal data in full is an act on the register, which its log holds.
#pragma once

#include <string>

#include "core/admin_store.h"
#include "operations/operation_error.h"

namespace permit {

/// A look that is written into the log.
struct NotedLook {
  std::string by;       ///< who looks
  std::string command;  ///< the verb with its options, without whom it is about
};

/// Writes into the log that somebody looks at all that the register says of `subject`, which may be empty. Call it
/// before anything is shown. OperationError: not_logged; then nothing may be shown.
Result<Done, OperationError> note_reveal(AdminStore& store, const NotedLook& look, const std::string& subject,
                                         Instant now);

}  // namespace permit
