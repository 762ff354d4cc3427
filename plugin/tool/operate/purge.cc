#include "tool/operate/purge.h"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "operations/purge.h"
#include "operations/user.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"
#include "tool/operate/verbs.h"

namespace permit::tool {

namespace {

/// The time that an option names: a local time, the beginning of a day, or the day that was `keep` days ago.
ExitStatus time_of(const std::string& at, std::optional<unsigned> keep, const RuleSet& rules, Instant now,
                   std::optional<Instant>& time) {
  if (!at.empty()) {
    time = instant_of(at.find('T') == std::string::npos ? at + "T00:00" : at, rules.zone);
    if (!time) return kUsage;
  } else if (keep) {
    time = kept_since(rules, *keep, now);
  }
  return kYes;
}

/// Uses the retention times of the configuration, unless an option says what to remove.
PurgeOptions with_configured(PurgeOptions options) {
  const bool is_named =
      !options.before.empty() || !options.texts_before.empty() || options.keep_days || options.keep_texts_days;
  if (is_named) return options;
  options.keep_days = options.configured.keep_days;
  options.keep_texts_days = options.configured.keep_texts_days;
  return options;
}

/// What the user can do about a plan that was refused.
std::string way_out(const OperationError& refused, const PurgeOptions& options, bool is_configured) {
  if (refused.input == "texts-before") return "; name a past time for --texts-before";
  return is_configured ? "; raise `keep-days' in " + options.configured.file : "; name that time or an earlier one";
}

ExitStatus remove_history(const PurgeOptions& options, const OpenRegister& opened, Instant before, const Actor& actor) {
  std::optional<Progress> progress(std::in_place, "purging", 0);
  const auto print_records = [&](std::uint64_t rows) {
    progress.reset();
    std::cout << "Removed everything before " << render_local_time(before, opened.rules->zone) << ": " << rows
              << " rows";
    progress.emplace("purging standing permits", 0);
  };
  const OnPurge on{.dropped = announce_dropped,
                   .progress = [&](std::uint64_t done) { progress->update(done); },
                   .records_gone = print_records};
  const auto standing = purge_history(*opened.store, options.store, *opened.rules, before, actor, clock_now(), on);
  progress.reset();
  if (!standing) return complain(standing.error().message, kUnavailable);
  std::cout << ", and " << *standing << " standing permits.\n";
  return kYes;
}

ExitStatus remove_raw_texts(const OpenRegister& opened, Instant before, const Actor& actor) {
  const auto passed = [&] {
    Progress progress("dropping texts", 0);
    return purge_raw_texts(*opened.store, before, actor, clock_now(), progress.callback());
  }();
  if (!passed) return complain(passed.error().message, kUnavailable);
  std::cout << "Removed the raw texts before " << render_local_time(before, opened.rules->zone) << ": " << *passed
            << " records examined.\n";
  return kYes;
}

}  // namespace

ExitStatus purge(const PurgeOptions& given) {
  const PurgeOptions options = with_configured(given);
  const auto opened = open_register_as_owner(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  const Instant now = clock_now();
  PurgePlan plan;
  for (const ExitStatus status :
       {time_of(options.before, options.keep_days, rules, now, plan.before),
        time_of(options.texts_before, options.keep_texts_days, rules, now, plan.texts_before)})
    if (status != kYes) return status;
  if (!plan.before && !plan.texts_before)
    return complain(
        "name what to remove: --before or --keep-days, --texts-before or --keep-texts-days; or set `keep-days' "
        "or `keep-texts-days' in " +
            options.configured.file,
        kUsage);
  if (const auto allowed = check_purge(plan, rules, now); !allowed)
    return complain(allowed.error().message + way_out(allowed.error(), options, given.keep_days != options.keep_days),
                    kUsage);
  const Actor actor{.by = name_or_user(options.by), .why = options.why};
  ExitStatus status = kYes;
  if (plan.before) status = remove_history(options, *opened, *plan.before, actor);
  if (plan.texts_before && status == kYes) status = remove_raw_texts(*opened, *plan.texts_before, actor);
  return status;
}

// ---- The command line ----

void add_purge(Verb app, Commands& commands) {
  const auto options = std::make_shared<PurgeOptions>();
  Verb verb = app.add_verb(
      "purge", "Remove old records while the library runs; without options, those that the configuration names");
  commands.defaults.add_store(verb, options->store);
  Option before = verb.add_option("--before", options->before, "Remove records from before this day or local time");
  before.type_name("DATE");
  Option keep = verb.add_option("--keep-days", options->keep_days, "Remove records older than this many whole days");
  constexpr unsigned kMostDays = 3650;  // of the configuration
  keep.type_name("DAYS").between(0, kMostDays).excludes(before);
  Option texts = verb.add_option("--texts-before", options->texts_before,
                                 "Remove raw texts from before this day or local time, but keep how they were read");
  texts.type_name("DATE");
  verb.add_option("--keep-texts-days", options->keep_texts_days, "Remove raw texts older than this many whole days")
      .type_name("DAYS")
      .between(0, kMostDays)
      .excludes(texts);
  verb.add_option("--why", options->why, "Reason, for the log");
  verb.add_option("--by", options->by, "Name of the person who decided this; default: your user name");
  verb.add_option("--rules", options->rules,
                  "Rule folder whose limits decide what still counts; default: the rules in force")
      .type_name("DIR");
  const Config& config = commands.defaults.config();
  options->configured = {commands.defaults.file(), config.keep_days, config.keep_texts_days};
  commands.defaults.uses_file(keep);
  commands.push_back({verb, [=] { return purge(*options); }});
}

}  // namespace permit::tool
