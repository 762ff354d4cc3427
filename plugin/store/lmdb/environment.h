// A small wrapper of LMDB's C API: an environment and its transactions.
//
// Inside a transaction every failure is thrown as a Failure. Environment::read() and write() abort the transaction,
// repair what they can (a full map, dead readers) and run the work again, or return an Error. So the work may run more
// than once. An Environment runs one transaction at a time, for two reasons: database handles live no longer than the
// transaction that opened them, and LMDB lets only one transaction at a time open them; the map can only be moved while
// no transaction runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/lmdb/copy.h"
#include "store/lmdb/transaction.h"
#include "store/lmdb/writer_lock.h"
#include "system/folder.h"

struct MDB_env;
struct MDB_txn;

namespace permit::lmdb {

/// The most named databases that one transaction can open.
inline constexpr unsigned kMostDatabases = 1024;

struct Options {
  /// Initial address space, in bytes; the file grows only with what is written. The map grows when it is full.
  std::size_t map_size = std::size_t{16} << 30;
  /// Creates nothing and writes nothing. The lock file must still be writable.
  bool read_only = false;
  /// No other process has it open, or can open it while this object lives, so its files may be replaced.
  bool exclusive = false;
  /// A write fails when another program still writes after this time. The error names that program.
  std::chrono::milliseconds writer_timeout{30'000};
  /// WriteTransaction::is_long() returns true after this time.
  std::chrono::milliseconds long_write{20};
};

/// The size of an environment, and the number of transactions that read it.
struct Usage {
  std::uint64_t file_bytes = 0;
  std::uint64_t map_bytes = 0;
  std::uint64_t used_bytes = 0;      ///< ever written to the map
  std::uint64_t readers = 0;         ///< transactions that read now
  std::uint64_t commits_behind = 0;  ///< of the oldest reader
  std::uint64_t stale_readers = 0;   ///< slots of killed programs, cleared since the opening
};

/// The files `data.mdb`, `lock.mdb` and `writer.lock` in a folder on a local disk. Open a folder once in a process,
/// after the process's last fork. Any thread may call.
///
/// LMDB opens its files by path and follows links. So the folder is held open, each file is checked or created in it
/// without following links, and LMDB gets the path of the descriptor. A program of root gives up its rights before it
/// opens the register of another user (system/rights.h), because that user can change a name after the check.
class Environment {
 public:
  /// Opens the environment. A writer creates the folder and its files when they are missing. Only their owner can open
  /// them; wider rights that they have are withdrawn (private_files.h). A writer refuses files that everybody can
  /// write.
  static Result<std::unique_ptr<Environment>> open(const std::string& folder, const Options& options);
  ~Environment();

  const std::string& folder() const { return folder_; }
  /// Reads no data, only sizes and readers.
  Result<Usage> usage() const;
  /// Returns the other process that writes now. Returns nothing when there is none, or when this process may not know.
  std::optional<WritingProgram> writer() const;
  /// Returns the program for which the last write() waited in vain, or nothing if that write could begin.
  std::optional<WritingProgram> blocked_by() const;

  /// Writes a copy, as of now, into an open, empty file and syncs it. Writers are not blocked; meanwhile no page of the
  /// original is reused.
  Status copy(int file, const CopyOptions& how) const;

  /// Runs `work(const ReadTransaction&)` and returns its value. REQUIRES: not called from within work.
  template <typename Work>
  auto read(Work work) const -> Result<std::invoke_result_t<Work, const ReadTransaction&>> {
    std::optional<std::invoke_result_t<Work, const ReadTransaction&>> made;
    const Status status = run([&] {
      const ReadTransaction transaction(begin_reading());
      made.emplace(work(transaction));
    });
    if (!status.ok()) return status.error();
    return std::move(*made);
  }

  /// Runs `work(WriteTransaction&)`, commits, syncs, and returns its value. On an error nothing has changed. Waits for
  /// the write of another process, at most Options::writer_timeout.
  template <typename Work>
  auto write(Work work) -> Result<std::invoke_result_t<Work, WriteTransaction&>> {
    std::optional<std::invoke_result_t<Work, WriteTransaction&>> made;
    const Status status = run([&] {
      const WriterTurn turn(writer_lock_, options_.writer_timeout);
      require(turn);
      WriteTransaction transaction(begin_writing(), options_.long_write);
      made.emplace(work(transaction));
      commit(transaction);
    });
    if (!status.ok()) return status.error();
    return std::move(*made);
  }

 private:
  struct Close {
    void operator()(MDB_env* environment) const;
    void operator()(MDB_txn* transaction) const;
  };

  Environment(std::string folder, const Options& options);

  Status hold_folder() const;
  Status check_trust() const;
  Status lock_folder() const;

  /// Which files are open, independent of their names.
  struct Identity {
    std::uint64_t data = 0;
    std::uint64_t lock = 0;
    std::uint64_t writer_lock = 0;
    friend bool operator==(const Identity&, const Identity&) = default;
  };

  Status prepare_files(bool is_new, bool& made_data) const;
  Status check_not_empty() const;
  Status open(bool is_new) const;
  Error why_not_opened(int code) const;
  Status check_file_opened() const;
  Identity identity() const;
  Status check_length() const;
  void clear_stale_readers() const;
  std::uint64_t last_commit() const;
  void require(const WriterTurn& turn);
  MDB_txn* begin_reading() const;
  MDB_txn* begin_writing();
  void rewrite_meta_pages();
  void commit(WriteTransaction& transaction);
  Status run(const std::function<void()>& work) const;
  bool repair(int code) const;
  Status reopen() const;
  bool is_in_place() const;
  Error error(int code, const std::string& what) const;
  Error file_error(const Error& why) const;

  const std::string folder_;
  const Options options_;
  mutable std::optional<Folder> held_;  // locked by flock(2), shared or exclusive; released last
  mutable std::mutex one_transaction_;
  mutable WriterLock writer_lock_;  // not open when read-only
  std::optional<WritingProgram> blocked_by_;
  mutable std::unique_ptr<MDB_env, Close> handle_;  // null when reopening failed
  mutable std::unique_ptr<MDB_txn, Close> reader_;  // reset between two transactions; null before the first
  mutable Identity opened_;
  std::chrono::steady_clock::time_point readers_checked_;
  mutable bool meta_pages_are_synced_ = false;  // the meta pages in the page cache are on the disk
  mutable std::uint64_t stale_readers_ = 0;
};

}  // namespace permit::lmdb
