#include "tool/keys.h"

#include <chrono>
#include <iostream>

#include "base/zone.h"
#include "checkcode/key_file.h"
#include "checkcode/signer.h"
#include "tool/complain.h"
#include "tool/rules_at.h"

namespace permit::tool {

namespace {

std::string today() {
  const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(clock_now());
  return render_local_time(LocalTime(day.time_since_epoch())).substr(0, std::string_view("2020-07-21").size());
}

void print(const Keys& keys) {
  for (const KeyId id : keys.ids()) {
    std::cout << "key " << int{id} << (id < 10 ? "   " : "  ") << fingerprint(keys.key(id))
              << (id == keys.current() ? "  signs" : "") << '\n';
  }
}

}  // namespace

ExitStatus new_key(const std::string& file, bool wrap) {
  const auto id = add_key(file, wrap, today());
  if (!id) return complain(id.error().message, kNotChanged);
  std::cout << "Key " << int{*id} << " stands in `" << file
            << "'. Give it to everybody who verifies, then restart smsbox: "
            << "it signs from then on.\n";
  return list_keys(file);
}

ExitStatus list_keys(const std::string& file) {
  const auto keys = Keys::load(file);
  if (!keys) return complain(keys.error().message, kUnavailable);
  print(*keys);
  return kYes;
}

}  // namespace permit::tool
