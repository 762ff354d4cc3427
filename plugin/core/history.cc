#include "core/history.h"

#include <utility>

namespace permit {

ImportStep step_of(const Import& import) {
  return {.import = import.id, .state = import.state, .kind = import.kind, .file = import.file, .rows = import.rows};
}

Record record_of(Sequence sequence, Entry entry) {
  return {.sequence = sequence, .at = entry.decided, .rules = entry.rules, .event = std::move(entry)};
}

}  // namespace permit
