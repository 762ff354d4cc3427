#include "store/lmdb/environment.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <thread>

#include "store/format/failure.h"
#include "store/lmdb/pages.h"
#include "store/lmdb/private_files.h"
#include "system/user_names.h"

namespace permit::lmdb {
namespace {

constexpr const char* kData = "data.mdb";
constexpr const char* kLock = "lock.mdb";
constexpr const char* kWriterLock = "writer.lock";
constexpr std::chrono::seconds kBetweenReaderChecks{10};
constexpr std::chrono::seconds kCreation{1};  // a process that creates a register takes milliseconds
// lock.mdb and data.mdb disagree about the last commit. Neither LMDB nor a local disk returns this errno.
constexpr int kOtherCommit = ESTALE;
// The map doubles at each attempt, so it fills the address space long before the last.
constexpr int kMostAttempts = 40;

std::string in_quotes(const std::string& path) { return "`" + path + "'"; }

/// Returns what a user who has no access can do.
std::string way_in(const std::string& folder) {
  struct stat status {};
  if (stat(folder.c_str(), &status) != 0 || status.st_uid == geteuid())
    return "Run as the user that smsbox runs as, which owns the register.";
  const std::string number = "#" + std::to_string(status.st_uid);
  const auto name = name_of_user(status.st_uid);
  return "Only its owner `" + name.value_or(number) + "' can open it. Run as that user: sudo -u " +
         name.value_or("'" + number + "'") + " permitctl ...";
}

/// Returns what an operator can do about an error. The text follows the error.
std::string next_step(int code, const std::string& folder) {
  switch (code) {
    case EACCES:
    case EPERM:
      return way_in(folder);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
    case EIO:
      return "Check for a full or failing disk, or a file size limit. The next commit tries again.";
    case EROFS:
      return "The file system is mounted read-only. Put the register on a local, writable one.";
    case ENOMEM:
    case MDB_MAP_FULL:
      return "Allow the process more address space (ulimit -v), or set a smaller `map-size'.";
    case MDB_INVALID:
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
      return "It is damaged or not an LMDB file. Restore a backup (permitctl store restore), or name another folder.";
    case MDB_VERSION_MISMATCH:
      return "Another version of LMDB wrote it. Use the program that wrote it.";
    case MDB_READERS_FULL:
      return "Too many programs read it at the same time. End some of them.";
    case ENOENT:
      return "Put its files back. The next commit looks for them again.";
    case MDB_PANIC:
      return "A page could not be written. Check for a failing disk, then restart the program.";
    default:
      return "Check the folder and its disk.";
  }
}

/// Creates the folder, with its mode whatever the umask. An error sets errno.
Status make_folder(const std::string& folder) {
  std::filesystem::path path = std::filesystem::path(folder).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) return Done{};
  failed.clear();
  const std::filesystem::path above = path.has_parent_path() ? path.parent_path() : ".";
  std::filesystem::create_directories(above, failed);
  if (failed) {
    errno = failed.value();
    return Error{in_quotes(above) + " cannot be made: " + failed.message()};
  }
  const auto parent = Folder::open(above);
  if (!parent) return parent.error();
  const auto made = parent->make_folder(path.filename(), kFolderMode);
  return made || errno == EEXIST ? Status(Done{}) : made.error();  // another process may make it
}

/// A file's or folder's name is on the disk once the folder above it was synced. For a new register every folder above
/// may be new too. Folders above that cannot be opened are not new.
std::error_code sync_names(const std::string& folder, bool is_new) {
  std::error_code ignored;
  std::filesystem::path path = folder;
  for (bool is_own = true;; is_own = false) {
    const Descriptor names(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const bool synced = names.get() >= 0 && fsync(names.get()) == 0;
    if (is_own && !synced && errno != EINVAL) return {errno, std::generic_category()};
    path = std::filesystem::absolute(path, ignored).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();
    if (!is_new || path == path.root_path()) return {};
    path = path.parent_path();
  }
}

/// The size of a register according to LMDB, and on disk.
struct Extent {
  MDB_envinfo info{};
  std::uint64_t used_bytes = 0;  ///< to the end of its last page
  std::uint64_t file_bytes = 0;
  std::size_t page_bytes = 0;
  mdb_filehandle_t file = -1;  ///< borrowed
};

/// Returns nothing, with errno set, when the file cannot be examined.
std::optional<Extent> extent_of(MDB_env* environment) {
  Extent extent;
  MDB_stat pages{};
  mdb_env_info(environment, &extent.info);
  mdb_env_stat(environment, &pages);
  extent.page_bytes = pages.ms_psize;
  extent.used_bytes = (extent.info.me_last_pgno + 1) * pages.ms_psize;
  mdb_env_get_fd(environment, &extent.file);
  struct stat file {};
  if (fstat(extent.file, &file) != 0) return std::nullopt;
  extent.file_bytes = static_cast<std::uint64_t>(file.st_size);
  return extent;
}

// LMDB takes the number of the last commit from lock.mdb, which every program that reads can write. With an older
// number a reader sees an older register, and a writer builds on it, so a committed permit is lost. After the writer
// mutex in lock.mdb was cleared, two programs write at once, and one commit is lost. The meta pages of data.mdb reveal
// both. This check finds accidents. It cannot stop an attacker.
Failure other_commit(int code) {
  return {code,
          "lock.mdb does not name the last commit, because another program has changed it. End every program that uses "
          "the register, and start them again."};
}

/// LMDB opens data.mdb so that programs inherit it, and lock.mdb so that none does.
void close_on_exec(MDB_env& environment) {
  mdb_filehandle_t file = -1;
  mdb_env_get_fd(&environment, &file);
  fcntl(file, F_SETFD, FD_CLOEXEC);
}

/// Returns true when the file cannot be read: the next reader reports why.
bool is_whole(MDB_env* environment) {
  MDB_txn* txn = nullptr;
  if (mdb_txn_begin(environment, nullptr, MDB_RDONLY, &txn) != MDB_SUCCESS) return true;
  const auto extent = extent_of(environment);
  const bool is_whole = !extent || databases_are_in_place(extent->file, extent->page_bytes, mdb_txn_id(txn));
  mdb_txn_abort(txn);
  return is_whole;
}

struct Readers {
  std::uint64_t last_commit;
  Usage& usage;
};

/// Counts a line of LMDB's table of readers: process, thread, and the transaction that is read, `-' for none.
int count_reader(const char* line, void* context) {
  auto& [last_commit, usage] = *static_cast<Readers*>(context);
  std::string_view read(line);
  while (!read.empty() && (read.back() == '\n' || read.back() == ' ')) read.remove_suffix(1);
  read.remove_prefix(read.find_last_of(' ') + 1);
  std::uint64_t commit = 0;
  if (std::from_chars(read.data(), read.data() + read.size(), commit).ec != std::errc())
    return 0;  // also skips the heading
  ++usage.readers;
  usage.commits_behind = std::max(usage.commits_behind, last_commit - std::min(last_commit, commit));
  return 0;
}

}  // namespace

void Environment::Close::operator()(MDB_env* environment) const { mdb_env_close(environment); }
void Environment::Close::operator()(MDB_txn* transaction) const { mdb_txn_abort(transaction); }

Environment::Environment(std::string folder, const Options& options) : folder_(std::move(folder)), options_(options) {}

Environment::~Environment() = default;

Error Environment::error(int code, const std::string& what) const {
  if (code == 0 || code == kOtherCommit) return {"Register " + in_quotes(folder_) + ": " + what};
  return {"Register " + in_quotes(folder_) + ": " + what + ": " + mdb_strerror(code) + ". " + next_step(code, folder_)};
}

/// Adds the next step to an error of a Folder that has set errno. Its refusals say themselves what to do.
Error Environment::file_error(const Error& why) const {
  const int code = errno;
  const bool is_refusal = code == ELOOP || code == EINVAL || code == EMLINK || code == EPERM;
  const std::string step = is_refusal ? "" : " " + next_step(code, folder_);
  return {"Register " + in_quotes(folder_) + ": " + why.message + "." + step};
}

Result<std::unique_ptr<Environment>> Environment::open(const std::string& folder, const Options& options) {
  std::unique_ptr<Environment> environment(new Environment(folder, options));
  std::error_code failed;
  const std::filesystem::file_status status = std::filesystem::status(folder, failed);
  if (std::filesystem::exists(status) && !std::filesystem::is_directory(status))
    return environment->error(0, "is not a folder. Name the folder of a register.");
  const bool is_new = std::filesystem::symlink_status(std::filesystem::path(folder) / kData, failed).type() ==
                      std::filesystem::file_type::not_found;
  if (!is_new && failed) return environment->error(failed.value(), "cannot search its folder");
  if (is_new && options.read_only)
    return environment->error(
        0, "does not exist. Name the folder that the service writes (`store' in its configuration).");
  if (is_new)
    if (const Status made = make_folder(folder); !made) return environment->file_error(made.error());
  if (const Status held = environment->hold_folder(); !held) return held.error();
  if (!options.read_only)
    if (const Status trusted = environment->check_trust(); !trusted) return trusted.error();
  if (const Status locked = environment->lock_folder(); !locked) return locked.error();
  const Status opened = environment->open(is_new);
  if (!opened.ok()) return opened.error();
  if (!options.read_only)
    if (const std::error_code why = sync_names(folder, is_new))
      return environment->error(why.value(), "cannot sync its folder");
  return environment;
}

Status Environment::hold_folder() const {
  auto held = Folder::open(folder_);
  if (!held && (errno == EACCES || errno == EPERM)) return error(errno, "cannot open it");
  if (!held) return file_error(held.error());
  held_.emplace(std::move(*held));
  return Done{};
}

Status Environment::check_trust() const {
  const auto refuse = [&](const std::string& path) {
    return error(0, in_quotes(path) +
                        " can be written by every user, so its content cannot be trusted. Find out who changed it, "
                        "then close it: chmod o-w " +
                        path);
  };
  if ((held_->status().st_mode & S_IWOTH) != 0) return refuse(folder_);
  for (const char* name : {kData, kLock}) {
    struct stat file {};
    if (fstatat(held_->get(), name, &file, AT_SYMLINK_NOFOLLOW) == 0 && (file.st_mode & S_IWOTH) != 0 &&
        !S_ISLNK(file.st_mode))
      return refuse(held_->path_of(name));
  }
  return Done{};
}

// Two programs may share a lock file when another data.mdb replaces the first. With the old lock file LMDB would read
// and write the new file by the wrong one of its two roots: an empty register. So no file of an open register is
// replaced.
Status Environment::lock_folder() const {
  if (flock(held_->get(), (options_.exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return Done{};
  if (errno != EWOULDBLOCK) return error(errno, "cannot lock its folder");
  return error(0, options_.exclusive
                      ? "another program has it open. End smsbox, imports and all other programs that use it, "
                        "such as `log --follow' or `stats --watch'; fuser lists them."
                      : "another program replaces its files (`store compact' or `store restore'). Try "
                        "again when that has ended.");
}

// LMDB would create missing files itself, and follow links to them. A reader creates only lock.mdb, which a copy may
// lack, and does without it on a file system that is mounted read-only.
Status Environment::prepare_files(bool is_new, bool& made_data) const {
  for (const char* name : {kData, kLock, kWriterLock})
    if (const Status safe = held_->check_file(name); !safe) return file_error(safe.error());
  if (!is_new)
    if (Status content = check_not_empty(); !content) return content;
  if (const int code = make_private(held_->get()); code && !options_.read_only)
    return error(code, "cannot be closed to other users");
  if (!options_.read_only)
    if (const Status opened = writer_lock_.open(*held_); !opened) return file_error(opened.error());
  if (const auto lock = held_->create_file(kLock, kFileMode); !lock && errno != EEXIST && !options_.read_only)
    return file_error(lock.error());
  if (!is_new) return Done{};
  const auto data = held_->create_file(kData, kFileMode);
  made_data = data.ok();
  if (made_data) return Done{};
  return errno == EEXIST ? check_not_empty() : file_error(data.error());  // another process creates it
}

// LMDB treats an empty file as a new one, so a register that lost its content would begin anew. The file is also empty
// for a moment while another process creates the register.
Status Environment::check_not_empty() const {
  const auto give_up = std::chrono::steady_clock::now() + kCreation;
  struct stat data {};
  while (fstatat(held_->get(), kData, &data, AT_SYMLINK_NOFOLLOW) == 0 && data.st_size == 0) {
    if (std::chrono::steady_clock::now() >= give_up)
      return error(
          0,
          "data.mdb is empty. Restore a backup (permitctl store restore); if there never was a register here, remove "
          "the file.");
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return Done{};
}

Status Environment::open(bool is_new) const {
  MDB_env* created = nullptr;
  if (const int code = mdb_env_create(&created)) return error(code, "cannot open it");
  std::unique_ptr<MDB_env, Close> environment(created);
  mdb_env_set_maxdbs(created, kMostDatabases);
  mdb_env_set_assert(created, refuse_damage);
  if (!options_.read_only) mdb_env_set_mapsize(created, options_.map_size);
  const unsigned flags = MDB_NOTLS | (options_.read_only ? MDB_RDONLY : 0u);
  bool made_data = false;
  if (Status prepared = prepare_files(is_new, made_data); !prepared.ok()) return prepared;
  if (const int code = mdb_env_open(created, held_->descriptor_path().c_str(), flags, kFileMode)) {
    struct stat data {};
    if (made_data && fstatat(held_->get(), kData, &data, AT_SYMLINK_NOFOLLOW) == 0 && data.st_size == 0)
      unlinkat(held_->get(), kData, 0);  // check_not_empty() would refuse it
    return why_not_opened(code);
  }
  close_on_exec(*created);
  handle_ = std::move(environment);
  if (Status same = check_file_opened(); !same.ok()) return same;
  opened_ = identity();
  meta_pages_are_synced_ = false;
  clear_stale_readers();
  if (Status length = check_length(); !length.ok()) return length;
  if (is_whole(created)) return Done{};
  return error(0, "a page of data.mdb is in the place of another. " + std::string(kRestoreBackup));
}

Error Environment::why_not_opened(int code) const {
  if (code == ENOENT) return error(0, "its files cannot be opened without /proc. Mount it.");
  if (code == EACCES)
    for (const char* name : {kData, kLock})
      if (const Status accessible = held_->check_access(name); !accessible) return file_error(accessible.error());
  return error(code, "cannot open it");
}

// LMDB opens data.mdb by its name, after the check.
Status Environment::check_file_opened() const {
  mdb_filehandle_t file = -1;
  mdb_env_get_fd(handle_.get(), &file);
  struct stat opened {};
  struct stat named {};
  if (fstat(file, &opened) == 0 && fstatat(held_->get(), kData, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
      opened.st_dev == named.st_dev && opened.st_ino == named.st_ino)
    return Done{};
  return error(0, "data.mdb was replaced while it was opened. Check which file is the right one, and try again.");
}

Environment::Identity Environment::identity() const {
  const auto of = [&](const char* name) {
    struct stat file {};
    return lstat((folder_ + name).c_str(), &file) == 0 ? std::uint64_t{file.st_ino} : 0;
  };
  return {of("/data.mdb"), of("/lock.mdb"), of("/writer.lock")};
}

// A removed file can still be written while it is open, and is then lost with every promise in it. Without the same
// lock.mdb two programs write at once.
bool Environment::is_in_place() const { return identity() == opened_; }

// LMDB maps the file and would die of SIGBUS on a missing page.
Status Environment::check_length() const {
  const auto extent = extent_of(handle_.get());
  if (!extent) return error(errno, "cannot examine data.mdb");
  if (extent->file_bytes >= extent->used_bytes || lacks_only_free_pages(extent->file, extent->page_bytes))
    return Done{};
  return error(0, "data.mdb is cut short: it has " + std::to_string(extent->file_bytes) + " bytes and should have " +
                      std::to_string(extent->used_bytes) + ". " + kRestoreBackup);
}

std::optional<WritingProgram> Environment::writer() const {
  const std::lock_guard alone(one_transaction_);
  return options_.read_only ? writing_program(folder_) : writer_lock_.holder();
}

std::optional<WritingProgram> Environment::blocked_by() const {
  const std::lock_guard alone(one_transaction_);
  return blocked_by_;
}

// A killed reader would keep every page from being reused.
void Environment::clear_stale_readers() const {
  int dead = 0;
  mdb_reader_check(handle_.get(), &dead);
  stale_readers_ += static_cast<std::uint64_t>(std::max(dead, 0));
}

Result<Usage> Environment::usage() const {
  const std::lock_guard alone(one_transaction_);
  if (!handle_)
    if (Status again = reopen(); !again.ok()) return again.error();
  const auto extent = extent_of(handle_.get());
  if (!extent) return error(errno, "cannot examine data.mdb");
  Usage usage{.file_bytes = extent->file_bytes,
              .map_bytes = extent->info.me_mapsize,
              .used_bytes = extent->used_bytes,
              .stale_readers = stale_readers_};
  Readers readers{.last_commit = extent->info.me_last_txnid, .usage = usage};
  mdb_reader_list(handle_.get(), count_reader, &readers);
  return usage;
}

Status Environment::copy(int file, const CopyOptions& how) const {
  const std::lock_guard alone(one_transaction_);
  if (!handle_)
    if (Status again = reopen(); !again.ok()) return again.error();
  if (const int code = lmdb::copy(*handle_, file, how)) return error(code, "cannot be copied");
  return Done{};
}

// Returns the number of the last commit, according to the meta pages of data.mdb.
std::uint64_t Environment::last_commit() const {
  MDB_envinfo info{};
  mdb_env_info(handle_.get(), &info);
  return info.me_last_txnid;
}

void Environment::require(const WriterTurn& turn) {
  blocked_by_.reset();
  if (turn) return;
  if (turn.error() != EAGAIN) throw Failure(turn.error(), "cannot lock its writer.lock");
  blocked_by_ = writer_lock_.holder().value_or(WritingProgram{});
  throw Failure(0, blocked_in_words(blocked_by_));
}

// A transaction has room for every database that it may open: 50 KiB, which LMDB clears for each new transaction. This
// takes as long as a look-up, so one transaction is renewed again and again.
MDB_txn* Environment::begin_reading() const {
  const std::uint64_t last = last_commit();
  if (reader_) {
    check(mdb_txn_renew(reader_.get()), "cannot read it");
  } else {
    MDB_txn* txn = nullptr;
    check(mdb_txn_begin(handle_.get(), nullptr, MDB_RDONLY, &txn), "cannot read it");
    reader_.reset(txn);
  }
  // While a commit syncs its meta page, data.mdb already names that commit and lock.mdb still the one before.
  const std::uint64_t read = mdb_txn_id(reader_.get());
  if (read + 1 >= last) return reader_.get();
  mdb_txn_reset(reader_.get());
  throw other_commit(kOtherCommit);
}

MDB_txn* Environment::begin_writing() {
  if (!is_in_place())
    throw Failure(ENOENT, "data.mdb, lock.mdb or writer.lock was removed or replaced while it was open");
  const auto now = std::chrono::steady_clock::now();
  if (now - readers_checked_ >= kBetweenReaderChecks) {
    clear_stale_readers();
    readers_checked_ = now;
  }
  MDB_txn* txn = nullptr;
  check(mdb_txn_begin(handle_.get(), nullptr, 0, &txn), "cannot write it");
  try {
    if (mdb_txn_id(txn) != last_commit() + 1) throw other_commit(kOtherCommit);
    if (!meta_pages_are_synced_) rewrite_meta_pages();
  } catch (...) {
    mdb_txn_abort(txn);
    throw;
  }
  return txn;
}

// When the meta page of a commit cannot be written, LMDB restores the old one in the page cache. The disk may then have
// either, and the kernel may have given up writing it: after a failed sync the next sync succeeds but writes nothing.
// The next commit would reuse the pages of the failed one, although the meta page on disk may still refer to them. So
// the meta pages that programs see are written again and synced before anything else, also if another program's commit
// failed. REQUIRES: this process is the writer.
void Environment::rewrite_meta_pages() {
  constexpr std::size_t kMetaBytes = 512;  // one sector, which is written as a whole
  const auto extent = extent_of(handle_.get());
  if (!extent) throw Failure(errno, "cannot examine data.mdb");
  std::array<char, kMetaBytes> meta{};
  for (const off_t at : {off_t{0}, static_cast<off_t>(extent->page_bytes)})
    if (pread(extent->file, meta.data(), meta.size(), at) != ssize_t{kMetaBytes} ||
        pwrite(extent->file, meta.data(), meta.size(), at) != ssize_t{kMetaBytes})
      throw Failure(EIO, "cannot write it");
  if (fdatasync(extent->file) != 0) throw Failure(errno, "cannot commit to it");
  meta_pages_are_synced_ = true;
}

void Environment::commit(WriteTransaction& transaction) {
  // Two programs write at once. The files are not reopened: LMDB's mutex is broken and still in this thread's list.
  if (mdb_txn_id(transaction.txn_) != last_commit() + 1) throw other_commit(0);
  meta_pages_are_synced_ = false;
  transaction.commit();
  meta_pages_are_synced_ = true;
}

Status Environment::run(const std::function<void()>& work) const {
  const std::lock_guard alone(one_transaction_);
  if (!handle_)
    if (Status again = reopen(); !again.ok()) return again.error();
  for (int attempt = 1;; ++attempt) {
    try {
      work();
      return Done{};
    } catch (const Failure& failure) {  // the transaction is already aborted
      // Another program may have put the files back. Opening them corrects lock.mdb, if no other program has them open.
      const bool is_gone = failure.code() == ENOENT && attempt < kMostAttempts;
      if (is_gone || (failure.code() == kOtherCommit && attempt == 1)) {
        if (Status again = reopen(); !again.ok()) return again.error();
        continue;
      }
      if (attempt == kMostAttempts || !repair(failure.code())) return error(failure.code(), failure.what());
    }
  }
}

// Returns whether another attempt makes sense. REQUIRES: no transaction in this process.
bool Environment::repair(int code) const {
  switch (code) {
    case MDB_MAP_FULL: {
      MDB_envinfo info{};
      mdb_env_info(handle_.get(), &info);
      if (mdb_env_set_mapsize(handle_.get(), info.me_mapsize * 2) == MDB_SUCCESS) return true;
      (void)reopen();
      return false;
    }
    case MDB_MAP_RESIZED:  // by another process
      if (mdb_env_set_mapsize(handle_.get(), 0) == MDB_SUCCESS) return true;
      (void)reopen();
      return false;
    case MDB_READERS_FULL: {
      const std::uint64_t before = stale_readers_;
      clear_stale_readers();
      return stale_readers_ > before;
    }
    case MDB_PANIC:  // this handle cannot write any more
      (void)reopen();
      return false;
    default:
      return false;
  }
}

// Opens the files again: after a failed move of the map there is no map, after a fatal error the handle cannot write,
// and files may have been replaced.
Status Environment::reopen() const {
  reader_.reset();
  handle_.reset();  // closing one of two handles on a file drops the locks of the process
  const Identity now = identity();
  if (now.data == 0) return error(ENOENT, "data.mdb was removed");
  if (now.data != opened_.data && now.lock == opened_.lock)  // lock_folder() explains the danger
    return error(0,
                 "data.mdb was replaced while it was open. End every program that has it open, check which file is "
                 "the right one, and start the programs again.");
  if (Status held = hold_folder(); !held.ok()) return held;
  if (Status locked = lock_folder(); !locked.ok()) return locked;
  Status opened = open(false);
  if (!opened.ok()) handle_.reset();
  return opened;
}

}  // namespace permit::lmdb
