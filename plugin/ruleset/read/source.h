// A rule folder as unparsed bytes.
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

/// Bounds of a rule folder; real folders stay below a hundredth of them.
inline constexpr std::size_t kMostRuleFiles = 256;
inline constexpr std::size_t kLargestRuleFile = 1U << 20U;    ///< bytes
inline constexpr std::size_t kLargestRuleFolder = 8U << 20U;  ///< bytes, all files together

/// Whether a file with this name is read: `*.xml`. Files whose names begin with a dot belong to an editor or to rsync.
bool is_rule_file(std::string_view name);

/// Reads every rule file of a folder, sorted by name, in a state that existed at one moment, even if the folder changes
/// meanwhile. Does not enter subfolders. Follows a symbolic link only to a file inside the folder. Refuses files that
/// everyone may write.
Result<RuleFiles> read_folder(const std::string& path);
/// Checks that only the owner and group of a rule folder can change it; does not check the files in it.
Status check_rule_folder(const std::string& path);

/// Something in a rule folder that seems to be meant as rules but is not read: a folder that contains rule files, or a
/// file that begins like one but has another name, `2021-01-18` or `2021-01-18.xml ` with a space at the end.
struct Ignored {
  std::string name;
  bool is_folder = false;
};

/// Returns them sorted by name, without names that begin with a dot or end in `~`.
std::vector<Ignored> ignored_in(const std::string& path);

/// Reads one file of a folder; nothing if the folder has no file of that name. Returns an error if the folder cannot be
/// opened.
Result<std::optional<RuleFile>> read_rule_file(const std::string& folder, const std::string& name);

/// SHA-256 over the names and bytes of the files, each after its length as 8 bytes, least significant first. Returns an
/// error if libcrypto refuses SHA-256.
Result<Digest> hash_of(const RuleFiles& text);

}  // namespace permit
