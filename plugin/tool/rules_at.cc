#include "tool/rules_at.h"

#include <chrono>
#include <iostream>

namespace permit::tool {

void complain_of(const Loaded& loaded, const std::string& folder) {
  for (const Fault& fault : loaded.faults) {
    const bool is_of_a_file = !fault.file.empty();
    std::cerr << (is_of_a_file ? folder + "/" : "permitctl: ") << render(fault) << '\n';
  }
}

Rules rules_from(const std::string& folder) {
  Loaded loaded = load_folder(folder);
  if (!loaded.rules) complain_of(loaded, folder);
  return loaded.rules;
}

Rules rules_in_force(const Register& store) {
  const auto hash = store.rules_in_force();
  if (!hash || !*hash) return nullptr;
  auto text = store.rules(**hash);
  if (!text || !*text) return nullptr;
  return compile(std::move(**text)).rules;
}

Instant clock_now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

Moment moment_now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

std::optional<Instant> instant_of(const std::string& at, const Zone& zone) {
  if (at.empty()) return clock_now();
  const auto local = parse_local_time(at);
  if (!local) {
    std::cerr << "permitctl: `" << at << "' is no local time; write it as 2020-07-21T10:00\n";
    return std::nullopt;
  }
  return zone.instant(*local);
}

}  // namespace permit::tool
