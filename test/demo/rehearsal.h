// A rehearsal of the service: stock Kannel with the library, with texts and their replies on the screen.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/rule_set.h"
#include "test/rig/fd.h"
#include "test/rig/interruption.h"
#include "test/rig/rig.h"
#include "test/rig/terminal.h"

namespace permit::test {

/// The requested rehearsal is not possible; the message says why.
struct BadRehearsal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Returns ten in the morning of the second day of the newest decree, or the middle of a shorter one. Throws
/// BadRehearsal when there is no decree.
LocalTime time_in_newest_decree(const RuleSet& rules);

class Rehearsal {
 public:
  /// Empties or creates `folder`; `at` is the service's local time at the start. Throws BadRehearsal.
  Rehearsal(const std::filesystem::path& folder, const std::optional<std::string>& at);

  /// Starts Kannel and prints what runs. Throws RigFailure when it does not start.
  void start();
  /// Sends the samples. Returns the number without an outcome or with an unexpected one.
  std::size_t show_samples();
  /// Sends each line of the terminal as a text, until the input ends.
  void prompt();

 private:
  Rehearsal(const std::filesystem::path& folder, Rules rules, const std::optional<std::string>& at);

  void show_plan() const;
  void show_libraries() const;
  /// Shows a text with its reply. Returns the entry of the register for it, if there is one.
  std::optional<Entry> show_exchange(const std::string& phone, const std::string& text);
  /// Runs `/from NUMBER`, the only command.
  void run_command(const std::string& command);

  Fd lock_;  ///< of the folder
  Rules rules_;
  LocalTime at_;
  KannelRig rig_;
  Interruption interruption_;
  Terminal terminal_;
  std::string phone_ = "994501110000";  ///< of the terminal
};

}  // namespace permit::test
