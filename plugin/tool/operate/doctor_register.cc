#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <optional>
#include <sstream>
#include <system_error>
#include <utility>

#include "metrics/instance_status.h"
#include "store/open.h"
#include "system/descriptor.h"
#include "tool/operate/doctor_checks.h"

namespace permit::tool {

namespace {

using Verdict = Finding::Verdict;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::size_t kSyncs = 32;
constexpr std::size_t kSynced = 4096;  // bytes: a page of the register
constexpr Milliseconds kSlow{20};      // a hard disk needs about 10
constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20;
constexpr std::uint64_t kLittle = 1024 * kMebibyte;
constexpr std::uint64_t kNothing = 64 * kMebibyte;
constexpr std::chrono::days kLookedBack{7};
constexpr std::uint64_t kShort = 30;  // days until the disk is full
constexpr std::uint64_t kEnding = 3;
constexpr std::uint64_t kLong = 1000;
constexpr std::uint64_t kManyCommits = 1000;

std::string because(int error) { return std::generic_category().message(error); }

/// Compares with the constants of the system's headers and some that they lack.
bool is_of_the_network(long kind) {
  constexpr std::array kKinds = {long{NFS_SUPER_MAGIC}, long{SMB_SUPER_MAGIC}, 0xFF534D42L, 0xFE534D42L, 0x00C36400L};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

std::string in_digits(double value) {
  std::ostringstream out;
  out << std::setprecision(2) << std::fixed << value;
  return out.str();
}

std::string in_gib(std::uint64_t bytes) {
  return in_digits(static_cast<double>(bytes) / static_cast<double>(1024 * kMebibyte)) + " GiB";
}

/// The duration of each sync, shortest first; empty if nothing can be written. The file has no name and disappears when
/// it is closed.
std::vector<Milliseconds> time_syncs(const std::string& folder) {
  const Descriptor file(open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.get() < 0 || posix_fallocate(file.get(), 0, kSyncs * kSynced) != 0 || fsync(file.get()) != 0) return {};
  const std::array<char, kSynced> page{};
  std::vector<Milliseconds> times;
  for (std::size_t at = 0; at < kSyncs; ++at) {
    const auto begin = std::chrono::steady_clock::now();
    const bool written = pwrite(file.get(), page.data(), page.size(), static_cast<off_t>(at * kSynced)) == kSynced;
    if (!written || fdatasync(file.get()) != 0) return {};
    times.emplace_back(std::chrono::steady_clock::now() - begin);
  }
  std::sort(times.begin(), times.end());
  return times;
}

Finding check_sync(const Site& site) {
  const std::vector<Milliseconds> times = time_syncs(site.config.store);
  if (times.empty()) {
    const bool may_not = !may(site.config.store, W_OK) && geteuid() != site.user.id;
    return {"disk", may_not ? Verdict::unknown : Verdict::doubtful,
            "the time of a sync could not be measured in " + site.config.store + (may_not ? "; run this as root" : "")};
  }
  const std::string says = "a sync takes " + in_digits(times[times.size() / 2].count()) + " ms, the longest of " +
                           std::to_string(kSyncs) + " took " + in_digits(times.back().count()) +
                           " ms; each reply waits for one";
  if (times[times.size() / 2] < kSlow) return {"disk", Verdict::well, says};
  return {"disk", Verdict::doubtful, says + "; an SSD, or a disk with a battery-backed cache, is faster"};
}

/// The recent growth of the register, in bytes per day; 0 if unknown.
std::uint64_t growth_of(const InspectionStore& store, Instant now) {
  const auto figures = store.figures();
  const auto start = store.start();
  const auto head = store.head();
  const auto first = store.first_at(now - kLookedBack);
  if (!figures || !start || !head || !first || head->sequence <= start->sequence) return 0;
  const std::uint64_t kept = head->sequence - start->sequence;
  const std::uint64_t recent = head->sequence + 1 - std::min(*first, head->sequence + 1);
  return recent * (figures->used_bytes / kept) / static_cast<std::uint64_t>(kLookedBack.count());
}

Finding check_space(const Site& site, const InspectionStore* store) {
  struct statvfs disk {};
  if (statvfs(site.config.store.c_str(), &disk) != 0)
    return {"space", Verdict::unknown, site.config.store + ": " + because(errno)};
  const std::uint64_t left = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  std::string says = in_gib(left) + " are free for the register";
  std::optional<std::uint64_t> days;
  if (const std::uint64_t growth = store ? growth_of(*store, site.now) : 0; growth > 0) {
    days = left / growth;
    const bool is_long = *days > kLong;
    says += (is_long ? ", enough for more than " + std::to_string(kLong) : ", enough for " + std::to_string(*days)) +
            " days at the rate of the last seven";
  }
  if (left < kNothing || days.value_or(kShort) < kEnding)
    return {"space", Verdict::wrong, says + ": no text is answered once the disk is full"};
  if (left < kLittle || days.value_or(kShort) < kShort)
    return {"space", Verdict::doubtful, says + "; free space on the disk, or lower `keep-days' in " + site.conf};
  return {"space", Verdict::well, says};
}

/// Returns the first folder on the way to `path` that this process cannot enter, or an empty path.
std::filesystem::path closed_folder(const std::filesystem::path& path) {
  std::filesystem::path folder;
  for (const std::filesystem::path& part : path.parent_path()) {
    folder /= part;
    if (!may(folder, X_OK)) return folder;
  }
  return {};
}

/// Returns the folder of the register and what is in it, in a fixed order.
std::vector<std::string> paths_of(const std::string& store) {
  std::vector<std::string> paths = {store};
  std::error_code failed;
  for (std::filesystem::directory_iterator entry(store, failed), end; !failed && entry != end; entry.increment(failed))
    paths.push_back(entry->path().string());
  std::sort(paths.begin() + 1, paths.end());
  return paths;
}

bool is_written_by_smsbox(const std::filesystem::path& path) {
  return path.filename() == "data.mdb" || path.filename() == "lock.mdb" || path.filename() == "writer.lock";
}

/// Checks the owner and the mode. Only the owner of a register may open its files (store/lmdb/private_files.h).
std::string fault_of(const std::string& path, const struct stat& status, const SmsboxUser& user) {
  if (status.st_uid != user.id)
    return path + " belongs to `" + user_of(status.st_uid).name + "', not to `" + user.name + "'";
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return "users other than `" + user.name + "' have access to " + path;
  return {};
}

}  // namespace

Findings check_folder(const Site& site) {
  const std::string& store = site.config.store;
  const std::string name = shell_quoted(store);
  const std::string& user = site.user.name;
  const bool is_user = geteuid() == site.user.id;
  struct stat status {};
  if (stat(store.c_str(), &status) != 0) {
    if (errno == EACCES && !is_user)
      return {{"register", Verdict::unknown, store + ": " + because(errno) + "; run this as root"}};
    if (errno == EACCES)
      return {{"register", Verdict::wrong,
               "`" + user + "' cannot enter " + closed_folder(store).string() +
                   ", so it cannot reach the register in " + store + "; move the register, or let `" + user +
                   "' enter that folder"}};
    return {{"register", Verdict::wrong, store + ": " + because(errno), "install -d -o " + user + " -m 700 " + name}};
  }
  // As that user, because the owner of a folder may have put links there.
  const std::string fix = "chown -R " + user + " " + name + " && setpriv --reuid " + user + " --regid " +
                          std::to_string(site.user.group) + " --clear-groups chmod -R u+rwX,go-rwx " + name;
  for (const std::string& path : paths_of(store)) {
    struct stat found = status;
    if (path != store && lstat(path.c_str(), &found) != 0) continue;
    const int access = S_ISDIR(found.st_mode) ? R_OK | W_OK | X_OK : R_OK | W_OK;
    if (is_user && (path == store || is_written_by_smsbox(path)) && !may(path, access))
      return {{"register", Verdict::wrong, "`" + user + "' cannot write " + path + ", so no text is answered", fix}};
    if (S_ISLNK(found.st_mode)) continue;
    if (std::string fault = fault_of(path, found, site.user); !fault.empty())
      return {{"register", Verdict::wrong, std::move(fault), fix}};
  }
  if (!may(store, R_OK | W_OK | X_OK))
    return {{"register", Verdict::unknown, "only `" + user + "' and root can check this; run this as root"}};
  return {{"register", Verdict::well, store + ", which only `" + user + "' can open"}};
}

Findings check_disk(const Site& site, const InspectionStore* store) {
  struct statfs system {};
  if (statfs(site.config.store.c_str(), &system) != 0) return {};  // check_folder() reports it
  if (is_of_the_network(system.f_type))
    return {{"disk", Verdict::wrong,
             site.config.store + " is on a network disk, where programs do not see " +
                 "each other's locks; a register needs a local disk"}};
  if (system.f_type == TMPFS_MAGIC)
    return {{"disk", Verdict::wrong,
             site.config.store + " is in memory (tmpfs): every permit is lost when the machine " +
                 "restarts; a register needs a disk"}};
  return {check_sync(site), check_space(site, store)};
}

Findings check_readers(const InspectionStore& store) {
  const auto figures = store.figures();
  if (!figures) return {{"readers", Verdict::wrong, figures.error().message}};
  if (figures->writer && figures->writer->is_stopped) {
    const std::string process = std::to_string(figures->writer->process);
    return {{"writer", Verdict::wrong,
             display_name(*figures->writer) + ", is stopped in the middle of a write, so no text is answered",
             "kill -CONT " + process}};
  }
  const std::string says = std::to_string(figures->readers) + " at this moment";
  if (figures->commits_behind < kManyCommits) return {{"readers", Verdict::well, says}};
  return {{"readers", Verdict::doubtful,
           says + ", the oldest lags " + std::to_string(figures->commits_behind) +
               " commits: the file grows until it ends; end it (lsof +D " + "the register)"}};
}

}  // namespace permit::tool
