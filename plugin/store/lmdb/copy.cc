#include "store/lmdb/copy.h"

#include <fcntl.h>
#include <lmdb.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "store/lmdb/stop_signals.h"
#include "system/descriptor.h"
#include "system/write_all.h"

namespace permit::lmdb {
namespace {

// A commit may have to wait for one such piece to reach the disk.
constexpr std::size_t kPiece = 1 << 19;
constexpr std::chrono::milliseconds kLeastPause{4};
constexpr std::chrono::milliseconds kLongestPause{100};

/// Reads the next piece, whole unless it is the last. Reads 0 bytes at the end.
int read_piece(int from, std::vector<char>& piece) {
  piece.resize(kPiece);
  std::size_t filled = 0;
  while (filled < piece.size()) {
    const ssize_t got = read(from, piece.data() + filled, piece.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  piece.resize(filled);
  return 0;
}

// Otherwise the kernel holds back gigabytes, then writes them all before the few pages of the next commit.
void send_to_disk(int file, std::uint64_t from, std::size_t bytes) {
  const auto offset = static_cast<off_t>(from);
  const auto length = static_cast<off_t>(bytes);
  sync_file_range(file, offset, length,
                  SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
  posix_fadvise(file, offset, length, POSIX_FADV_DONTNEED);  // the register's own pages need the memory more
}

void throttle(std::chrono::steady_clock::duration worked) {
  std::this_thread::sleep_for(std::clamp<std::chrono::steady_clock::duration>(worked, kLeastPause, kLongestPause));
}

/// Writes until the other end is closed. `no_stop` ends after the first piece was read.
int write_out(int from, int file, const CopyOptions& how, std::optional<StopSignalsBlocked>& no_stop) {
  std::vector<char> piece;
  for (std::uint64_t bytes = 0;; bytes += piece.size()) {
    if (how.written) how.written(bytes);
    const auto began = std::chrono::steady_clock::now();
    if (const int code = read_piece(from, piece)) return code;
    no_stop.reset();
    if (piece.empty()) return fsync(file) == 0 ? 0 : errno;
    if (!write_all(file, {piece.data(), piece.size()})) return errno;
    send_to_disk(file, bytes, piece.size());
    if (how.throttled) throttle(std::chrono::steady_clock::now() - began);
  }
}

/// Lets LMDB write, without a pause, into a pipe.
class Source {
 public:
  Source(MDB_env& environment, Descriptor into, bool compact)
      : into_(std::move(into)), thread_([this, &environment, compact] {
          // LMDB gets EPIPE when the reader has given up, and no signal of the program interrupts a write.
          sigset_t all;
          sigfillset(&all);
          pthread_sigmask(SIG_BLOCK, &all, nullptr);
          code_ = mdb_env_copyfd2(&environment, into_.get(), compact ? MDB_CP_COMPACT : 0u);
          into_ = Descriptor(-1);
        }) {}

  /// Waits for the thread and returns its result.
  int code() {
    thread_.join();
    return code_;
  }

 private:
  Descriptor into_;
  int code_ = 0;
  std::thread thread_;
};

}  // namespace

int copy(MDB_env& environment, int file, const CopyOptions& how) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return errno;
  Descriptor from(ends[0]);
  // LMDB has locked out writers until the first pages arrive.
  std::optional<StopSignalsBlocked> no_stop(std::in_place);
  Source source(environment, Descriptor(ends[1]), how.compact);
  const int written = write_out(from.get(), file, how, no_stop);
  from = Descriptor(-1);
  const int read = source.code();
  return written ? written : read;
}

}  // namespace permit::lmdb
