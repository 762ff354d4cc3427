// `permitctl explain`: what a fault means and how it is mended, out of rules/faults.md as it was built into the
// program.
#pragma once

#include <string>
#include <vector>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct FaultSection {
  std::string name;  ///< as a fault prints it
  std::string text;  ///< what it means, and the mend; Markdown, ends in a line end
};

/// In the order of the manual.
std::vector<FaultSection> fault_manual();

/// What it means, to the end of the first sentence, on one line.
std::string first_sentence(const FaultSection& section);

struct ExplainFaultOptions {
  std::string name;         ///< empty: list them all
  bool only_names = false;  ///< one a line, for the completion of shells
};

/// Prints what was asked for. A name that is not known is wrong usage; the one that was perhaps meant is said.
ExitStatus explain_fault(const ExplainFaultOptions& options);

}  // namespace permit::tool
