#include "tool/operate/keys.h"

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

#include "base/zone.h"
#include "checkcode/key_file.h"
#include "checkcode/signer.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/operate/verbs.h"

namespace permit::tool {

namespace {

std::string today() {
  const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(clock_now());
  return render_local_time(LocalTime(day.time_since_epoch())).substr(0, std::string_view("2020-07-21").size());
}

Status print(const Keys& keys) {
  for (const KeyId id : keys.ids()) {
    const auto digits = fingerprint(keys.key(id));
    if (!digits) return digits.error();
    std::cout << "key " << int{id} << (id < 10 ? "   " : "  ") << *digits << (id == keys.current() ? "  signs" : "")
              << '\n';
  }
  return Done{};
}

}  // namespace

// As root, the key belongs to the user of its folder, who must read it.
ExitStatus new_key(const std::string& file, bool wrap) {
  const std::string folder = std::filesystem::path(file).parent_path().string();
  if (const Status changed = become_owner(folder.empty() ? "." : folder); !changed)
    return complain(changed.error().message, kNotChanged);
  const auto id = add_key(file, wrap, today());
  if (!id) return complain(id.error().message, kNotChanged);
  std::cout << "Key " << int{*id} << " is in `" << file
            << "'. Give the file to everyone who verifies codes, then restart smsbox: "
            << "the key signs from then on.\n";
  return list_keys(file);
}

ExitStatus list_keys(const std::string& file) {
  const auto keys = Keys::load(file);
  if (!keys) return complain(keys.error().message, kUnavailable);
  if (const Status printed = print(*keys); !printed) return complain(printed.error().message, kUnavailable);
  return kYes;
}

// ---- The command line ----

void add_keys(Verb app, Commands& commands) {
  const auto file = std::make_shared<std::string>();
  const auto wrap = std::make_shared<bool>(false);
  Verb keys = app.add_verb("keys", "Make and list the keys of check codes");
  keys.require_verb();
  Verb add = keys.add_verb("new", "Add a key, which signs after a restart of smsbox");
  add.add_flag("--wrap", *wrap, "After id 31 start again at id 0, and replace the key that has it");
  Verb list = keys.add_verb("list", "List the ids and fingerprints of the keys, oldest first");
  for (Verb verb : {add, list}) commands.defaults.add_keys(verb, "FILE", *file, "Key file");
  commands.push_back({add, [=] { return new_key(*file, *wrap); }});
  commands.push_back({list, [=] { return list_keys(*file); }});
}

}  // namespace permit::tool
