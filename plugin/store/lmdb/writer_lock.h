// The lock that names the program that writes a register.
//
// LMDB lets one program write at a time, does not say which, and waits for it without limit. So a writer also holds a
// POSIX record lock on the file `writer.lock`, mode 0600, from before its transaction begins until after it has ended.
// F_GETLK returns the holder. The kernel releases the lock when the holder ends for any reason. LMDB's own lock still
// protects the data: a program of an older version writes without this lock, and cannot be named.
//
// A process loses its lock as soon as it closes any descriptor of the file. So an environment keeps one descriptor open
// all its life, and a process that writes opens the file only once. A forked child does not inherit the lock.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "base/result.h"
#include "core/inspection.h"
#include "store/lmdb/stop_signals.h"
#include "system/descriptor.h"
#include "system/folder.h"

namespace permit::lmdb {

class WriterLock {
 public:
  /// Opens the file in `folder`; creates it if it is missing.
  Status open(const Folder& folder);
  bool is_open() const { return file_.get() >= 0; }

  /// Returns 0, EAGAIN if another process has the lock, or another errno. Never waits.
  int try_take();
  void release();
  /// Returns the other process that has the lock.
  std::optional<WritingProgram> holder() const;

 private:
  Descriptor file_{-1};
};

/// Returns the program that writes the register in `folder` now, or nothing if this process may not know it.
/// REQUIRES: this process does not write the register.
std::optional<WritingProgram> writing_program(const std::string& folder);

/// Says which program blocks a write, and what the operator can do.
std::string blocked_in_words(const std::optional<WritingProgram>& program);

/// Holds the lock from before a transaction begins until after it has ended. Ctrl-Z takes effect after that.
class WriterTurn {
 public:
  /// Waits for the lock, at most `longest`. Takes nothing if the lock is not open, as in a read-only environment.
  WriterTurn(WriterLock& lock, std::chrono::milliseconds longest);
  WriterTurn(const WriterTurn&) = delete;
  WriterTurn& operator=(const WriterTurn&) = delete;
  ~WriterTurn();

  /// Returns whether it has the lock. If not, error() is EAGAIN when another process has it, or another errno.
  explicit operator bool() const { return error_ == 0; }
  int error() const { return error_; }

 private:
  WriterLock& lock_;
  std::optional<StopSignalsBlocked> no_stop_;  // ends after the lock is released
  int error_ = 0;
};

}  // namespace permit::lmdb
