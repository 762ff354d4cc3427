// A rule folder as something to be replaced whole, while a library watches it.
#pragma once

#include <string>

#include "base/result.h"
#include "core/store.h"

namespace permit::tool {

/// Whether there is one that a library would read. None is ever made: a name that is mistyped would be one that none
/// reads.
Status find_folder(const std::string& folder);

/// Puts `text` in the place of the rule files in `folder`, in one step for whoever reads: it is written beside the
/// folder, synced, and the two are exchanged. Modes and owners stay as they were. What is no rule file moves along; a
/// link to the folder stays. Returns where the replaced files stand now.
Result<std::string> replace_folder(const std::string& folder, const RuleText& text);

/// Writes one file of the folder, or removes it; likewise in one step.
Status write_rule_file(const std::string& folder, const RuleFile& file);
Status remove_rule_file(const std::string& folder, const std::string& name);

}  // namespace permit::tool
