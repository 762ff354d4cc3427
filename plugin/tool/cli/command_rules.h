// The rules that a command needs, and the messages if it has none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "core/store.h"
#include "operations/choose_rules.h"
#include "ruleset/load.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Prints the diagnostics of a folder, one per line: `FOLDER/FILE:LINE: correction [name]`. Leaves out warnings: they
/// refuse nothing, and the author saw them when he checked the folder.
void print_faults(const std::vector<Diagnostic>& faults, const std::string& folder);
void print_faults(const Loaded& loaded, const std::string& folder);
/// Prints the warnings, too.
void print_faults_and_warnings(const Loaded& loaded, const std::string& folder);

/// Returns null when the folder is broken, after printing its diagnostics, one per line.
Rules rules_from(const std::string& folder);

/// As permit::choose_rules(). Returns kYes, or the exit status after printing what is wrong; `option` names a folder on
/// the command line. REQUIRES: a folder or a register.
ExitStatus choose_rules(const std::string& folder, const Register* store, const std::string& option, Rules& chosen);

/// The clock of the machine.
Instant clock_now();
HostTime host_time_now();

/// The instant of `--at`, or now when it is empty. Prints a message and returns nothing when it is not a local time.
std::optional<Instant> instant_of(const std::string& at, const Zone& zone);

}  // namespace permit::tool
