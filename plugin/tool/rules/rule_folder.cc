#include "tool/rules/rule_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ruleset/read/source.h"
#include "system/atomic_file.h"
#include "system/descriptor.h"

namespace permit::tool {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0644;
constexpr mode_t kPermissions = 07777;

/// Makes an error from errno. Call it before anything else can change errno.
Error failed(const fs::path& path, std::string_view what, std::string_view advice = {}) {
  std::string message = path.string() + ": " + std::string(what) + ": " + std::generic_category().message(errno);
  if (!advice.empty()) message.append("; ").append(advice);
  return {std::move(message)};
}

/// Owner, group and mode of a file, for the file that replaces it.
struct Access {
  mode_t mode;
  uid_t owner = geteuid();
  gid_t group = getegid();
};

std::optional<Access> access_of(const fs::path& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return Access{status.st_mode & kPermissions, status.st_uid, status.st_gid};
}

Status give(int fd, const fs::path& path, const Access& access) {
  struct stat status = {};
  const bool is_owned = fstat(fd, &status) == 0 && status.st_uid == access.owner && status.st_gid == access.group;
  if (!is_owned && fchown(fd, access.owner, access.group) != 0)
    return failed(path, "cannot set the owner of the old one", "run as that user or as root");
  if (fchmod(fd, access.mode) != 0) return failed(path, "cannot set the mode of the old one");
  return Done{};
}

Status sync(const fs::path& folder) {
  const Descriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || fsync(fd.get()) != 0) return failed(folder, "cannot be synced to disk");
  return Done{};
}

Status write(const fs::path& path, std::string_view bytes, const Access& access) {
  auto file = AtomicFile::create(path, {.mode = S_IRUSR | S_IWUSR});
  if (!file) return Error{file.error().message + "; run as a user who may write there"};
  if (Status written = file->write(bytes); !written) return written;
  if (Status given = give(file->descriptor(), path, access); !given) return given;
  return file->commit();
}

/// A new file gets the owner, group and mode of the other rule files of its folder.
Access access_for(const fs::path& folder, const std::string& name) {
  if (const auto same = access_of(folder / name)) return *same;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const auto other = is_rule_file(entry.path().filename().string()) ? access_of(entry.path()) : std::nullopt;
    if (other) return *other;
  }
  Access access{kFileMode};
  if (const auto of_folder = access_of(folder)) {
    access.owner = of_folder->owner;
    access.group = of_folder->group;
  }
  return access;
}

/// A folder that the destructor removes unless keep() was called.
class Draft {
 public:
  static Result<Draft> make(const fs::path& place) {
    std::string name = (place.parent_path() / ("." + place.filename().string() + ".XXXXXX")).string();
    if (!mkdtemp(name.data()))
      return failed(place.parent_path(), "cannot make a folder in it", "run as a user who may write there");
    return Draft(name);
  }
  Draft(Draft&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Draft& operator=(Draft&&) = delete;
  ~Draft() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  const fs::path& path() const { return path_; }
  std::string keep() { return std::exchange(path_, {}).string(); }

 private:
  explicit Draft(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

Status fill(const fs::path& draft, const RuleFiles& text, const fs::path& replaced) {
  for (const RuleFile& file : text) {
    if (file.name.find('/') != std::string::npos) return Error{"`" + file.name + "' cannot be the name of a rule file"};
    if (Status written = write(draft / file.name, file.bytes, access_for(replaced, file.name)); !written)
      return written;
  }
  const Descriptor fd(open(draft.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return failed(draft, "cannot be opened");
  const auto access = access_of(replaced);
  if (!access) return failed(replaced, "cannot be examined");
  if (Status given = give(fd.get(), draft, *access); !given) return given;
  return sync(draft);
}

/// Moves the files that are not rule files from one folder to the other.
Status move_along(const fs::path& from, const fs::path& to) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(from, error)) {
    const std::string name = entry.path().filename().string();
    const bool is_a_draft = is_rule_file(entry.path().stem().string());  // a file x.xml.txt makes a folder unreadable
    if (is_rule_file(name) || is_a_draft) continue;
    if (std::rename(entry.path().c_str(), (to / name).c_str()) != 0)
      return failed(entry.path(), "cannot be moved into the new folder", "move it there by hand");
  }
  return Done{};
}

/// The folder with all links resolved.
Result<fs::path> place_of(const std::string& folder) {
  std::error_code error;
  fs::path place = fs::canonical(folder, error);
  if (!error && fs::is_directory(place, error)) return place;
  const std::string what = error == std::errc::no_such_file_or_directory ? " does not exist"
                           : error                                       ? ": " + error.message()
                                                                         : " is not a folder";
  return Error{folder + what + "; name the rule folder that the library reads"};
}

}  // namespace

Status find_folder(const std::string& folder) {
  const auto place = place_of(folder);
  return place ? check_rule_folder(*place) : place.error();
}

Result<std::string> replace_folder(const std::string& folder, const RuleFiles& text) {
  const auto place = place_of(folder);
  if (!place) return place.error();
  auto draft = Draft::make(*place);
  if (!draft) return draft.error();
  if (Status filled = fill(draft->path(), text, *place); !filled) return filled.error();
  if (renameat2(AT_FDCWD, draft->path().c_str(), AT_FDCWD, place->c_str(), RENAME_EXCHANGE) != 0)
    return failed(*place, "cannot be exchanged with the new folder next to it",
                  "it must be in a local folder that you may write to");
  const std::string replaced = draft->keep();  // its name from now on
  if (Status synced = sync(place->parent_path()); !synced) return synced.error();
  if (Status moved = move_along(replaced, *place); !moved) return moved.error();
  return replaced;
}

Status write_rule_file(const std::string& folder, const RuleFile& file) {
  const auto place = place_of(folder);
  if (!place) return place.error();
  return write(*place / file.name, file.bytes, access_for(*place, file.name));
}

Status remove_rule_file(const std::string& folder, const std::string& name) {
  const auto place = place_of(folder);
  if (!place) return place.error();
  if (unlink((*place / name).c_str()) != 0 && errno != ENOENT)
    return failed(*place / name, "cannot be removed", "run as a user who may write there");
  return sync(*place);
}

}  // namespace permit::tool
