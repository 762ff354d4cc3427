// Processes that a run starts, and ends before it ends.
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
  Environment environment = {};        ///< in addition to this process's own
  std::filesystem::path input = "/dev/null";
  std::filesystem::path output = "/dev/null";  ///< stdout and stderr, appended
};

/// A child in its own process group. A box that restarts itself forks and exits: the forked process stays in the group
/// and is ended with it. The child dies when this process dies for any reason; only a process that a box forked
/// survives a SIGKILL of this one.
class Process {
 public:
  Process() = default;
  /// Throws std::system_error when the process cannot be started. A command that is not found exits with 127.
  explicit Process(const Command& command);
  /// Takes over a daemon that has left its parent's group, such as run_kannel_box. REQUIRES: it leads a group.
  static Process adopt(pid_t daemon);
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process() { kill_group(); }

  pid_t pid() const { return pid_; }
  /// Returns the exit status as a shell shows it: 128 + n after signal n. Returns nothing while the process runs. Never
  /// waits.
  std::optional<int> exit_status();
  bool running() { return pid_ > 0 && !exit_status(); }

  /// Signals the process alone, not its group.
  void signal(int number) const;
  /// Sends SIGKILL to the whole group and returns when every process of it has ended. Idempotent.
  void kill_group();

 private:
  pid_t pid_ = -1;
  std::optional<int> exit_status_;
};

/// Sends SIGKILL to every group that a Process still holds. Async-signal-safe, for a handler that then ends this
/// process.
void kill_started_groups() noexcept;

struct Finished {
  int status;          ///< as Process::exit_status; -1 when it had to be killed at the deadline
  std::string output;  ///< stdout and stderr together
};

/// Runs a command until it ends. Ignores `command.output`.
Finished run_to_end(Command command, Milliseconds deadline = std::chrono::seconds(60));

}  // namespace permit::test
