#include "core/history.h"

#include <utility>

namespace permit {

Record record_of(Sequence sequence, Entry entry) {
  return {.sequence = sequence, .at = entry.decided, .rules = entry.rules, .event = std::move(entry)};
}

}  // namespace permit
