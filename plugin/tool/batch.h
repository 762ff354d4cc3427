// Texts by the file: what would a whole day of them get?
#pragma once

#include <iosfwd>
#include <string>

#include "tool/counter.h"
#include "tool/exit_status.h"

namespace permit::tool {

/// Reads lines `localtime TAB msisdn TAB text` and answers them in order on one register. Prints for each
/// `outcome TAB purpose TAB document TAB plate TAB from TAB until TAB reply`, empty where there is nothing, times
/// local. A line that is none is named in `complaints`, prints nothing and makes the status kBrokenInput.
ExitStatus answer_batch(std::istream& lines, std::ostream& answers, std::ostream& complaints, Counter& counter);

/// Why the answer's time is not the one asked for: a register's clock never goes back (SEMANTICS 24).
std::string later_than_asked(const Entry& entry, const RuleSet& rules);

}  // namespace permit::tool
