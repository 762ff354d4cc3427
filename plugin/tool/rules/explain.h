// `permitctl explain`: what a diagnostic means and how to fix it. The text is rules/faults.md, which is embedded in the
// program.
#pragma once

#include <string>
#include <vector>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct FaultSection {
  std::string name;  ///< as the diagnostic prints it
  std::string text;  ///< what it means and how to fix it; Markdown, ends in a line end
};

/// In the order of the manual.
std::vector<FaultSection> fault_manual();

/// The first sentence of the section, on one line.
std::string first_sentence(const FaultSection& section);

struct ExplainFaultOptions {
  std::string name;         ///< empty: list all names
  bool only_names = false;  ///< one per line, for shell completion
};

/// Prints the requested section. Returns kUsage for an unknown name and suggests a similar one.
ExitStatus explain_fault(const ExplainFaultOptions& options);

}  // namespace permit::tool
