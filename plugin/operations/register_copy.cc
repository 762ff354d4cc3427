#include "operations/register_copy.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "operations/throttle.h"
#include "store/instances.h"
#include "system/descriptor.h"

namespace permit {

namespace {

namespace fs = std::filesystem;

/// Makes `store' of `store/'.
std::string plain(const std::string& folder) {
  const fs::path path = fs::path(folder).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).string();
}

bool is_there(const std::string& folder) {
  std::error_code ignored;
  return fs::exists(folder, ignored);
}

/// Makes an empty folder that only its owner can enter.
Status make_folder(const std::string& folder) {
  std::error_code failed;
  fs::remove_all(folder, failed);
  if (mkdir(folder.c_str(), 0700) == 0) return Done{};
  return Error{"`" + folder + "' cannot be made: " + std::generic_category().message(errno)};
}

/// An unused name for the replaced folder.
std::string aside(const std::string& folder) {
  std::string name = folder + ".replaced";
  for (int next = 1; is_there(name); ++next) name = folder + ".replaced-" + std::to_string(next);
  return name;
}

/// Gives a file the owner and group of the file that it replaces.
void take_owner(const std::string& replaced, const std::string& name) {
  struct stat before {};
  if (stat(replaced.c_str(), &before) != 0) return;
  if (chown(name.c_str(), before.st_uid, before.st_gid) != 0) return;  // only root may give files away
}

/// The reason why the register cannot be read; empty if it can.
std::string read_fault(const std::string& folder) {
  const auto store = open_to_read(folder);
  return store ? std::string() : store.error().message;
}

}  // namespace

std::string end_in_words(const Head& head) {
  return head.sequence == 0 ? "no record" : "record " + std::to_string(head.sequence) + ", chain " + hex(head.chain);
}

// LMDB begins a copy with the writer's lock held, and texts would wait for a thread of low priority that holds it. So
// the priority is lowered only for the verification.
Result<RegisterCopy> RegisterCopy::make(const InspectionStore& from, const std::string& folder, const How& how,
                                        const OnProgress& on_progress) {
  RegisterCopy made(plain(folder) + ".partial");
  if (const Status empty = make_folder(made.folder_); !empty) return empty.error();
  const std::string reason = "`" + made.folder_ + "' is not complete. ";
  const Descriptor data(open((made.folder_ + "/data.mdb").c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (data.get() < 0) return Error{reason + std::generic_category().message(errno)};
  const CopyOptions options{.compact = how.compact, .throttled = how.gives_way, .written = on_progress};
  if (const Status copied = from.copy(data.get(), options); !copied) return Error{reason + copied.error().message};
  const Descriptor folder_made(open(made.folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder_made.get() < 0 || fsync(folder_made.get()) != 0)
    return Error{reason + std::generic_category().message(errno)};
  const auto written = open_to_read(made.folder_);
  if (!written) return written.error();
  if (how.gives_way) lower_priority();
  if (!how.quick)
    if (const auto verified = (*written)->verify(); !verified) return verified.error();
  const auto end = (*written)->head();
  if (!end) return end.error();
  made.end_ = *end;
  return made;
}

RegisterCopy::~RegisterCopy() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

Status RegisterCopy::move_to(const std::string& folder) {
  std::error_code failed;
  fs::rename(folder_, plain(folder), failed);
  if (failed) return Error{"`" + folder_ + "' cannot become `" + folder + "': " + failed.message()};
  folder_.clear();
  return Done{};
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

Result<Head, OperationError> back_up(const InspectionStore& store, const std::string& copy, bool quick,
                                     const OnProgress& on_progress) {
  if (is_there(copy)) return bad_input("`" + copy + "' exists; name a folder that does not");
  auto made = RegisterCopy::make(store, copy, {.quick = quick, .gives_way = true}, on_progress);
  if (!made) return made.error();
  if (const Status moved = made->move_to(copy); !moved) return moved.error();
  return made->end();
}

Result<RegisterPlace> RegisterPlace::hold(const std::string& folder) {
  RegisterPlace place(folder, !is_there(folder));
  if (place.is_empty_) return place;
  place.fault_ = read_fault(folder);
  auto alone = open_alone(folder);
  if (alone) {
    place.alone_ = std::move(*alone);
  } else if (alone.error().message != place.fault_) {
    return alone.error();
  }
  return place;
}

Result<Head> RegisterPlace::end() const { return alone_ ? alone_->head() : Result<Head>(Error{fault_}); }

Result<std::string> RegisterPlace::put(RegisterCopy& copy) {
  if (is_empty_) {
    const Status moved = copy.move_to(folder_);
    return moved ? Result<std::string>(std::string()) : moved.error();
  }
  const std::string folder = plain(folder_);
  for (const char* file : {"", "/data.mdb", "/lock.mdb"}) take_owner(folder, copy.folder() + file);
  const std::string replaced = aside(folder);
  if (const Status moved = copy.move_to(replaced); !moved) return moved.error();
  if (renameat2(AT_FDCWD, replaced.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) != 0)
    return Error{"`" + folder + "' cannot be moved aside: " + std::generic_category().message(errno) +
                 "; the copy is in " + replaced};
  return replaced;
}

Result<CompactedRegister> compact(const InspectionStore& alone, const std::string& folder, bool quick,
                                  const OnProgress& on_progress) {
  CompactedRegister done{.file = plain(folder) + "/data.mdb"};
  // The copy is inside the register's folder, because its user may not be allowed to write next to it.
  const auto copy =
      RegisterCopy::make(alone, plain(folder) + "/compact", {.quick = quick, .compact = true}, on_progress);
  if (!copy) return copy.error();
  std::error_code failed;
  done.bytes_before = fs::file_size(done.file, failed);
  take_owner(done.file, copy->folder() + "/data.mdb");
  fs::rename(copy->folder() + "/data.mdb", done.file, failed);
  if (failed) return Error{"`" + done.file + "' cannot be replaced: " + failed.message()};
  done.bytes = fs::file_size(done.file, failed);
  return done;
}

}  // namespace permit
