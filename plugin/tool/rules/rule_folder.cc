#include "tool/rules/rule_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ruleset/read/source.h"
#include "system/atomic_file.h"
#include "system/folder.h"

namespace permit::tool {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0644;
constexpr mode_t kFolderPermissions = 07777;
constexpr mode_t kFilePermissions = 0777;

/// Makes an error from errno. Call it before anything else can change errno.
Error failed(const std::string& path, std::string_view what, std::string_view advice = {}) {
  std::string message = path + ": " + std::string(what) + ": " + std::generic_category().message(errno);
  if (!advice.empty()) message.append("; ").append(advice);
  return {std::move(message)};
}

// ---- Owner and mode ---------------------------------------------------------------------------------------------

/// Owner, group and mode of a file, for the file that replaces it.
struct Access {
  mode_t mode;
  uid_t owner = geteuid();
  gid_t group = getegid();
};

Access access_of(const Folder& folder) {
  const struct stat status = folder.status();
  return {status.st_mode & kFolderPermissions, status.st_uid, status.st_gid};
}

/// Returns nothing unless it is a regular file; a link is not followed.
std::optional<Access> access_of(const Folder& folder, const std::string& name) {
  struct stat status = {};
  if (fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
    return std::nullopt;
  return Access{status.st_mode & kFilePermissions, status.st_uid, status.st_gid};
}

Status give(int fd, const std::string& path, const Access& access) {
  struct stat status = {};
  const bool is_owned = fstat(fd, &status) == 0 && status.st_uid == access.owner && status.st_gid == access.group;
  if (!is_owned && fchown(fd, access.owner, access.group) != 0)
    return failed(path, "cannot set the owner of the old one", "run as that user or as root");
  if (fchmod(fd, access.mode) != 0) return failed(path, "cannot set the mode of the old one");
  return Done{};
}

// ---- Files ------------------------------------------------------------------------------------------------------

Status sync(const Folder& folder) {
  return folder.sync() ? Status(Done{}) : failed(folder.path(), "cannot be synced to disk");
}

Status write(const Folder& folder, const RuleFile& rule_file, const Access& access) {
  auto file = AtomicFile::create_in(folder, rule_file.name, {.mode = S_IRUSR | S_IWUSR});
  if (!file) return Error{file.error().message + "; run as a user who may write there"};
  if (Status written = file->write(rule_file.bytes); !written) return written;
  if (Status given = give(file->descriptor(), folder.path_of(rule_file.name), access); !given) return given;
  return file->commit();
}

std::vector<std::string> names_in(const Folder& folder) {
  std::vector<std::string> names;
  const int copy = openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> listed(copy < 0 ? nullptr : fdopendir(copy), closedir);
  while (const dirent* entry = listed ? readdir(listed.get()) : nullptr) {  // NOLINT(concurrency-mt-unsafe): not shared
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// A new file gets the owner, group and mode of the other rule files of its folder.
Access access_for(const Folder& folder, const std::string& name) {
  if (const auto same = access_of(folder, name)) return *same;
  for (const std::string& other : names_in(folder))
    if (const auto access = is_rule_file(other) ? access_of(folder, other) : std::nullopt) return *access;
  const Access of_folder = access_of(folder);
  return {kFileMode, of_folder.owner, of_folder.group};
}

// ---- Folders ----------------------------------------------------------------------------------------------------

/// Follows links to the folder.
Result<Folder> open_rules(const std::string& folder) {
  auto opened = Folder::open(folder);
  if (opened) return opened;
  const std::string what = errno == ENOENT    ? folder + " does not exist"
                           : errno == ENOTDIR ? folder + " is not a folder"
                                              : opened.error().message;
  return Error{what + "; name the rule folder that the library reads"};
}

/// A rule folder, held open with the folder above it.
struct Place {
  Folder folder;
  Folder above;
  std::string name;
};

Result<Place> place_of(const std::string& folder) {
  auto opened = open_rules(folder);
  if (!opened) return opened.error();
  auto above = opened->place();
  if (!above) return above.error();
  return Place{std::move(*opened), std::move(above->first), std::move(above->second)};
}

/// A folder that the destructor removes unless keep() was called.
class Draft {
 public:
  static Result<Draft> make(const Place& place) {
    const std::string name = hidden_name(place.name);
    auto folder = place.above.make_folder(name, S_IRWXU);
    if (!folder) return Error{folder.error().message + "; run as a user who may write there"};
    return Draft(place.above, name, std::move(*folder));
  }
  Draft(Draft&& other) noexcept
      : above_(other.above_), name_(std::exchange(other.name_, {})), folder_(std::move(other.folder_)) {}
  Draft& operator=(Draft&&) = delete;
  ~Draft() {
    if (!name_.empty()) above_.remove(name_);
  }

  const std::string& name() const { return name_; }
  const Folder& folder() const { return folder_; }
  void keep() { name_.clear(); }

 private:
  Draft(const Folder& above, std::string name, Folder folder)
      : above_(above), name_(std::move(name)), folder_(std::move(folder)) {}

  const Folder& above_;
  std::string name_;
  Folder folder_;
};

Status fill(const Folder& draft, const RuleFiles& text, const Folder& replaced) {
  for (const RuleFile& file : text) {
    if (file.name.find('/') != std::string::npos) return Error{"`" + file.name + "' cannot be the name of a rule file"};
    if (Status written = write(draft, file, access_for(replaced, file.name)); !written) return written;
  }
  if (Status given = give(draft.get(), draft.path(), access_of(replaced)); !given) return given;
  return sync(draft);
}

/// Moves the files that are not rule files from one folder to the other.
Status move_along(const Folder& from, const Folder& to) {
  for (const std::string& name : names_in(from)) {
    const bool is_a_draft = is_rule_file(fs::path(name).stem().string());  // x.xml.txt makes a folder unreadable
    if (is_rule_file(name) || is_a_draft) continue;
    if (renameat(from.get(), name.c_str(), to.get(), name.c_str()) != 0)
      return failed(from.path_of(name), "cannot be moved into the new folder", "move it there by hand");
  }
  return Done{};
}

}  // namespace

Status find_folder(const std::string& folder) {
  const auto opened = open_rules(folder);
  return opened ? check_rule_folder(folder) : opened.error();
}

Result<std::string> replace_folder(const std::string& folder, const RuleFiles& text) {
  const auto place = place_of(folder);
  if (!place) return place.error();
  const auto& [old, above, name] = *place;
  auto draft = Draft::make(*place);
  if (!draft) return draft.error();
  if (Status filled = fill(draft->folder(), text, old); !filled) return filled.error();
  const std::string replaced = draft->name();  // of the old folder after the exchange
  if (renameat2(above.get(), replaced.c_str(), above.get(), name.c_str(), RENAME_EXCHANGE) != 0)
    return failed(above.path_of(name), "cannot be exchanged with the new folder next to it",
                  "it must be in a local folder that you may write to");
  draft->keep();
  if (Status synced = sync(above); !synced) return synced.error();
  if (Status moved = move_along(old, draft->folder()); !moved) return moved.error();
  return above.path_of(replaced);
}

bool remove_folder(const std::string& folder) {
  const auto place = place_of(folder);
  return place && place->above.remove(place->name);
}

Status write_rule_file(const std::string& folder, const RuleFile& file) {
  const auto opened = open_rules(folder);
  if (!opened) return opened.error();
  return write(*opened, file, access_for(*opened, file.name));
}

Status remove_rule_file(const std::string& folder, const std::string& name) {
  const auto opened = open_rules(folder);
  if (!opened) return opened.error();
  if (unlinkat(opened->get(), name.c_str(), 0) != 0 && errno != ENOENT)
    return failed(opened->path_of(name), "cannot be removed", "run as a user who may write there");
  return sync(*opened);
}

}  // namespace permit::tool
