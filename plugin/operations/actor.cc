#include "operations/actor.h"

#include "base/strings.h"

namespace permit {

Result<Actor, OperationError> actor_with_reason(const std::string& by, const std::string& why) {
  if (is_blank(why)) return bad_input("why is empty; write the reason, for the log", "why");
  return Actor{.by = by, .why = why};
}

}  // namespace permit
