#include "core/history.h"

#include <utility>

namespace permit {

ImportStep step_of(const Import& import) {
  return {.import = import.id, .state = import.state, .kind = import.kind, .file = import.file, .rows = import.rows};
}

Record record_of(Sequence sequence, Entry entry) {
  Record record;
  record.sequence = sequence;
  record.at = entry.decided;
  record.rules = entry.rules;
  record.event = std::move(entry);
  return record;
}

}  // namespace permit
