#include "tool/permits/grant.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/strings.h"
#include "operations/open_register.h"
#include "operations/permit_view.h"
#include "operations/subject.h"
#include "operations/user.h"
#include "tool/cli/ask.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/rules_at.h"
#include "tool/permits/options.h"
#include "tool/permits/permit_line.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

/// Nothing, with a message printed, when no reason is given.
std::optional<Actor> hand_of(const std::string& by, const std::string& why) {
  if (!is_blank(why)) return Actor{.by = is_blank(by) ? user_name() : by, .why = why};
  complain("--why is empty; write the reason, for those who look later", kUsage);
  return std::nullopt;
}

// ---- Whose permits, and which of them -------------------------------------------------------------------------------

struct Named {
  Subject by = Subject::document;
  std::string key;         ///< a document, a FIN; or a phone that holds permits by itself
  Sequence permit = 0;     ///< 0: all
  bool by_number = false;  ///< who it is was not said, and is not told
};

/// The holder and the number of `#17'.
Result<Named> named_by_number(const std::string& number, const InspectionStore& store) {
  const bool is_number =
      !number.empty() && number.size() < 19 &&
      std::all_of(number.begin(), number.end(), [](char sign) { return sign >= '0' && sign <= '9'; });
  const Sequence sequence = is_number ? std::stoull(number) : 0;
  const auto records = is_number ? store.log(sequence, 1) : Result<std::vector<Record>>(std::vector<Record>());
  if (!records) return records.error();
  const Record* record = records->empty() || records->front().sequence != sequence ? nullptr : &records->front();
  if (const Entry* entry = record ? record->text() : nullptr; entry && entry->outcome == Outcome::granted)
    return entry->document.empty() ? Named{Subject::phone, entry->text.phone, sequence, true}
                                   : Named{Subject::document, entry->document, sequence, true};
  const AdminEvent* act = record ? std::get_if<AdminEvent>(&record->event) : nullptr;
  if (const Entered* entered = act ? std::get_if<Entered>(&act->what) : nullptr)
    return Named{Subject::document, entered->permit.holder, sequence, true};
  return Error{"record `#" + number + "' gave no permit; `permitctl show document' prints the numbers of permits"};
}

Result<Named> named(const ChangeOptions& options, const OpenRegister& opened) {
  if (options.whom.starts_with('#')) return named_by_number(options.whom.substr(1), *opened.store);
  if (!opened.rules->message.has(Field::Kind::document))
    if (auto phone = readable_subject("phone", options.whom, *opened.rules))
      return Named{Subject::phone, *std::move(phone), options.permit};
  auto holder = readable_holder(options.whom, *opened.rules);
  if (!holder) return holder.error();
  return Named{Subject::document, *std::move(holder), options.permit};
}

/// What permits now or later.
Result<std::vector<PermitView>> live(const Named& whose, const OpenRegister& opened, Instant now) {
  auto found = permit_views(*opened.store, whose.by, whose.key, now, *opened.rules);
  if (!found) return found.error();
  std::erase_if(*found, [&](const PermitView& view) {
    return !is_live(view) || (whose.permit != 0 && view.record != whose.permit);
  });
  return found;
}

struct Wanted {
  OpenRegister opened;
  Actor actor;
  Named whose;
  std::vector<PermitView> permits;
};

/// kYes; kNo when there is no such permit; or what has been complained of.
ExitStatus open(const ChangeOptions& options, Wanted& wanted) {
  auto actor = hand_of(options.by, options.why);
  if (!actor) return kUsage;
  wanted.actor = *std::move(actor);
  auto opened = open_register(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  wanted.opened = std::move(*opened);
  auto whose = named(options, wanted.opened);
  if (!whose) return complain(whose.error().message, kUsage);
  wanted.whose = *std::move(whose);
  auto permits = live(wanted.whose, wanted.opened, clock_now());
  if (!permits) return complain(permits.error().message, kUnavailable);
  wanted.permits = *std::move(permits);
  if (!wanted.permits.empty()) return kYes;
  std::cout << "There is no such permit that is valid now or later.\n";
  return kNo;
}

void print(const std::vector<PermitView>& permits, const Wanted& wanted) {
  const Masking mask(false, wanted.whose.by_number ? "" : wanted.whose.key);
  for (const PermitView& permit : permits)
    std::cout << "  " << render_line(permit, wanted.opened.rules->zone, mask) << '\n';
}

/// When a permit that was given by text must be over: decisions, inspections and `purge' look back no further.
Instant latest_end(const Permit& permit, const RuleSet& rules) {
  constexpr std::chrono::hours kStep{1};
  Instant end = permit.decided;
  while (rules.history_from(end + kStep) <= permit.decided) end += kStep;
  return end;
}

/// kYes, or what has been complained of.
ExitStatus change_end(const PermitView& permit, const NewEnd& end, const Wanted& wanted, Instant now) {
  const auto changed = wanted.opened.store->change_end(
      permit.record, permit.standing() ? permit.document() : std::string(), end, wanted.actor, now);
  if (!changed) return complain(changed.error().message, kUnavailable);
  if (*changed) return kYes;
  return complain("permit #" + std::to_string(permit.record) +
                      " was ended by somebody else at this moment, or purged; `permitctl show' says which",
                  kUnavailable);
}

}  // namespace

ExitStatus grant(const GrantOptions& options) {
  const auto actor = hand_of(options.by, options.why);
  if (!actor) return kUsage;
  const auto opened = open_register(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  const Zone& zone = opened->rules->zone;
  if (const Status known = check_kind(options.kind, *opened->rules); !known)
    return complain(known.error().message, kUsage);

  const Instant now = clock_now();
  StandingWords words = options.words;
  if (words.from.empty()) words.from = render_local_time(zone.local(now));
  auto permit = read_standing(words, *opened->rules);
  if (!permit) return complain(permit.error().message, kUsage);
  if (permit->period.has_ended(now)) return complain("until: " + words.until + " is over already", kUsage);
  permit->kind = options.kind;
  permit->source = options.source;
  const auto kept = opened->store->enter(*permit, *actor, now);
  if (!kept) return complain(kept.error().message, kUnavailable);

  const auto all = permit_views(*opened->store, Subject::document, permit->holder, now, *opened->rules);
  if (!all) return complain(all.error().message, kUnavailable);
  const auto entered =
      std::find_if(all->begin(), all->end(), [&](const PermitView& other) { return other.record == kept->sequence; });
  std::cout << (kept->what == EnterResult::What::added ? "Granted.\n"
                : kept->what == EnterResult::What::replaced
                    ? "Granted, in the place of the older one with its reference.\n"
                    : "The same stood there already.\n");
  const Masking mask(false, permit->holder);
  if (entered == all->end()) return kYes;
  std::cout << "  " << render_line(*entered, zone, mask) << '\n';
  if (is_live(*entered)) return kYes;
  return complain("it permits nothing: it is " + std::string(name(entered->state)) +
                      "; grant it anew with a --from of now or later",
                  kNo);
}

ExitStatus revoke(const ChangeOptions& options) {
  Wanted wanted;
  if (const ExitStatus status = open(options, wanted); status != kYes) return status;
  std::cout << "To be revoked:\n";
  print(wanted.permits, wanted);
  if (!options.yes)
    if (const ExitStatus answer = ask("Revoke this, for good?"); answer != kYes) return answer;
  const Instant now = clock_now();
  for (const PermitView& permit : wanted.permits) {
    const ExitStatus status = change_end(permit, {.until = now, .revoked = true}, wanted, now);
    if (status != kYes) return status;
  }
  std::cout << "Revoked at " << render_local_time(wanted.opened.rules->zone.local(now)) << ".\n";
  return kYes;
}

ExitStatus extend(const ChangeOptions& options) {
  Wanted wanted;
  if (const ExitStatus status = open(options, wanted); status != kYes) return status;
  const Zone& zone = wanted.opened.rules->zone;
  const auto until = parse_local_time(options.until);
  if (!until) return complain("`" + options.until + "' is no local time; write it as 2020-07-21T10:00", kUsage);
  if (wanted.permits.size() > 1) {
    std::cout << "Several permits are valid now or later:\n";
    print(wanted.permits, wanted);
    return complain("say which one with --permit and its number", kUsage);
  }
  const PermitView& permit = wanted.permits.front();
  const Instant end = zone.instant(*until);
  if (!permit.period.until || *permit.period.until >= end) {
    print(wanted.permits, wanted);
    return complain("it does not end before " + options.until + "; `permitctl revoke' ends a permit", kUsage);
  }
  const Permit* by_text = permit.by_text();
  const Instant latest = by_text ? latest_end(*by_text, *wanted.opened.rules) : end;
  if (end > latest)
    return complain("a permit by text lasts until " + render_local_time(zone.local(latest)) +
                        " at most; `permitctl grant' enters one that lasts longer",
                    kUsage);
  const Instant now = clock_now();
  if (const ExitStatus status = change_end(permit, {.until = end}, wanted, now); status != kYes) return status;
  std::cout << "Extended from " << render_local_time(zone.local(*permit.period.until)) << " to "
            << render_local_time(*until) << ".\n";
  wanted.whose.permit = permit.record;
  const auto now_stands = live(wanted.whose, wanted.opened, now);
  if (!now_stands) return complain(now_stands.error().message, kUnavailable);
  print(*now_stands, wanted);
  return kYes;
}

// ---- The command line ----

namespace {

CLI::App* add_change(CLI::App& app, const char* name, const char* what, ChangeOptions& options, Defaults& defaults) {
  CLI::App* verb = app.add_subcommand(name, what);
  verb->add_option(
          "HOLDER", options.whom,
          "A document or a FIN, a phone where the service knows phones alone; or `#17', the permit of that number")
      ->required();
  verb->add_option("--permit", options.permit, "The one of that number alone")->type_name("N");
  verb->add_option("--why", options.why, "The reason, for those who look later")->required();
  add_by(*verb, options.by);
  add_register(*verb, defaults, options.store, options.rules);
  return verb;
}

}  // namespace

void add_grant(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<GrantOptions>();
  StandingWords& words = options->words;
  CLI::App* verb = app.add_subcommand("grant", "Enter a standing permit by hand: by telephone, by 102");
  verb->add_option("KIND", options->kind, "The kind of permit, as the rules name it")->required();
  verb->add_option("HOLDER", words.holder, "A document or a FIN")->required();
  verb->add_option("--until", words.until, "Local time of its end, 2020-07-21T10:00, or none")
      ->type_name("LOCALTIME")
      ->required();
  verb->add_option("--from", words.from, "Local time of its beginning; without it now")->type_name("LOCALTIME");
  verb->add_option("--activity", words.activity, "The field of activity");
  verb->add_option("--plate", words.plate, "The vehicle");
  verb->add_option("--reference", words.reference,
                   "The issuer's own number of it; a later entry of that number takes its place");
  verb->add_option("--issuer", words.issuer, "Who asked for it");
  verb->add_option("--places", words.places, "Where it holds, as it is printed");
  verb->add_option("--note", words.note, "What else is to be known");
  verb->add_option("--source", options->source, "Where it comes from, `102'");
  verb->add_option("--why", options->why, "The reason, for those who look later")->required();
  add_by(*verb, options->by);
  add_register(*verb, commands.defaults, options->store, options->rules);
  commands.push_back({verb, [=] { return grant(*options); }});
}

void add_changes(CLI::App& app, Commands& commands) {
  const auto revoked = std::make_shared<ChangeOptions>();
  CLI::App* end = add_change(app, "revoke", "End the permits of somebody for good, by text or standing", *revoked,
                             commands.defaults);
  end->add_flag("--yes", revoked->yes, "Do not ask");
  commands.push_back({end, [=] { return revoke(*revoked); }});
  const auto extended = std::make_shared<ChangeOptions>();
  CLI::App* later = add_change(app, "extend", "Move the end of a permit, by text or standing, to a later time",
                               *extended, commands.defaults);
  later->add_option("--until", extended->until, "Local time of its new end")->type_name("LOCALTIME")->required();
  commands.push_back({later, [=] { return extend(*extended); }});
}

}  // namespace permit::tool
