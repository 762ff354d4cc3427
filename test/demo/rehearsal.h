// A rehearsal of the service: stock Kannel with the library, texts and their replies on the screen.
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

/// What is asked for makes no rehearsal; the message says why.
struct BadRehearsal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ten in the morning of the second day of the newest decree; the middle of a shorter one. Throws BadRehearsal when
/// there is none.
LocalTime time_in_newest_decree(const RuleSet& rules);

class Rehearsal {
 public:
  /// `folder` is made anew; `at` is the service's local time when it begins. Throws BadRehearsal.
  Rehearsal(const std::filesystem::path& folder, const std::optional<std::string>& at);

  /// Starts Kannel, and says what runs. Throws RigFailure when it does not come up.
  void start();
  /// Sends the samples; how many of them got no reply, or another outcome than they should.
  std::size_t show_samples();
  /// Sends each line of the terminal as a text, until its end.
  void prompt();

 private:
  Rehearsal(const std::filesystem::path& folder, Rules rules, const std::optional<std::string>& at);

  void show_plan() const;
  void show_libraries() const;
  /// Shows a text with its reply; the entry of the register that says what became of it, if something did.
  std::optional<Entry> show_exchange(const std::string& phone, const std::string& text);
  /// `/from NUMBER` and the like.
  void obey(const std::string& command);

  Fd lock_;  ///< on the folder
  Rules rules_;
  LocalTime at_;
  KannelRig rig_;
  Interruption interruption_;
  Terminal terminal_;
  std::string phone_ = "994501110000";  ///< of the terminal
};

}  // namespace permit::test
