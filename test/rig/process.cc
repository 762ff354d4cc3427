#include "test/rig/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

namespace permit::test {
namespace {

using Clock = std::chrono::steady_clock;

// The groups that kill_started_groups() ends; 0 is an unused slot.
std::array<std::atomic<pid_t>, 64> groups;

void register_group(pid_t group) {
  for (auto& place : groups) {
    pid_t free_place = 0;
    if (place.compare_exchange_strong(free_place, group)) return;
  }
  throw std::system_error(EAGAIN, std::generic_category(), "too many processes in one run");
}

void unregister_group(pid_t group) {
  for (auto& place : groups) {
    pid_t held = group;
    if (place.compare_exchange_strong(held, 0)) return;
  }
}

// Processes that a restarted box leaves become our children, so that kill_group() can wait for them.
void become_subreaper() {
  static const int once = ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (once != 0) throw std::system_error(errno, std::generic_category(), "prctl");
}

std::vector<std::string> merge_environment(const Environment& changes) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    if (!changes.contains(std::string(variable.substr(0, variable.find('='))))) merged.emplace_back(variable);
  }
  for (const auto& [name, value] : changes) merged.push_back(name + "=" + value);
  return merged;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (auto& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

// Runs in the child, between fork and exec: only async-signal-safe calls.
[[noreturn]] void become(char* const* arguments, char* const* environment, int input, int output, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::close_range(3, ~0U, 0);
  ::execvpe(arguments[0], arguments, environment);
  ::_exit(127);
}

pid_t spawn(const Command& command, int input, int output) {
  become_subreaper();
  auto words = command.arguments;
  auto variables = merge_environment(command.environment);
  const auto arguments = pointers(words);
  const auto environment = pointers(variables);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) become(arguments.data(), environment.data(), input, output, parent);
  ::setpgid(child, child);  // parent and child both call it, because they race
  register_group(child);
  return child;
}

// Never takes a controlling terminal.
Fd open_file(const std::filesystem::path& file, int flags) {
  Fd fd(::open(file.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0644));
  if (!fd) throw std::system_error(errno, std::generic_category(), file.string());
  return fd;
}

int shell_status(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

std::string read_whole(int fd) {
  struct stat about {};
  ::fstat(fd, &about);
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  const ssize_t got = ::pread(fd, bytes.data(), bytes.size(), 0);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

}  // namespace

Process::Process(const Command& command) {
  const Fd input = open_file(command.input, O_RDONLY);
  const Fd output = open_file(command.output, O_WRONLY | O_CREAT | O_APPEND);
  pid_ = spawn(command, input.get(), output.get());
}

Process Process::adopt(pid_t daemon) {
  Process process;
  process.pid_ = daemon;
  register_group(daemon);
  return process;
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), exit_status_(std::exchange(other.exit_status_, std::nullopt)) {}

Process& Process::operator=(Process&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(exit_status_, other.exit_status_);
  return *this;
}

std::optional<int> Process::exit_status() {
  int status = 0;
  if (pid_ > 0 && !exit_status_ && ::waitpid(pid_, &status, WNOHANG) == pid_) exit_status_ = shell_status(status);
  return exit_status_;
}

void Process::signal(int number) const {
  // After a wait, the pid may belong to another process.
  if (pid_ > 0 && !exit_status_) ::kill(pid_, number);
}

void Process::kill_group() {
  if (pid_ <= 0) return;
  // Every member is, or becomes, our child (become_subreaper). When none is left to wait for, the group is empty, and
  // its number may already belong to another group.
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(-pid_, &status, WNOHANG);
    if (ended < 0 && errno != EINTR) break;
    if (ended == pid_) exit_status_ = shell_status(status);
    if (ended != 0) continue;
    ::kill(-pid_, SIGKILL);
    ::poll(nullptr, 0, 1);
  }
  unregister_group(std::exchange(pid_, -1));
}

void kill_started_groups() noexcept {
  for (const auto& place : groups) {
    const pid_t group = place.load();
    if (group > 0) ::kill(-group, SIGKILL);
  }
}

Finished run_to_end(Command command, Milliseconds deadline) {
  const Fd memory(::memfd_create("output", MFD_CLOEXEC));
  command.output = "/proc/self/fd/" + std::to_string(memory.get());
  Process process(command);
  const auto end = Clock::now() + deadline;
  while (process.running() && Clock::now() < end) ::poll(nullptr, 0, 2);
  const int status = process.exit_status().value_or(-1);
  process.kill_group();
  return {status, read_whole(memory.get())};
}

}  // namespace permit::test
