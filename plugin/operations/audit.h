// The audit trail: showing personal data in full is an act that the register's log records.
#pragma once

#include <string>

#include "core/admin_store.h"
#include "operations/operation_error.h"

namespace permit {

/// A look-up that is written into the log.
struct NotedLook {
  std::string by;       ///< the user
  std::string command;  ///< the verb with its options, without the subject
};

/// Writes into the log that somebody sees all personal data of `subject`, which may be empty. Call it before anything
/// is shown. OperationError: not_logged; then nothing may be shown.
Result<Done, OperationError> note_reveal(AdminStore& store, const NotedLook& look, const std::string& subject,
                                         Instant now);

}  // namespace permit
