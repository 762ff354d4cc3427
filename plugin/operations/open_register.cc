#include "tool/cli/open_register.h"

#include <utility>

#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/reveal.h"
#include "tool/cli/rules_at.h"

namespace permit::tool {

ExitStatus open_register(const std::string& store, const std::string& rules, Access access, OpenRegister& opened) {
  auto found = access == Access::writing ? open_to_write(store) : open_to_look(store, access == Access::revealing);
  if (!found) return complain(found.error().message, kUnavailable);
  opened.store = std::move(*found);
  return choose_rules(rules, opened.store.get(), "--rules", opened.rules);
}

}  // namespace permit::tool
