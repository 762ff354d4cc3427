#include "tool/follow.h"

#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>
#include <thread>

#include "core/box_report.h"
#include "store/box_reports.h"
#include "tool/complain.h"

namespace permit::tool {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 10ms;

ExitStatus complain_that_nobody_followed(const Register& store, const RuleSet& rules, const Following& following) {
  const auto in_force = store.rules_in_force();
  std::cerr << "permitctl: nobody has followed within " << following.wait << " s: the folder " << following.rules
            << " holds rules " << short_hash(rules.hash) << ", and the register " << following.store
            << (in_force && *in_force ? " is still served by " + short_hash(**in_force) : " has had none yet")
            << ".\nLook whether smsbox runs with the library, whether `rules' and `store' in its configuration"
               " (/etc/kannel/permit8103.conf) are these folders, and what smsbox's log says of them.\n";
  return kUnavailable;
}

/// Of several libraries on one register and one folder, one that does not answer by `rules` yet.
std::optional<BoxReport> straggler(const LmdbStore& store, const RuleSet& rules, const std::string& folder) {
  const auto boxes = store.reports();
  if (!boxes) return std::nullopt;
  std::error_code ignored;
  for (const BoxReport& box : *boxes) {
    if (runs(box) && box.rules != rules.hash && std::filesystem::equivalent(box.folder, folder, ignored)) return box;
  }
  return std::nullopt;
}

ExitStatus complain_of_waiting(const LmdbStore& store, const RuleSet& rules, const Following& following) {
  if (!are_in_force(store, rules)) return complain_that_nobody_followed(store, rules, following);
  print_in_force(store, rules);
  const auto box = straggler(store, rules, following.rules);
  if (!box) return kYes;
  return complain("but box " + box->box + ", process " + std::to_string(box->process) + ", still answers by rules " +
                      short_hash(box->rules) + " after " + std::to_string(following.wait) +
                      " s; look at the log of that smsbox",
                  kUnavailable);
}

}  // namespace

Result<std::unique_ptr<LmdbStore>> open_to_read(const std::string& folder) {
  lmdb::Options how;
  how.read_only = true;
  return LmdbStore::open(folder, how);
}

std::string short_hash(const Digest& hash) { return hex(hash).substr(0, 12); }

std::string render_moment(Moment moment, const Zone& zone) {
  const auto second = std::chrono::floor<std::chrono::seconds>(moment);
  const std::string thousandths = std::to_string(1000 + (moment - second).count());
  return render_local_time(zone.local(second)) + "." + thousandths.substr(1);
}

bool are_in_force(const Register& store, const RuleSet& rules) {
  const auto in_force = store.rules_in_force();
  return in_force && *in_force == rules.hash;
}

void print_in_force(const LmdbStore& store, const RuleSet& rules) {
  std::cout << "Rules " << short_hash(rules.hash) << " are in force";
  const auto history = store.rules_history();
  if (history && !history->empty() && history->back().hash == rules.hash && history->back().at)
    std::cout << " since " << render_moment(*history->back().at, rules.zone);
  std::cout << ".\n";
}

ExitStatus await_library(const LmdbStore& store, const RuleSet& rules, const Following& following) {
  const auto patience_ends = std::chrono::steady_clock::now() + std::chrono::seconds(following.wait);
  while (!are_in_force(store, rules) || straggler(store, rules, following.rules)) {
    if (std::chrono::steady_clock::now() >= patience_ends) return complain_of_waiting(store, rules, following);
    std::this_thread::sleep_for(kLook);
  }
  print_in_force(store, rules);
  return kYes;
}

}  // namespace permit::tool
