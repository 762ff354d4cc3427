#include "operations/audit.h"

namespace permit {

Result<Done, OperationError> note_reveal(AdminStore& store, const NotedLook& look, const std::string& subject,
                                         Instant now) {
  const AdminEvent event{.actor = {.by = look.by, .why = {}},
                         .what = Revealed{.command = look.command, .subject = subject}};
  const Status noted = store.note(event, now);
  if (!noted) return OperationError(OperationError::Kind::not_logged, noted.error().message);
  return Done{};
}

}  // namespace permit
