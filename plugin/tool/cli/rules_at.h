// Rules for the commands that need some, and what is printed where there are none.
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

/// Prints the faults of a folder, one a line: `FOLDER/FILE:LINE: correction [name]`. Leaves out warnings: they refuse
/// nothing, and the author saw them when he checked the folder.
void complain_of(const std::vector<Diagnostic>& faults, const std::string& folder);
void complain_of(const Loaded& loaded, const std::string& folder);
/// Prints the warnings, too.
void complain_of_everything(const Loaded& loaded, const std::string& folder);

/// Null when the folder is broken: its faults have been printed, one a line.
Rules rules_from(const std::string& folder);

/// As permit::choose_rules. kYes, or what has been complained of; `option` names a folder on the command line.
/// REQUIRES: a folder or a register.
ExitStatus choose_rules(const std::string& folder, const Register* store, const std::string& option, Rules& chosen);

/// The machine's clock.
Instant clock_now();
Moment moment_now();

/// The instant of `--at`, or the clock's when there is none; nothing, with a message printed, when it is no local time.
std::optional<Instant> instant_of(const std::string& at, const Zone& zone);

}  // namespace permit::tool
