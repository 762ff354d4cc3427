// Changes of a rule folder by a verb that also reads the register.
#pragma once

#include <optional>
#include <string>

#include "base/digest.h"
#include "base/result.h"
#include "core/store.h"
#include "system/kept_rights.h"
#include "tool/cli/follow.h"

namespace permit::tool {

/// Root may change a rule folder of one user and read the register of another. Then it changes the folder with the
/// rights of the folder's owner and reads the register with those of the register's owner (tool/cli/owner.h).
class RuleWriter {
 public:
  /// Call it before the register is opened. REQUIRES: one thread; find_folder() has found the folder.
  static Result<RuleWriter> begin(const Following& following);

  Status write(const RuleFile& file) const;
  Status remove(const std::string& name) const;

  struct Replaced {
    std::string folder;  ///< of the replaced files
    bool is_removed;     ///< it contained rules with the hash `known'
  };
  /// Replaces the whole folder (replace_folder). `known` is the hash of rules that exist elsewhere.
  Result<Replaced> replace(const RuleFiles& text, const std::optional<Digest>& known) const;

 private:
  explicit RuleWriter(KeptRights act) : act_(std::move(act)) {}

  KeptRights act_;
};

}  // namespace permit::tool
