#include "tool/operate/purge.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/decide/standing.h"
#include "operations/broken_imports.h"
#include "operations/delete_in_batches.h"
#include "operations/open_register.h"
#include "operations/user.h"
#include "store/open.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/progress.h"
#include "tool/cli/rules_at.h"
#include "tool/operate/verbs.h"

namespace permit::tool {

namespace {

using std::chrono::days;

/// An SMSC tries for a week at most, and a text that comes again must find its record.
constexpr days kDelivery{9};
constexpr std::size_t kPage = 1000;

Actor hand_of(const std::string& by, const std::string& why) {
  return {.by = by.empty() ? user_name() : by, .why = why};
}

// ---- By age -------------------------------------------------------------------------------------------------------

/// Records of before are nobody's business but an inspector's.
Instant latest_before(const RuleSet& rules, Instant now) { return std::min(rules.history_from(now), now - kDelivery); }

/// The time that an option names: itself, the beginning of a day, or so many whole days back.
ExitStatus time_of(const std::string& at, std::optional<unsigned> keep, const RuleSet& rules, Instant now,
                   std::optional<Instant>& time) {
  if (!at.empty()) {
    time = instant_of(at.find('T') == std::string::npos ? at + "T00:00" : at, rules.zone);
    if (!time) return kUsage;
  } else if (keep) {
    time = rules.zone.start_of(rules.zone.day(now - days{*keep}));
  }
  return kYes;
}

/// What is taken out: all that options name and nothing else, or what the configuration says.
PurgeOptions with_configured(PurgeOptions options) {
  const bool is_named =
      !options.before.empty() || !options.texts_before.empty() || options.keep_days || options.keep_texts_days;
  if (is_named) return options;
  options.keep_days = options.configured.keep_days;
  options.keep_texts_days = options.configured.keep_texts_days;
  return options;
}

/// What is left of a standing permit is history before a time: another took its place, or it ended, as decrees have it.
bool is_over(const StandingPermit& permit, Instant before, const RuleSet& rules) {
  const auto until = state_of(permit, rules).until;
  return (permit.replaced && *permit.replaced < before) || (until && *until < before);
}

Result<std::uint64_t> take_out_standing(RegisterStore& store, const RuleSet& rules, Instant before) {
  Progress progress("purging standing permits", 0);
  Throttle throttle;
  std::uint64_t all = 0;
  for (std::string last;;) {
    auto page = store.standing_after(last, kPage);
    if (!page) return page.error();
    if (page->empty()) return all;
    last = page->back().holder;
    std::erase_if(*page, [&](const StandingPermit& permit) { return !is_over(permit, before, rules); });
    const auto gone = forget<StandingPermit>(store, *page, throttle);
    if (!gone) return gone.error();
    progress.at(all += *gone);
  }
}

template <typename Step>
Result<std::uint64_t> with_progress(const std::string& what, Step step) {
  Progress progress(what, 0);
  return delete_in_batches(step, progress.callback());
}

/// The act stands in the log before its first step, so that one who is cut short is known.
ExitStatus remove(RegisterStore& store, const RuleSet& rules, Removed::What what, Instant before, const Actor& actor) {
  const Status noted = store.note({.actor = actor, .what = Removed{.what = what, .before = before}}, clock_now());
  if (!noted) return complain(noted.error().message, kUnavailable);
  const bool is_history = what == Removed::What::history;
  const auto removed = with_progress(is_history ? "purging" : "dropping texts", [&](std::size_t rows) {
    return is_history ? store.purge(before, rows) : store.drop_raw_texts(before, rows);
  });
  if (!removed) return complain(removed.error().message, kUnavailable);
  std::cout << (is_history ? "Gone is everything before " : "Gone are the raw texts before ")
            << render_local_time(before, rules.zone) << ": " << *removed << (is_history ? " rows" : " records passed");
  if (is_history) {
    const auto standing = take_out_standing(store, rules, before);
    if (!standing) return complain(standing.error().message, kUnavailable);
    std::cout << ", and " << *standing << " standing permits";
  }
  std::cout << ".\n";
  return kYes;
}

}  // namespace

ExitStatus purge(const PurgeOptions& given) {
  const PurgeOptions options = with_configured(given);
  const auto opened = open_register(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  const Instant now = clock_now();
  std::optional<Instant> before;
  std::optional<Instant> texts_before;
  for (const ExitStatus status : {time_of(options.before, options.keep_days, rules, now, before),
                                  time_of(options.texts_before, options.keep_texts_days, rules, now, texts_before)})
    if (status != kYes) return status;
  if (!before && !texts_before)
    return complain(
        "say what may go: --before or --keep-days, --texts-before or --keep-texts-days; or set `keep-days' "
        "or `keep-texts-days' in " +
            options.configured.file,
        kUsage);
  if (const Instant latest = latest_before(rules, now); before && *before > latest)
    return complain("limits count, and SMSCs deliver again, what is as old as " +
                        render_local_time(latest, rules.zone) +
                        (given.keep_days == options.keep_days ? "; name that time or an earlier one"
                                                              : "; raise `keep-days' in " + options.configured.file),
                    kUsage);
  if (texts_before && *texts_before > now)
    return complain(
        render_local_time(*texts_before, rules.zone) + " is to come; name a time that is over for --texts-before",
        kUsage);
  const Actor actor = hand_of(options.by, options.why);
  if (before)
    if (const Status dropped = drop_broken_off(options.store, *opened->store, announce_dropped); !dropped)
      return complain(dropped.error().message, kUnavailable);
  ExitStatus status = kYes;
  if (before) status = remove(*opened->store, rules, Removed::What::history, *before, actor);
  if (texts_before && status == kYes)
    status = remove(*opened->store, rules, Removed::What::raw_texts, *texts_before, actor);
  return status;
}

// ---- The command line ----

void add_purge(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<PurgeOptions>();
  CLI::App* verb = app.add_subcommand(
      "purge", "Take out what is old, while the library runs; without an option what the configuration says");
  commands.defaults.add_store(*verb, options->store);
  CLI::Option* before =
      verb->add_option("--before", options->before, "Records from before this day, or local time, go");
  before->type_name("DATE");
  CLI::Option* keep = verb->add_option("--keep-days", options->keep_days, "Those from before so many whole days go");
  const CLI::Range days(0, 3650);  // of the configuration at most
  keep->type_name("DAYS")->check(days)->excludes(before);
  CLI::Option* texts =
      verb->add_option("--texts-before", options->texts_before, "The texts as they came go, their reading stays");
  texts->type_name("DATE");
  verb->add_option("--keep-texts-days", options->keep_texts_days, "Likewise, from before so many whole days")
      ->type_name("DAYS")
      ->check(days)
      ->excludes(texts);
  verb->add_option("--why", options->why, "The reason, for those who look later");
  verb->add_option("--by", options->by, "Who decided it; without it the user who runs this");
  verb->add_option("--rules", options->rules, "Rules that say what limits count; without it those in force")
      ->type_name("DIR");
  const Config& config = commands.defaults.config();
  options->configured = {commands.defaults.file(), config.keep_days, config.keep_texts_days};
  commands.defaults.rest(keep);
  commands.push_back({verb, [=] { return purge(*options); }});
}

}  // namespace permit::tool
