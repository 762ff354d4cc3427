#include "tool/rules/pause.h"

#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "ruleset/read/pause.h"
#include "ruleset/read/source.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/rules/rule_folder.h"
#include "tool/rules/rule_writer.h"
#include "tool/rules/verbs.h"

namespace permit::tool {

namespace {

/// The rules by which the library answers, without a pause: those of the folder, or those in force if the folder is
/// broken. Returns the diagnostics of the folder if the register has no rules either.
Result<Loaded> unpaused(const Register& store, const std::string& folder) {
  auto read = read_folder(folder);
  Loaded loaded = read ? compile(with_pause(*std::move(read), nullptr)) : load_folder(folder);
  if (loaded.rules) return loaded;
  auto kept = load_in_force(store);
  if (!kept) return kept.error();
  return kept->text.empty() ? loaded : compile(with_pause(std::move(kept->text), nullptr));
}

std::string reply_of(const RuleSet& rules) { return rules.text(rules.default_language, rules.pause->reply).source(); }

/// The rules with the pause file of the folder; null if there is none or it is broken.
Rules paused_rules(const Loaded& loaded, const std::string& folder) {
  Rules rules = compile(with_pause_of(folder, loaded.text)).rules;
  return rules && rules->pause ? rules : nullptr;
}

}  // namespace

ExitStatus pause(const std::string& reply, const Following& following) {
  if (const Status found = find_folder(following.rules); !found) return complain(found.error().message, kUsage);
  const auto writer = RuleWriter::begin(following);
  if (!writer) return complain(writer.error().message, kNotChanged);
  const auto store = open_to_read_as_owner(following.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto loaded = unpaused(**store, following.rules);
  if (!loaded) return complain(loaded.error().message, kUnavailable);
  if (!loaded->rules) {
    print_faults(*loaded, following.rules);
    return complain("there are no rules to pause", kBrokenInput);
  }
  const RuleFile file = pause_file(reply, loaded->rules->zone.local(clock_now()));
  const Loaded wanted = compile(with_pause(loaded->text, &file));
  if (!wanted.rules) {
    print_faults(wanted, following.rules);
    return complain("nothing was changed", kBrokenInput);
  }
  const Rules already = paused_rules(*loaded, following.rules);
  if (already && reply_of(*already) == reply_of(*wanted.rules)) {
    std::cout << "Already paused with that reply.\n";
    return await_library(**store, *already, following);
  }
  if (const Status written = writer->write(file); !written) return complain(written.error().message, kNotChanged);
  const ExitStatus followed = await_library(**store, *wanted.rules, following);
  if (followed == kYes) std::cout << "Paused: no permits are given until `permitctl resume'.\n";
  return followed;
}

ExitStatus resume(const Following& following) {
  if (const Status found = find_folder(following.rules); !found) return complain(found.error().message, kUsage);
  const auto writer = RuleWriter::begin(following);
  if (!writer) return complain(writer.error().message, kNotChanged);
  const auto store = open_to_read_as_owner(following.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto wanted = unpaused(**store, following.rules);
  if (!wanted) return complain(wanted.error().message, kUnavailable);
  if (!wanted->rules) {
    print_faults(*wanted, following.rules);
    return complain("there are no rules to resume with", kBrokenInput);
  }
  const auto file = read_rule_file(following.rules, kPauseFile);
  if (file && !*file) std::cout << "There is no pause.\n";
  if (const Status removed = writer->remove(kPauseFile); !removed)
    return complain(removed.error().message, kNotChanged);
  return await_library(**store, *wanted->rules, following);
}

// ---- The command line ----

void add_pause(Verb app, Commands& commands) {
  const auto reply = std::make_shared<std::string>();
  const auto following = std::make_shared<Following>();
  Verb verb = app.add_verb("pause", "Stop giving permits at once, even if the rule folder has faults");
  verb.add_option("TEXT", *reply, "Reply to every request for a new permit, in every language; may contain {hotline}")
      .required();
  add_following(verb, *following, commands.defaults);
  Verb back = app.add_verb("resume", "End the pause and give permits again");
  add_following(back, *following, commands.defaults);
  commands.push_back({verb, [=] { return pause(*reply, *following); }});
  commands.push_back({back, [=] { return resume(*following); }});
}

}  // namespace permit::tool
