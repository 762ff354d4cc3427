#include "tool/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <iostream>
#include <memory>
#include <system_error>

#include "store/box_reports.h"
#include "store/lmdb_store.h"
#include "tool/ask.h"
#include "tool/complain.h"
#include "tool/follow.h"
#include "tool/rules_at.h"

namespace permit::tool {

namespace {

namespace fs = std::filesystem;

/// A folder that is written to be renamed; what is left of it goes with this.
class Draft {
 public:
  explicit Draft(const std::string& folder) : folder_(plain(folder) + ".partial") {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  /// `store/' and `store' are one folder.
  static std::string plain(const std::string& folder) {
    const fs::path path = fs::path(folder).lexically_normal();
    return (path.has_filename() ? path : path.parent_path()).string();
  }

  /// Makes it, empty, as a folder of the register's users.
  Status make() const {
    std::error_code failed;
    fs::remove_all(folder_, failed);
    if (mkdir(folder_.c_str(), 0750) == 0) return Done{};
    return Error{"`" + folder_ + "' cannot be made: " + std::generic_category().message(errno)};
  }
  Status rename_to(const std::string& folder) const {
    std::error_code failed;
    fs::rename(folder_, plain(folder), failed);
    if (!failed) return Done{};
    return Error{"`" + folder_ + "' cannot become `" + folder + "': " + failed.message()};
  }
  const std::string& folder() const { return folder_; }

 private:
  const std::string folder_;
};

std::string render(const Head& head) {
  return head.sequence == 0 ? "no record" : "record " + std::to_string(head.sequence) + ", chain " + hex(head.chain);
}

/// Copies a register into a draft and proves what was written. Where it ends.
Result<Head> copy(const LmdbStore& from, const Draft& draft, bool compact, bool quick) {
  if (const Status made = draft.make(); !made) return made.error();
  if (const Status copied = from.copy(draft.folder(), compact); !copied) return copied.error();
  const auto written = open_to_read(draft.folder());
  if (!written) return written.error();
  if (!quick)
    if (const auto verified = (*written)->verify(); !verified) return verified.error();
  return (*written)->head();
}

/// kYes when nothing answers on a register.
ExitStatus refuse_in_use(const LmdbStore& store) {
  const auto boxes = store.reports();
  if (!boxes) return complain(boxes.error().message, kUnavailable);
  for (const BoxReport& box : *boxes)
    if (runs(box)) return complain(named(box) + " answers on it; stop that smsbox first", kUnavailable);
  return kYes;
}

bool is_there(const std::string& folder) {
  std::error_code ignored;
  return fs::exists(folder, ignored);
}

/// A name beside a folder that is free.
std::string aside(const std::string& folder) {
  std::string name = Draft::plain(folder) + ".replaced";
  for (int next = 1; is_there(name); ++next) name = Draft::plain(folder) + ".replaced-" + std::to_string(next);
  return name;
}

/// A draft gets owner, group and mode of the folder whose place it takes, and so do its files.
void take_after(const std::string& folder, const Draft& draft) {
  struct stat before {};
  if (stat(folder.c_str(), &before) != 0) return;
  chmod(draft.folder().c_str(), before.st_mode & 07777);
  for (const std::string& name : {draft.folder(), draft.folder() + "/data.mdb", draft.folder() + "/lock.mdb"})
    if (chown(name.c_str(), before.st_uid, before.st_gid) != 0) continue;  // only root may give away
}

}  // namespace

ExitStatus store_backup(const StoreOptions& options) {
  const auto store = open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  if (is_there(options.copy)) return complain("`" + options.copy + "' is there; name a folder that is not", kUsage);
  const Draft draft(options.copy);
  const auto end = copy(**store, draft, false, options.quick);
  if (!end) return complain(end.error().message, kNotWritten);
  if (const Status renamed = draft.rename_to(options.copy); !renamed)
    return complain(renamed.error().message, kNotWritten);
  std::cout << options.copy << " holds the register up to " << render(*end) << (options.quick ? ".\n" : ", proved.\n")
            << "What is committed from now on is not in it.\n";
  return kYes;
}

ExitStatus store_restore(const StoreOptions& options) {
  const auto backup = open_to_read(options.copy);
  if (!backup) return complain(backup.error().message, kUnavailable);
  const Draft draft(options.store);
  const auto end = copy(**backup, draft, false, options.quick);
  if (!end) return complain(end.error().message, kUnavailable);
  std::cout << "The copy ends with " << render(*end) << ".\n";
  std::string replaced;
  if (is_there(options.store)) {
    const auto before = open_to_read(options.store);
    if (before) {
      if (const ExitStatus unused = refuse_in_use(**before); unused != kYes) return unused;
      const auto last = (*before)->head();
      std::cout << "The register in " << options.store << " ends with "
                << (last ? render(*last) : "what cannot be read") << ".\n";
    } else {
      std::cout << "The register in " << options.store << " cannot be read.\n";
    }
    if (const ExitStatus answer = options.yes ? kYes : ask("Put the copy in its place?"); answer != kYes) return answer;
    take_after(options.store, draft);
    replaced = aside(options.store);
    std::error_code failed;
    fs::rename(Draft::plain(options.store), replaced, failed);
    if (failed) return complain("`" + options.store + "' cannot be moved aside: " + failed.message(), kNotWritten);
  }
  if (const Status renamed = draft.rename_to(options.store); !renamed)
    return complain(renamed.error().message, kNotWritten);
  std::cout << options.store << " is the copy now" << (replaced.empty() ? "" : "; what was there is " + replaced)
            << ".\n"
            << "Who asks again is answered by what the copy knows.\n";
  return kYes;
}

ExitStatus store_compact(const StoreOptions& options) {
  const auto store = open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  if (const ExitStatus unused = refuse_in_use(**store); unused != kYes) return unused;
  const Draft draft(options.store);
  if (const auto end = copy(**store, draft, true, options.quick); !end)
    return complain(end.error().message, kNotWritten);
  const std::string data = Draft::plain(options.store) + "/data.mdb";
  std::error_code failed;
  const std::uintmax_t before = fs::file_size(data, failed);
  take_after(options.store, draft);
  fs::rename(draft.folder() + "/data.mdb", data, failed);
  if (failed) return complain("`" + data + "' cannot be replaced: " + failed.message(), kNotWritten);
  std::cout << data << ": " << before << " bytes before, " << fs::file_size(data, failed) << " now.\n";
  return kYes;
}

}  // namespace permit::tool
