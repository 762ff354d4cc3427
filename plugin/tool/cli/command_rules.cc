#include "tool/cli/command_rules.h"

#include <iostream>
#include <utility>

#include "operations/local_time.h"
#include "system/clock.h"
#include "tool/cli/complain.h"

namespace permit::tool {

namespace {

void print(const Diagnostic& fault, const std::string& folder) {
  const bool is_of_a_file = !fault.file.empty();
  std::cerr << (is_of_a_file ? folder + "/" : "permitctl: ") << render(fault) << '\n';
}

}  // namespace

void print_faults(const std::vector<Diagnostic>& faults, const std::string& folder) {
  for (const Diagnostic& fault : faults) {
    if (kind_of(fault.id).severity != Severity::warning) print(fault, folder);
  }
}

void print_faults(const Loaded& loaded, const std::string& folder) { print_faults(loaded.faults, folder); }

void print_faults_and_warnings(const Loaded& loaded, const std::string& folder) {
  for (const Diagnostic& fault : loaded.faults) print(fault, folder);
}

Rules rules_from(const std::string& folder) {
  auto rules = load_rules(folder);
  if (rules) return *std::move(rules);
  complain(rules.error());
  return nullptr;
}

ExitStatus choose_rules(const std::string& folder, const Register* store, const std::string& option, Rules& chosen) {
  auto rules = permit::choose_rules(folder, store);
  if (!rules) return complain(rules.error(), option);
  chosen = *std::move(rules);
  return kYes;
}

Instant clock_now() { return Clock::host_now(); }

HostTime host_time_now() { return Clock::host_time(); }

std::optional<Instant> instant_of(const std::string& at, const Zone& zone) {
  const auto instant = read_local_time(at, zone, clock_now());
  if (instant) return *instant;
  complain(instant.error());
  return std::nullopt;
}

}  // namespace permit::tool
