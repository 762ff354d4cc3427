// Rules for the commands that need some: compiled from a folder, or those a register says are in force.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "core/rule_set.h"
#include "core/store.h"
#include "ruleset/load.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Prints the faults of a folder, one a line: `FOLDER/FILE:LINE: what to mend [name]`. Without its warnings, which were
/// looked at when it was checked and refuse nothing.
void complain_of(const Loaded& loaded, const std::string& folder);
/// Likewise, with its warnings.
void complain_of_everything(const Loaded& loaded, const std::string& folder);

/// Null when the folder is broken: its faults have been printed, one a line.
Rules rules_from(const std::string& folder);

/// What the register's library accepted last, compiled here: without a text when there is nothing yet, without rules
/// when this version does not compile it.
Result<Loaded> loaded_in_force(const Register& store);

/// The rules of a folder or, when it is empty, those in force in the register. kYes, or what has been complained of;
/// `option` names a folder on the command line. REQUIRES: a folder or a register.
ExitStatus choose_rules(const std::string& folder, const Register* store, const std::string& option, Rules& chosen);

/// The machine's clock.
Instant clock_now();
Moment moment_now();

/// The instant of `--at`, or the clock's when there is none; nothing, with a message printed, when it is no local time.
std::optional<Instant> instant_of(const std::string& at, const Zone& zone);

}  // namespace permit::tool
