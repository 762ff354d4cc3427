#include "test/rig/store_process.h"

#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "store/lmdb/environment.h"

namespace permit::test {

ChildProcess::ChildProcess(const std::function<int()>& work) : pid_(fork()) {
  if (pid_ < 0) abort();
  if (pid_ > 0) return;
  int value = 99;
  try {
    value = work();
  } catch (...) {
  }
  _exit(value);  // runs no destructors of the parent's objects
}

ChildProcess::~ChildProcess() {
  if (pid_ <= 0) return;
  kill();
  wait();
}

void ChildProcess::kill() { signal(SIGKILL); }

void ChildProcess::signal(int number) const { ::kill(pid_, number); }

int ChildProcess::wait() {
  if (pid_ <= 0) return result_;
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  result_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result_;
}

int run_as(uid_t user, gid_t group, const std::function<int()>& work) {
  ChildProcess child([&] {
    const bool is_another = setgroups(1, &group) == 0 && setgid(group) == 0 && setuid(user) == 0;
    return is_another ? work() : 99;
  });
  return child.wait();
}

Signal::Signal() {
  if (pipe(ends_) != 0) abort();
}

Signal::~Signal() {
  close(ends_[0]);
  close(ends_[1]);
}

void Signal::give() const {
  if (write(ends_[1], "x", 1) != 1) abort();
}

bool Signal::await() const {
  constexpr int kMilliseconds = 20'000;
  pollfd end{.fd = ends_[0], .events = POLLIN, .revents = 0};
  char word = 0;
  return poll(&end, 1, kMilliseconds) == 1 && read(ends_[0], &word, 1) == 1;
}

int write_forever(const std::string& folder, const Signal& writing) {
  const auto environment = lmdb::Environment::open(folder, {});
  if (!environment) return 1;
  const Status written = (*environment)->write([&](lmdb::WriteTransaction&) {
    writing.give();
    for (;;) pause();
    return Done{};
  });
  return written.ok() ? 0 : 2;
}

}  // namespace permit::test
