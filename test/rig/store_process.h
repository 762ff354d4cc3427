// Work in a process of its own, for what two processes do to one store.
#pragma once

#include <sys/types.h>

#include <functional>

namespace permit::test {

/// A forked child. Fork before this process opens a store: LMDB must not be carried over.
class ChildProcess {
 public:
  /// The child ends with `work`'s value, or 99 after an exception.
  explicit ChildProcess(const std::function<int()>& work);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  /// Kills it if it still runs.
  ~ChildProcess();

  void kill();
  void signal(int number);
  /// Waits for its end. The value, or 128 and the signal.
  int wait();

 private:
  pid_t pid_;
};

/// A word passed between processes once. Make it before the fork.
class Signal {
 public:
  Signal();
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;
  ~Signal();

  void give() const;
  /// Returns when it was given, or after 20 seconds: then false.
  bool await() const;

 private:
  int ends_[2];
};

}  // namespace permit::test
