// permit8103.so, the preloaded library. Once its smsbox has started, it opens permit8103-box.so from its own folder and
// starts the service in that.
//
// LD_PRELOAD also reaches wrappers (run_kannel_box, timeout) and programs that smsbox executes, and under LD_BIND_NOW
// every symbol must exist. So this file needs only libc, looks up gwlib by name, and does nothing outside smsbox.
#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr useconds_t kPollMicroseconds = 10'000;
constexpr const char* kLibrary = "/permit8103-box.so";

// Both are written before another thread starts.
char library_path[PATH_MAX];
nlink_t threads_at_start;  // of this process, without the waiter

template <typename Function>
Function* host_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

// The link count of the folder is the number of threads plus a constant.
nlink_t threads() {
  struct stat tasks = {};
  stat("/proc/self/task", &tasks);
  return tasks.st_nlink;
}

bool in_smsbox() {
  char program[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  if (length < 0) return false;
  program[length] = '\0';
  const char* name = strrchr(program, '/');
  return name != nullptr && strcmp(name, "/smsbox") == 0 && dlsym(RTLD_DEFAULT, "gwthread_create_real") != nullptr;
}

// Done at the start, because smsbox -d works in / and LD_PRELOAD may be relative.
bool find_library() {
  Dl_info self = {};
  if (dladdr(library_path, &self) == 0 || realpath(self.dli_fname, library_path) == nullptr) return false;
  char* name = strrchr(library_path, '/');
  const size_t room = sizeof library_path - static_cast<size_t>(name - library_path);
  return static_cast<size_t>(snprintf(name, room, "%s", kLibrary)) < room;
}

// smsbox sets its signal handlers when gwlib is up and all its forks (-d, -P) are done. It starts its first thread
// after its log files are open. program_status is of no use: it is never `running` in smsbox.
bool host_is_up() {
  auto* const initialised = host_function<int()>("gwlib_initialized");
  if (initialised == nullptr || initialised() == 0) return false;
  struct sigaction on_term = {};
  sigaction(SIGTERM, nullptr, &on_term);
  if (on_term.sa_handler == SIG_DFL || on_term.sa_handler == SIG_IGN) return false;
  return threads() > threads_at_start + 1;
}

void start_service() {
  auto* const error = host_function<void(int, const char*, ...)>("error");
  void* library = dlopen(library_path, RTLD_NOW | RTLD_LOCAL);
  void* start = library == nullptr ? nullptr : dlsym(library, "permit8103_start");
  if (start != nullptr) return reinterpret_cast<void (*)()>(start)();
  if (error != nullptr) error(0, "permit8103 cannot be loaded: %s. Its texts stay queued in bearerbox.", dlerror());
}

extern "C" void* wait_for_host(void*) {
  while (!host_is_up()) usleep(kPollMicroseconds);
  start_service();
  return nullptr;
}

// The thread blocks all signals: smsbox's handlers rely on running in smsbox's own threads.
void start_waiter() {
  threads_at_start = threads();
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t waiter = {};
  if (pthread_create(&waiter, nullptr, wait_for_host, nullptr) == 0) pthread_detach(waiter);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// smsbox forks to become a daemon (-d) or the child of a parachute (-P), and the child does not have the thread. It
// also forks to restart itself: that child starts no thread before it executes smsbox again, so waiting there has no
// effect.
extern "C" void start_waiter_in_child() { start_waiter(); }

__attribute__((constructor)) void loaded() {
  if (!in_smsbox() || !find_library()) return;
  pthread_atfork(nullptr, nullptr, start_waiter_in_child);
  start_waiter();
}

}  // namespace
