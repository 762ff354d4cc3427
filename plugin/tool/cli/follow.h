// Waiting until the running libraries answer by rules that permitctl has written into their folder.
#pragma once

#include <memory>
#include <string>

#include "core/rule_set.h"
#include "metrics/instance_status.h"
#include "store/open.h"
#include "tool/cli/exit_status.h"
#include "tool/cli/verb.h"

namespace permit::tool {

class Defaults;

inline constexpr unsigned kDefaultWait = 10;  // seconds

/// A rule folder with its register, and how long to wait for the library.
struct Following {
  std::string rules;
  std::string store;
  unsigned wait = kDefaultWait;  ///< seconds
};

/// The first digits of a hash, for people to compare.
std::string short_hash(const Digest& hash);
/// `2020-07-20T05:12:44.123`, local.
std::string render_host_time(HostTime time, const Zone& zone);

/// Waits until the register says that `rules` are in force and every library that runs on the folder answers by them;
/// then prints `Rules 3f2a9c0d11ee are in force since …`, by the clock of the library. If no library runs, or one has
/// not followed in time, prints where to look and returns kUnavailable.
ExitStatus await_library(const RegisterStore& store, const RuleSet& rules, const Following& following);

/// Adds the options of every verb that waits for the library.
void add_following(Verb verb, Following& following, Defaults& defaults);

}  // namespace permit::tool
