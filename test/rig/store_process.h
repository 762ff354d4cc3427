// Work in a separate process, for tests with two processes on one store.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace permit::test {

/// A forked child. Fork before this process opens a store: an LMDB environment must not be inherited.
class ChildProcess {
 public:
  /// The child exits with `work`'s value, or with 99 after an exception.
  explicit ChildProcess(const std::function<int()>& work);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  /// Kills the child if it still runs.
  ~ChildProcess();

  pid_t pid() const { return pid_; }
  void kill();
  void signal(int number) const;
  /// Waits for the child's end. Returns its value, or 128 plus the signal.
  int wait();

 private:
  pid_t pid_;
  int result_ = 0;
};

/// Runs `work` as another user, in `group` and no other. Returns its value, or 99 as ChildProcess does. REQUIRES: root.
int run_as(uid_t user, gid_t group, const std::function<int()>& work);

/// A one-time signal between processes. Create it before the fork.
class Signal {
 public:
  Signal();
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;
  ~Signal();

  void give() const;
  /// Waits until the signal was given. Returns false after 20 seconds.
  bool await() const;

 private:
  int ends_[2];
};

/// For a child process: begins to write the register in `folder`, gives the signal, and never returns.
int write_forever(const std::string& folder, const Signal& writing);

}  // namespace permit::test
