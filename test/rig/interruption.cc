#include "test/rig/interruption.h"

#include <signal.h>
#include <sys/signalfd.h>

namespace permit::test {

Interruption::Interruption() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&set, number);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  signals_ = Fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

void Interruption::watch(std::vector<pollfd>& sockets) const { sockets.push_back({signals_.get(), POLLIN, 0}); }

void Interruption::serve() {
  signalfd_siginfo news;
  if (::read(signals_.get(), &news, sizeof news) == sizeof news) throw Interrupted{static_cast<int>(news.ssi_signo)};
}

}  // namespace permit::test
