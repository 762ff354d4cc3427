// Changing a rule folder while a library watches it.
//
// Other users may write there and plant links. So the folder is held open, no link in it is followed, and the modes and
// owners that a file keeps are those of regular files.
#pragma once

#include <string>

#include "base/result.h"
#include "core/store.h"

namespace permit::tool {

/// Checks that the folder exists and a library would read it. No folder is ever created, because no library would read
/// one with a mistyped name.
Status find_folder(const std::string& folder);

/// Replaces the rule files of `folder` with `text`, in one step for readers: writes a new folder next to it, syncs it,
/// and exchanges the two. Keeps modes and owners. Other files move to the new folder; a link to the folder stays.
/// Returns the folder of the replaced files.
Result<std::string> replace_folder(const std::string& folder, const RuleFiles& text);

/// Removes a folder with everything in it. Returns whether it is gone.
bool remove_folder(const std::string& folder);

/// Writes or removes one file of the folder, in one step for readers.
Status write_rule_file(const std::string& folder, const RuleFile& file);
Status remove_rule_file(const std::string& folder, const std::string& name);

}  // namespace permit::tool
