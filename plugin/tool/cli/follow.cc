#include "tool/cli/follow.h"

#include <chrono>
#include <iostream>
#include <thread>
#include <vector>

#include "conf/config.h"
#include "operations/libraries.h"
#include "tool/cli/complain.h"
#include "tool/cli/defaults.h"

namespace permit::tool {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 10ms;

void print_in_force(const RegisterStore& store, const RuleSet& rules) {
  std::cout << "Rules " << short_hash(rules.hash) << " are in force";
  const auto history = store.rules_history();
  if (history && !history->empty() && history->back().hash == rules.hash)
    std::cout << " since " << render_host_time(history->back().at, rules.zone);
  std::cout << ".\n";
}

/// Names a library that has not followed, and says where to look.
std::string why_not_all(const Libraries& libraries, const RuleSet& rules, const Following& following) {
  if (!libraries.behind.empty()) {
    const InstanceStatus& box = libraries.behind.front();
    const std::string answers = box.rules == Digest{} ? "has no rules" : "answers by rules " + short_hash(box.rules);
    return display_name(box) + ", still " + answers + " after " + std::to_string(following.wait) +
           " s; check the log of that smsbox";
  }
  if (!libraries.elsewhere.empty()) {
    const InstanceStatus& box = libraries.elsewhere.front();
    return display_name(box) + ", uses the register " + following.store + " but reads the rules in " + box.folder +
           ", not those in " + following.rules + "; name its folder with --rules";
  }
  return "no library runs on the register " + following.store + ", so no text is answered by rules " +
         short_hash(rules.hash) + "; start smsbox with the library, or check that `store' in its configuration (" +
         kDefaultConfig + ") is this register";
}

ExitStatus complain_of_waiting(const RegisterStore& store, const Libraries& libraries, const RuleSet& rules,
                               const Following& following) {
  const bool some_follow = libraries.in_force && !libraries.following.empty();
  if (some_follow) print_in_force(store, rules);
  return complain((some_follow ? "but " : "") + why_not_all(libraries, rules, following) + ".\nThe new rules stay in " +
                      following.rules + "; a library that starts with this folder uses them at once.",
                  kUnavailable);
}

}  // namespace

std::string short_hash(const Digest& hash) { return hex(hash).substr(0, 12); }

std::string render_host_time(HostTime time, const Zone& zone) {
  const auto second = std::chrono::floor<std::chrono::seconds>(time);
  const std::string thousandths = std::to_string(1000 + (time - second).count());
  return render_local_time(zone.local(second)) + "." + thousandths.substr(1);
}

ExitStatus await_library(const RegisterStore& store, const RuleSet& rules, const Following& following) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(following.wait);
  for (;; std::this_thread::sleep_for(kLook)) {
    const auto libraries = look_at_libraries(store, rules, following.rules);
    if (!libraries) return complain(libraries.error().message, kUnavailable);
    if (libraries->all_follow()) break;
    if (std::chrono::steady_clock::now() >= deadline) return complain_of_waiting(store, *libraries, rules, following);
  }
  print_in_force(store, rules);
  return kYes;
}

void add_following(Verb verb, Following& following, Defaults& defaults) {
  defaults.add_rules(verb, "--rules", following.rules, "Rule folder that the library reads");
  defaults.add_store(verb, following.store);
  verb.add_option("--wait", following.wait, "Longest wait for the library, in seconds")
      .type_name("SECONDS")
      .shows_default();
}

}  // namespace permit::tool
