// Ctrl-Z must not stop a program while others wait for its write.
#pragma once

#include <signal.h>

#include <initializer_list>

namespace permit::lmdb {

/// While it lives, this thread blocks the signals with which a terminal stops a program. A signal that arrives
/// meanwhile takes effect afterwards. The program stops if any of its threads does not block them. SIGSTOP cannot be
/// blocked.
class StopSignalsBlocked {
 public:
  StopSignalsBlocked() {
    sigset_t stops;
    sigemptyset(&stops);
    for (const int number : {SIGTSTP, SIGTTIN, SIGTTOU}) sigaddset(&stops, number);
    pthread_sigmask(SIG_BLOCK, &stops, &before_);
  }
  StopSignalsBlocked(const StopSignalsBlocked&) = delete;
  StopSignalsBlocked& operator=(const StopSignalsBlocked&) = delete;
  ~StopSignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace permit::lmdb
