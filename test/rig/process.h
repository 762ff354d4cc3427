// Processes that a run starts, and ends before it ends itself.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "test/rig/fd.h"

namespace permit::test {

using Milliseconds = std::chrono::milliseconds;

using Environment = std::map<std::string, std::string>;

struct Command {
  std::vector<std::string> arguments;  ///< the first is looked up in PATH
  Environment environment = {};        ///< beside what this process has itself
  std::filesystem::path input = "/dev/null";
  std::filesystem::path output = "/dev/null";  ///< stdout and stderr, appended
};

/// A child with a process group of its own. A box that restarts itself forks and leaves: what it forked stays in the
/// group and goes with it. Dies with this process, whatever ends it; only what a box forked outlives a SIGKILL.
class Process {
 public:
  Process() = default;
  /// Throws std::system_error when it cannot be started; a command that is not found exits with 127.
  explicit Process(const Command& command);
  /// Takes over a daemon that has left its parent's group, such as run_kannel_box. REQUIRES: it leads a group.
  static Process adopt(pid_t daemon);
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process() { end(); }

  pid_t pid() const { return pid_; }
  /// Exit status as a shell shows it: 128 + n after signal n. Nothing while it runs. Never waits.
  std::optional<int> exit_status();
  bool running() { return pid_ > 0 && !exit_status(); }

  /// To the process alone.
  void signal(int number) const;
  /// SIGKILL to the whole group; returns when nothing of it is left. Idempotent.
  void end();

 private:
  pid_t pid_ = -1;
  std::optional<int> exit_status_;
};

/// SIGKILL to every group that a Process still holds. Async-signal-safe: for a handler that then dies itself.
void kill_every_process() noexcept;

struct Finished {
  int status;          ///< as Process::exit_status; -1 when it had to be killed at the deadline
  std::string output;  ///< stdout and stderr together
};

/// Runs a command to its end; `command.output` is not used.
Finished run_to_end(Command command, Milliseconds deadline = std::chrono::seconds(60));

}  // namespace permit::test
