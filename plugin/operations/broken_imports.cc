#include "operations/broken_imports.h"

#include <algorithm>

#include "operations/import_lock.h"
#include "operations/throttle.h"
#include "system/clock.h"

namespace permit {

namespace {

bool is_staged(const Import& import) { return import.state == Import::State::staged; }

}  // namespace

Status drop(AdminStore& store, Sequence import) {
  for (Throttle throttle;;) {
    const auto gone =
        throttle.step([&](std::size_t most) { return store.drop_import(import, most, Clock::host_now()); });
    if (!gone) return gone.error();
    if (*gone) return Done{};
  }
}

Status drop_left_over(AdminStore& store, const OnDropped& on_dropped) {
  const auto imports = store.imports();
  if (!imports) return imports.error();
  for (const Import& import : *imports) {
    if (!is_staged(import)) continue;
    if (on_dropped) on_dropped(import);
    if (Status dropped = drop(store, import.id); !dropped) return dropped;
  }
  return Done{};
}

Status drop_broken_off(const std::string& folder, AdminStore& store, const OnDropped& on_dropped) {
  const auto imports = store.imports();
  if (!imports) return imports.error();
  if (std::none_of(imports->begin(), imports->end(), is_staged) || ImportLock::is_held(folder)) return Done{};
  const auto lock = ImportLock::take(folder);
  return lock ? drop_left_over(store, on_dropped) : lock.error();
}

}  // namespace permit
