#include "tool/cli/complain.h"

#include <iostream>

#include "tool/cli/command_rules.h"

namespace permit::tool {

ExitStatus complain(std::string_view message, ExitStatus status) {
  std::cerr << "permitctl: " << message << '\n';
  return status;
}

ExitStatus complain(const OperationError& failure, const std::string& rules) {
  switch (failure.kind) {
    case OperationError::Kind::bad_input:
      return complain((failure.input.empty() ? "" : "--") + failure.message, kUsage);
    case OperationError::Kind::not_found:
      return complain(failure.message, kNo);
    case OperationError::Kind::broken_rules:
      print_faults(failure.diagnostics, failure.folder);
      return kBrokenInput;
    case OperationError::Kind::no_rules:
      return complain(failure.message + "; name a rule folder with " + rules, kBrokenInput);
    case OperationError::Kind::stale_rules:
      return complain(failure.message + " of permitctl; name a rule folder with " + rules, kBrokenInput);
    case OperationError::Kind::not_logged:
      return complain("--reveal must be logged, but the register's log cannot be written: " + failure.message,
                      kUnavailable);
    case OperationError::Kind::not_reported:
      return complain(failure.message, kNotWritten);
    case OperationError::Kind::conflict:
    case OperationError::Kind::unavailable:
      break;
  }
  return complain(failure.message, kUnavailable);
}

void announce_dropped(const Import& import) {
  complain("import " + std::to_string(import.id) + " of " + import.file + " by " + import.by +
               " was interrupted; its staged rows are removed first",
           kYes);
}

}  // namespace permit::tool
