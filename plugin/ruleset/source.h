// A rule folder as bytes, before anybody has looked into them.
#pragma once

#include <cstddef>
#include <string>

#include "core/digest.h"
#include "core/result.h"
#include "core/store.h"

namespace permit {

/// Bounds of a rule folder; real ones stay below a hundredth of them.
inline constexpr std::size_t kMostRuleFiles = 256;
inline constexpr std::size_t kLargestRuleFile = 1U << 20U;    ///< bytes
inline constexpr std::size_t kLargestRuleFolder = 8U << 20U;  ///< bytes, all files together

/// Reads every `*.xml` of a folder, by name. Names that begin with a dot are an editor's or rsync's own and are left
/// out; subfolders are not entered. A symbolic link is followed only to a file inside the folder.
Result<RuleText> read_folder(const std::string& path);

/// SHA-256 over the names and bytes of the files, each behind its length as 8 bytes, least significant first.
Digest hash_of(const RuleText& text);

}  // namespace permit
