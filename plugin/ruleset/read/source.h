// A rule folder as bytes, before anybody has looked into them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "core/store.h"

namespace permit {

/// Bounds of a rule folder; real ones stay below a hundredth of them.
inline constexpr std::size_t kMostRuleFiles = 256;
inline constexpr std::size_t kLargestRuleFile = 1U << 20U;    ///< bytes
inline constexpr std::size_t kLargestRuleFolder = 8U << 20U;  ///< bytes, all files together

/// Whether a file of that name is read: `*.xml`. Names that begin with a dot are an editor's or rsync's own.
bool is_rule_file(std::string_view name);

/// Reads every rule file of a folder, by name: as they all were at one moment, however the folder changes meanwhile.
/// Subfolders are not entered. A symbolic link is followed only to a file inside the folder. What anybody may write is
/// not read.
Result<RuleText> read_folder(const std::string& path);
/// Whether only those who should can change what stands in a rule folder, the files in it aside.
Status check_rule_folder(const std::string& path);

/// What stands in a rule folder and is not read, although it seems meant to be: a folder that holds rule files, or a
/// file that begins like one under another name, `2021-01-18` or `2021-01-18.xml ` with a space behind.
struct Ignored {
  std::string name;
  bool is_folder = false;
};

/// By name; not those that begin with a dot or end in `~`.
std::vector<Ignored> ignored_in(const std::string& path);

/// One file of a folder; nothing when it has none of that name. Fails where the folder itself cannot be opened.
Result<std::optional<RuleFile>> read_rule_file(const std::string& folder, const std::string& name);

/// SHA-256 over the names and bytes of the files, each after its length as 8 bytes, least significant first. Returns an
/// error when libcrypto refuses SHA-256.
Result<Digest> hash_of(const RuleText& text);

}  // namespace permit
