#include "tool/cli/complain.h"

#include <iostream>

#include "tool/cli/rules_at.h"

namespace permit::tool {

ExitStatus complain(std::string_view message, ExitStatus status) {
  std::cerr << "permitctl: " << message << '\n';
  return status;
}

ExitStatus complain(const Failure& failure, const std::string& rules) {
  switch (failure.kind) {
    case Failure::Kind::bad_input:
      return complain((failure.input.empty() ? "" : "--") + failure.message, kUsage);
    case Failure::Kind::not_found:
      return complain(failure.message, kNo);
    case Failure::Kind::broken_rules:
      complain_of(failure.diagnostics, failure.folder);
      return kBrokenInput;
    case Failure::Kind::no_rules:
      return complain(failure.message + "; name a rule folder with " + rules, kBrokenInput);
    case Failure::Kind::stale_rules:
      return complain(failure.message + " of permitctl; name a rule folder with " + rules, kBrokenInput);
    case Failure::Kind::not_logged:
      return complain("--reveal is written into the register's log, and that cannot be done: " + failure.message,
                      kUnavailable);
    case Failure::Kind::conflict:
    case Failure::Kind::unavailable:
      break;
  }
  return complain(failure.message, kUnavailable);
}

void announce_dropped(const Import& import) {
  complain("import " + std::to_string(import.id) + " of " + import.file + " by " + import.by +
               " was broken off; what it staged is taken out first",
           kYes);
}

}  // namespace permit::tool
