// Rules for the commands that need some: compiled from a folder, or those a register says are in force.
#pragma once

#include <optional>
#include <string>

#include "core/rule_set.h"
#include "core/store.h"
#include "ruleset/load.h"

namespace permit::tool {

inline constexpr const char* kDefaultRules = "/etc/kannel/permit8103/rules/8103";
inline constexpr const char* kDefaultStore = "/var/lib/permit8103";

/// Prints the faults of a folder, one a line: `FOLDER/FILE:LINE: what to mend [name]`.
void complain_of(const Loaded& loaded, const std::string& folder);

/// Null when the folder is broken: its faults have been printed, one a line.
Rules rules_from(const std::string& folder);

/// The rules that the register's library accepted last; null when there are none, or none that compile here.
Rules rules_in_force(const Register& store);

/// The machine's clock.
Instant clock_now();
Moment moment_now();

/// The instant of `--at`, or the clock's when there is none; nothing, with a message printed, when it is no local time.
std::optional<Instant> instant_of(const std::string& at, const Zone& zone);

}  // namespace permit::tool
