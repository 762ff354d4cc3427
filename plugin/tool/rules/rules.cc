#include "tool/rules/rules.h"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/normalize.h"
#include "base/strings.h"
#include "ruleset/print/describe.h"
#include "ruleset/read/pause.h"
#include "ruleset/read/source.h"
#include "tool/cli/ask.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/rules/check.h"
#include "tool/rules/diff.h"
#include "tool/rules/rule_folder.h"
#include "tool/rules/rule_writer.h"
#include "tool/rules/verbs.h"

namespace permit::tool {

namespace {

constexpr std::size_t kFewestDigits = 6;  // of the hash that a user writes

// ---- Changes ------------------------------------------------------------------------------------------------------

/// Prints the changes in words; if the rules in the folder cannot be compared, the new rules in words.
void print_changes(const Result<RuleFiles>& before, const Loaded& after) {
  const Loaded replaced = before ? compile(*before) : Loaded{};
  if (replaced.rules) {
    std::cout << render_differences(replaced, after);
  } else {
    std::cout << (before ? "The rules in the folder do not compile" : before.error().message)
              << ", so nothing can be compared. The new rules:\n\n"
              << describe(*after.rules, after.annotations);
  }
}

// ---- Putting rules in force ---------------------------------------------------------------------------------------

/// The hash of rules that the register has. Rules that were never in force exist nowhere else, so their folder stays.
std::optional<Digest> known(const Result<Digest>& hash, const RegisterStore& store) {
  const auto text = hash ? store.rules(*hash) : std::optional<RuleFiles>();
  return text && *text ? std::optional(*hash) : std::nullopt;
}

/// Says how to restore the replaced rules.
std::string way_back(const RuleWriter::Replaced& replaced, const std::optional<Digest>& hash) {
  if (replaced.is_removed)
    return "`permitctl rules restore " + short_hash(*hash) + "' puts the replaced rules in force again.";
  return "The replaced rules were never in force. They are kept in " + replaced.folder +
         "; remove it when you no longer need it.";
}

/// A draft cannot start or end a pause: the pause of the folder stays, and that of the draft is ignored.
Loaded with_the_pause_of(const std::string& folder, Loaded loaded) {
  RuleFiles text = with_pause_of(folder, with_pause(loaded.text, nullptr));
  if (text == loaded.text) return loaded;
  if (pause_in(loaded.text)) std::cout << "Its " << kPauseFile << " is ignored; to pause, use `permitctl pause'.\n";
  if (pause_in(text)) std::cout << "The pause continues; `permitctl resume' ends it.\n";
  Loaded paused = compile(std::move(text));
  print_faults(paused, folder);
  return paused;
}

ExitStatus put_in_force(const Loaded& wanted, const RegisterStore& store, const RuleWriter& writer,
                        const InstallOptions& options) {
  const Following& following = options.following;
  const auto before = read_folder(following.rules);
  const auto hash = before ? hash_of(*before) : before.error();
  if (hash && *hash == wanted.rules->hash) {
    std::cout << "These rules are already in " << following.rules << ".\n";
    return await_library(store, *wanted.rules, following);
  }
  print_changes(before, wanted);
  if (!options.yes)
    if (const ExitStatus answer = ask("Install this into " + following.rules + "?"); answer != kYes) return answer;

  const auto known_hash = known(hash, store);
  const auto replaced = writer.replace(wanted.text, known_hash);
  if (!replaced) return complain(replaced.error().message, kNotChanged);
  const ExitStatus followed = await_library(store, *wanted.rules, following);
  (followed == kYes ? std::cout : std::cerr) << way_back(*replaced, known_hash) << '\n';
  return followed;
}

// ---- Earlier rules ------------------------------------------------------------------------------------------------

/// The only rules whose hash begins with `digits`.
Result<Digest> find_hash(const RegisterStore& store, const std::string& digits) {
  const auto history = store.rules_history();
  if (!history) return history.error();
  std::vector<Digest> found;
  for (const AcceptedRules& rules : *history) {
    const bool is_new = std::find(found.begin(), found.end(), rules.hash) == found.end();
    if (is_new && hex(rules.hash).starts_with(digits)) found.push_back(rules.hash);
  }
  if (found.size() == 1) return found.front();
  if (found.empty())
    return Error{"no rules `" + digits + "' were ever in force; `permitctl rules list' lists those that were"};
  std::string all;
  for (const Digest& hash : found) all += " " + hex(hash);
  return Error{"`" + digits + "' is the beginning of several hashes; write more digits:" + all};
}

/// One line of the list: rules, and when they came into force first and last.
struct Listed {
  Digest hash{};
  HostTime first{};
  HostTime last{};
};

/// The latest first.
std::vector<Listed> listed(const std::vector<AcceptedRules>& history) {
  std::vector<Listed> list;
  for (const AcceptedRules& rules : history) {
    Listed one{rules.hash, rules.at, rules.at};
    const auto same = std::find_if(list.begin(), list.end(), [&](const Listed& l) { return l.hash == one.hash; });
    if (same != list.end()) {
      one.first = same->first;
      list.erase(same);
    }
    list.push_back(one);
  }
  std::reverse(list.begin(), list.end());
  return list;
}

/// The ids of the decrees in these rules, if they compile.
std::string decrees_in(const RegisterStore& store, const Digest& hash) {
  auto text = store.rules(hash);
  const Loaded loaded = text && *text ? compile(std::move(**text)) : Loaded{};
  if (!loaded.rules) return "does not compile with this version";
  std::vector<std::string> ids;
  if (loaded.rules->pause) ids.emplace_back("paused");
  for (const Decree& decree : loaded.rules->decrees) {
    if (ids.empty() || ids.back() != decree.id) ids.push_back(decree.id);  // an amended decree has several parts
  }
  std::string all;
  for (const std::string& id : ids) all += (all.empty() ? "" : ", ") + id;
  return all;
}

}  // namespace

ExitStatus install_rules(const InstallOptions& options) {
  const Loaded draft = load_folder(options.draft);
  print_faults(draft, options.draft);
  if (const ExitStatus checked = status_of(draft); checked != kYes) return checked;
  if (const std::size_t warnings = draft.faults.size(); warnings > 0)
    std::cout << counted(warnings, "warning") << "; see `permitctl check " << options.draft << "'.\n";
  if (const Status found = find_folder(options.following.rules); !found) return complain(found.error().message, kUsage);
  const auto writer = RuleWriter::begin(options.following);
  if (!writer) return complain(writer.error().message, kNotChanged);
  const auto store = open_to_read_as_owner(options.following.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const Loaded wanted = with_the_pause_of(options.following.rules, draft);
  return wanted.rules ? put_in_force(wanted, **store, *writer, options) : kBrokenInput;
}

ExitStatus restore_rules(const InstallOptions& options) {
  const bool are_digits = std::all_of(options.hash.begin(), options.hash.end(),
                                      [](char sign) { return is_digit(sign) || (sign >= 'a' && sign <= 'f'); });
  if (!are_digits || options.hash.size() < kFewestDigits)
    return complain("`" + options.hash + "' is not the hash of rules; write at least " + std::to_string(kFewestDigits) +
                        " of its digits, as `permitctl rules list' prints it",
                    kUsage);
  if (const Status found = find_folder(options.following.rules); !found) return complain(found.error().message, kUsage);
  const auto writer = RuleWriter::begin(options.following);
  if (!writer) return complain(writer.error().message, kNotChanged);
  const auto store = open_to_read_as_owner(options.following.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto hash = find_hash(**store, options.hash);
  if (!hash) return complain(hash.error().message, kUsage);
  auto text = (*store)->rules(*hash);
  if (!text) return complain(text.error().message, kUnavailable);
  const Loaded once = compile(with_pause(std::move(*text).value_or(RuleFiles{}), nullptr));
  if (!once.rules) print_faults(once, hex(*hash));
  if (!once.rules) return kBrokenInput;
  const Loaded wanted = with_the_pause_of(options.following.rules, once);
  return wanted.rules ? put_in_force(wanted, **store, *writer, options) : kBrokenInput;
}

ExitStatus list_rules(const std::string& store_folder) {
  const auto store = open_to_read_as_owner(store_folder);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto history = (*store)->rules_history();
  if (!history) return complain(history.error().message, kUnavailable);
  const auto in_force = (*store)->rules_in_force();
  if (!in_force) return complain(in_force.error().message, kUnavailable);
  const auto loaded = load_in_force(**store);
  if (!loaded) return complain(loaded.error().message, kUnavailable);
  const Zone zone = loaded->rules ? loaded->rules->zone : Zone();
  const auto moment = [&](HostTime at) { return render_host_time(at, zone); };

  std::cout << "  rules         first in force           last in force            decrees\n" << std::left;
  for (const Listed& one : listed(*history)) {
    std::cout << (*in_force == one.hash ? "* " : "  ") << short_hash(one.hash) << "  " << std::setw(25)
              << moment(one.first) << std::setw(25) << moment(one.last) << decrees_in(**store, one.hash) << '\n';
  }
  return kYes;
}

// ---- The command line ----

void add_rules(Verb app, Commands& commands) {
  const auto options = std::make_shared<InstallOptions>();
  Verb rules = app.add_verb("rules", "Put rules in force, list earlier rules and restore them");
  rules.require_verb();
  Verb install = rules.add_verb("install", "Check a draft, print what it changes and put it in force");
  install.add_option("DRAFT", options->draft, "Rule folder of the draft").required();
  Verb restore = rules.add_verb("restore", "Put earlier rules in force again");
  restore.add_option("HASH", options->hash, "First digits of their hash, 6 or more, as `rules list' prints them")
      .required();
  for (Verb verb : {install, restore}) {
    add_following(verb, options->following, commands.defaults);
    verb.add_flag("--yes", options->yes, "Do not ask for confirmation");
  }
  Verb list = rules.add_verb("list", "List all rules that were ever in force, latest first");
  commands.defaults.add_store(list, options->following.store);
  commands.push_back({install, [=] { return install_rules(*options); }});
  commands.push_back({restore, [=] { return restore_rules(*options); }});
  commands.push_back({list, [=] { return list_rules(options->following.store); }});
}

}  // namespace permit::tool
