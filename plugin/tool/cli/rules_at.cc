#include "tool/cli/rules_at.h"

#include <chrono>
#include <iostream>
#include <utility>

#include "tool/cli/complain.h"

namespace permit::tool {

namespace {

void complain_of(const Diagnostic& fault, const std::string& folder) {
  const bool is_of_a_file = !fault.file.empty();
  std::cerr << (is_of_a_file ? folder + "/" : "permitctl: ") << render(fault) << '\n';
}

}  // namespace

void complain_of(const Loaded& loaded, const std::string& folder) {
  for (const Diagnostic& fault : loaded.faults) {
    if (kind_of(fault.id).severity != Severity::warning) complain_of(fault, folder);
  }
}

void complain_of_everything(const Loaded& loaded, const std::string& folder) {
  for (const Diagnostic& fault : loaded.faults) complain_of(fault, folder);
}

Rules rules_from(const std::string& folder) {
  Loaded loaded = load_folder(folder);
  if (!loaded.rules) complain_of(loaded, folder);
  return loaded.rules;
}

Result<Loaded> loaded_in_force(const Register& store) {
  const auto hash = store.rules_in_force();
  if (!hash) return hash.error();
  if (!*hash) return Loaded{};
  auto text = store.rules(**hash);
  if (!text) return text.error();
  if (!*text) return Error{"the register does not hold the rules " + hex(**hash) + " that it says are in force"};
  return compile(std::move(**text));
}

ExitStatus choose_rules(const std::string& folder, const Register* store, const std::string& option, Rules& chosen) {
  if (!folder.empty()) {
    chosen = rules_from(folder);
    return chosen ? kYes : kBrokenInput;
  }
  const auto loaded = loaded_in_force(*store);
  if (!loaded) return complain(loaded.error().message, kUnavailable);
  chosen = loaded->rules;
  if (chosen) return kYes;
  return complain((loaded->text.empty() ? "the register has had no rules yet"
                                        : "the rules in force do not compile with this version of permitctl") +
                      std::string("; name a rule folder with ") + option,
                  kBrokenInput);
}

Instant clock_now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

Moment moment_now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

std::optional<Instant> instant_of(const std::string& at, const Zone& zone) {
  if (at.empty()) return clock_now();
  const auto local = parse_local_time(at);
  if (!local) {
    complain("`" + at + "' is no local time; write it as 2020-07-21T10:00", kUsage);
    return std::nullopt;
  }
  return zone.instant(*local);
}

}  // namespace permit::tool
