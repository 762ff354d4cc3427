#include "operations/register_copy.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "operations/throttle.h"
#include "store/instances.h"

namespace permit {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kFolderMode = 0700;  // as the register
constexpr mode_t kMode = 0600;
constexpr const char* kData = "data.mdb";

/// Makes `store' of `store/'.
fs::path plain(const std::string& folder) {
  const fs::path path = fs::path(folder).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

/// The folder above, and the name in it. A link to a folder stays, and the folder itself is replaced.
Result<std::pair<Folder, std::string>> place_of(const std::string& folder) {
  std::error_code ignored;
  const fs::path path = plain(folder);
  if (fs::is_symlink(path, ignored)) {
    const auto real = Folder::open(path);
    return real ? real->place() : real.error();
  }
  auto parent = Folder::open(path.has_parent_path() ? path.parent_path() : ".");
  if (!parent) return parent.error();
  return std::pair(std::move(*parent), path.filename().string());
}

bool is_there(const Folder& parent, const std::string& name) {
  struct stat status {};
  return fstatat(parent.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/// An unused name for the replaced folder.
std::string aside(const Folder& parent, const std::string& folder) {
  std::string name = folder + ".replaced";
  for (int next = 1; is_there(parent, name); ++next) name = folder + ".replaced-" + std::to_string(next);
  return name;
}

/// Gives a file of a held folder to an owner and group. Only root may give files away.
void give(const Folder& folder, const char* file, const struct stat& owner) {
  [[maybe_unused]] const int given = fchownat(folder.get(), file, owner.st_uid, owner.st_gid, AT_SYMLINK_NOFOLLOW);
}

/// The reason why the register cannot be read; empty if it can.
std::string read_fault(const std::string& folder) {
  const auto store = open_to_read(folder);
  return store ? std::string() : store.error().message;
}

std::string reason() { return std::generic_category().message(errno); }

/// Names the folder as people know it, not by its descriptor.
Error with_name_of(const Folder& folder, Error error) {
  const std::string number = folder.descriptor_path();
  for (std::size_t at = 0; (at = error.message.find(number, at)) != std::string::npos; at += folder.path().size())
    error.message.replace(at, number.size(), folder.path());
  return error;
}

}  // namespace

std::string end_in_words(const Head& head) {
  return head.sequence == 0 ? "no record" : "record " + std::to_string(head.sequence) + ", chain " + hex(head.chain);
}

Result<RegisterCopy> RegisterCopy::begin(const std::string& folder) {
  auto place = place_of(folder);
  if (!place) return place.error();
  auto& [parent, final_name] = *place;
  const std::string name = final_name + ".partial";
  parent.remove(name);  // a killed process may have left it
  auto made = parent.make_folder(name, kFolderMode);
  if (!made) return made.error();
  auto data = made->create_file(kData, kMode);
  if (!data) return data.error();
  return RegisterCopy(std::move(parent), name, final_name, std::move(*made), std::move(*data));
}

// LMDB begins a copy with the writer's lock held, and texts would wait for a thread of low priority that holds it. So
// the priority is lowered only for the verification.
Status RegisterCopy::fill(const InspectionStore& from, const How& how, const OnProgress& on_progress) const {
  const CopyOptions options{.compact = how.compact, .throttled = how.gives_way, .written = on_progress};
  if (const Status copied = from.copy(data_.get(), options); !copied)
    return Error{"`" + folder_.path() + "' is not complete. " + copied.error().message};
  return Done{};
}

// By its descriptor: another user who owns the folder above could exchange the copy for a folder of links.
Status RegisterCopy::verify(const How& how) {
  const auto written = open_to_read(folder_.descriptor_path());
  if (!written) return with_name_of(folder_, written.error());
  if (how.gives_way) lower_priority();
  if (!how.quick)
    if (const auto verified = (*written)->verify(); !verified) return with_name_of(folder_, verified.error());
  const auto end = (*written)->head();
  if (!end) return with_name_of(folder_, end.error());
  end_ = *end;
  if (!folder_.sync()) return Error{"`" + folder_.path() + "' cannot be synced: " + reason()};
  return Done{};
}

RegisterCopy::~RegisterCopy() { discard(); }

void RegisterCopy::discard() {
  if (!name_.empty()) parent_.remove(name_);
  name_.clear();
}

Status RegisterCopy::rename_to(const std::string& name) {
  if (is_there(parent_, name)) errno = EEXIST;
  if (is_there(parent_, name) || renameat(parent_.get(), name_.c_str(), parent_.get(), name.c_str()) != 0)
    return Error{"`" + parent_.path_of(name_) + "' cannot become `" + parent_.path_of(name) + "': " + reason()};
  name_ = name;
  return Done{};
}

Status RegisterCopy::move_to_place() {
  const Status moved = rename_to(place_);
  if (moved) name_.clear();
  return moved;
}

Result<std::string> RegisterCopy::exchange_with_register() {
  const auto before = parent_.open_folder(place_);
  if (!before) return before.error();
  const struct stat owner = before->status();
  for (const char* file : {kData, "lock.mdb"}) give(folder_, file, owner);
  [[maybe_unused]] const bool is_given = fchown(folder_.get(), owner.st_uid, owner.st_gid) == 0;
  const std::string replaced = aside(parent_, place_);
  if (const Status moved = rename_to(replaced); !moved) return moved.error();
  name_.clear();  // it is a whole copy, and after the exchange it is the register
  if (renameat2(parent_.get(), replaced.c_str(), parent_.get(), place_.c_str(), RENAME_EXCHANGE) != 0)
    return Error{"`" + parent_.path_of(place_) + "' cannot be moved aside: " + reason() + "; the copy is in " +
                 parent_.path_of(replaced)};
  return parent_.path_of(replaced);
}

Status RegisterCopy::replace_file_of(const Folder& folder) {
  struct stat before {};
  if (fstatat(folder.get(), kData, &before, AT_SYMLINK_NOFOLLOW) == 0) give(folder_, kData, before);
  if (renameat(folder_.get(), kData, folder.get(), kData) == 0) return Done{};
  return Error{"`" + folder.path_of(kData) + "' cannot be replaced: " + reason()};
}

Result<std::unique_ptr<RegisterStore>> open_alone(const std::string& folder) {
  auto alone = open_store(folder, {.read_only = true, .exclusive = true});
  if (alone) return alone;
  const auto shared = open_to_read(folder);
  const auto instances = shared ? (*shared)->statuses() : Result<std::vector<InstanceStatus>>(shared.error());
  if (!instances) return alone;
  for (const InstanceStatus& box : *instances)
    if (is_running(box)) return Error{display_name(box) + " answers on it; stop that smsbox first"};
  return alone;
}

Result<RegisterCopy, OperationError> begin_backup(const std::string& copy) {
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(copy, ignored)))
    return bad_input("`" + copy + "' exists; name a folder that does not");
  auto made = RegisterCopy::begin(copy);
  if (!made) return made.error();
  return std::move(*made);
}

Result<ReplacedRegister> ReplacedRegister::hold(const std::string& folder) {
  ReplacedRegister held;
  held.fault_ = read_fault(folder);
  auto alone = open_alone(folder);
  if (alone) {
    held.alone_ = std::move(*alone);
  } else if (alone.error().message != held.fault_) {
    return alone.error();
  }
  return held;
}

Result<Head> ReplacedRegister::end() const { return alone_ ? alone_->head() : Result<Head>(Error{fault_}); }

Result<CompactedRegister> compact(const InspectionStore& alone, const std::string& folder, bool quick,
                                  const OnProgress& on_progress) {
  const auto place = Folder::open(plain(folder));
  if (!place) return place.error();
  const RegisterCopy::How how{.quick = quick, .compact = true};
  // The copy is inside the register's folder, because its user may not be allowed to write next to it.
  auto copy = RegisterCopy::begin(place->path_of("compact"));
  if (!copy) return copy.error();
  if (const Status filled = copy->fill(alone, how, on_progress); !filled) return filled.error();
  if (const Status verified = copy->verify(how); !verified) return verified.error();
  CompactedRegister done{.file = place->path_of(kData)};
  std::error_code failed;
  done.bytes_before = fs::file_size(done.file, failed);
  if (const Status replaced = copy->replace_file_of(*place); !replaced) return replaced.error();
  done.bytes = fs::file_size(done.file, failed);
  return done;
}

}  // namespace permit
