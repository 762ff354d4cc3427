#include "tool/cli/broken_imports.h"

#include <algorithm>

#include "operations/import_lock.h"
#include "operations/throttle.h"
#include "tool/cli/complain.h"
#include "tool/cli/rules_at.h"

namespace permit::tool {

namespace {

bool is_staged(const Import& import) { return import.state == Import::State::staged; }

}  // namespace

Status drop(AdminStore& desk, Sequence import) {
  for (Throttle throttle;;) {
    const auto gone = throttle.step([&](std::size_t most) { return desk.drop_import(import, most, clock_now()); });
    if (!gone) return gone.error();
    if (*gone) return Done{};
  }
}

Status drop_left_over(RegisterStore& store) {
  const auto imports = store.imports();
  if (!imports) return imports.error();
  for (const Import& import : *imports) {
    if (!is_staged(import)) continue;
    complain("import " + std::to_string(import.id) + " of " + import.file + " by " + import.by +
                 " was broken off; what it staged is taken out first",
             kYes);
    if (Status dropped = drop(store, import.id); !dropped) return dropped;
  }
  return Done{};
}

Status drop_broken_off(const std::string& folder, RegisterStore& store) {
  const auto imports = store.imports();
  if (!imports) return imports.error();
  if (std::none_of(imports->begin(), imports->end(), is_staged) || ImportLock::is_held(folder)) return Done{};
  const auto lock = ImportLock::take(folder);
  return lock ? drop_left_over(store) : lock.error();
}

}  // namespace permit::tool
