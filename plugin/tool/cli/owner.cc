#include "tool/cli/owner.h"

#include <cerrno>
#include <utility>

#include "operations/choose_rules.h"
#include "operations/user.h"
#include "system/folder.h"
#include "system/rights.h"
#include "tool/cli/output.h"

namespace permit::tool {

bool is_anothers(const std::string& folder) {
  const auto opened = Folder::open(folder);
  return opened && belongs_to_another(*opened);
}

Status become_owner(const std::string& folder) {
  const auto opened = Folder::open(folder);
  if (!opened && errno == ELOOP) return opened.error();
  if (!opened || !belongs_to_another(*opened)) return Done{};  // the opener reports a missing folder
  keep_user_name();
  return become_owner_of(*opened);
}

Result<KeptRights> keep_rights(const std::string& folder, KeptRights::Act act) {
  if (!is_anothers(folder)) return KeptRights::none(std::move(act));
  return KeptRights::keep(std::move(act));
}

Result<std::unique_ptr<RegisterStore>> open_to_read_as_owner(const std::string& store) {
  if (const Status changed = become_owner(store); !changed) return changed.error();
  return open_to_read(store);
}

Result<std::unique_ptr<RegisterStore>> open_to_write_as_owner(const std::string& store) {
  if (const Status changed = become_owner(store); !changed) return changed.error();
  return open_to_write(store);
}

Result<std::unique_ptr<RegisterStore>> open_as_owner(const std::string& store, const OpenOptions& options) {
  if (const Status changed = become_owner(store); !changed) return changed.error();
  return open_store(store, options);
}

Result<OpenRegister, OperationError> open_register_as_owner(const std::string& store, const std::string& rules,
                                                            Access access, Output* output) {
  if (!is_anothers(store)) return open_register(store, rules, access);
  Rules chosen;
  if (!rules.empty()) {
    auto loaded = load_rules(rules);
    if (!loaded) return loaded.error();
    chosen = *std::move(loaded);
  }
  if (output)
    if (const Status kept = output->keep_rights(); !kept) return kept.error();
  if (const Status changed = become_owner(store); !changed) return changed.error();
  return chosen ? open_register(store, std::move(chosen), access) : open_register(store, "", access);
}

}  // namespace permit::tool
