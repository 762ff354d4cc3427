#include "tool/permits/grant.h"

#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "operations/actor.h"
#include "operations/change_end.h"
#include "operations/grant.h"
#include "operations/user.h"
#include "tool/cli/ask.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/permits/options.h"
#include "tool/permits/permit_line.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

/// The actor is the user if nobody is named. Without a reason, prints a message and returns nothing.
std::optional<Actor> actor_of(const std::string& by, const std::string& why) {
  const auto actor = actor_with_reason(name_or_user(by), why);
  if (actor) return *actor;
  complain(actor.error());
  return std::nullopt;
}

/// The permits to change, and who changes them.
struct PermitChange {
  OpenRegister opened;
  Actor actor;
  LivePermits permits;

  const Zone& zone() const { return opened.rules->zone; }
};

/// Returns kYes; kNo if no permit is valid now or later; after an error, its status.
ExitStatus find_permits(const ChangeOptions& options, PermitChange& change) {
  auto actor = actor_of(options.by, options.why);
  if (!actor) return kUsage;
  auto opened = open_register_as_owner(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  auto permits = find_live(*opened->store, *opened->rules, options.whom, options.permit, clock_now());
  if (!permits && permits.error().kind == OperationError::Kind::not_found)
    return complain(permits.error().message + "; `permitctl show document' prints the numbers of permits", kUsage);
  if (!permits) return complain(permits.error());
  change = {std::move(*opened), *std::move(actor), std::move(*permits)};
  if (!change.permits.permits.empty()) return kYes;
  std::cout << "No such permit is valid now or later.\n";
  return kNo;
}

void print(const std::vector<PermitView>& permits, const PermitChange& change) {
  const Masking mask(*change.opened.rules, false, {change.permits.by_number ? "" : change.permits.key});
  for (const PermitView& permit : permits) std::cout << "  " << render_line(permit, change.zone(), mask) << '\n';
}

ExitStatus complain_of_change(const OperationError& failure) {
  if (failure.kind != OperationError::Kind::conflict) return complain(failure);
  return complain(failure.message + "; see `permitctl show'", kUnavailable);
}

}  // namespace

ExitStatus grant(const GrantOptions& options) {
  const auto actor = actor_of(options.by, options.why);
  if (!actor) return kUsage;
  const auto opened = open_register_as_owner(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  const auto granted =
      permit::grant(*opened->store, *opened->rules, {options.kind, options.words, options.source}, *actor, clock_now());
  if (!granted) return complain(granted.error());
  std::cout << (granted->what == EnterResult::What::added ? "Granted.\n"
                : granted->what == EnterResult::What::replaced
                    ? "Granted. It replaces the older permit with the same reference.\n"
                    : "The same permit is already there.\n");
  if (!granted->permit) return kYes;
  const Masking mask(*opened->rules, false, {granted->holder});
  std::cout << "  " << render_line(*granted->permit, opened->rules->zone, mask) << '\n';
  if (is_live(*granted->permit)) return kYes;
  return complain("it permits nothing: it is " + std::string(name(granted->permit->state)) +
                      "; grant it again with a --from of now or later",
                  kNo);
}

ExitStatus revoke(const ChangeOptions& options) {
  PermitChange change;
  if (const ExitStatus status = find_permits(options, change); status != kYes) return status;
  std::cout << "To be revoked:\n";
  print(change.permits.permits, change);
  if (!options.yes)
    if (const ExitStatus answer = ask("Revoke this permanently?"); answer != kYes) return answer;
  const Instant now = clock_now();
  const auto revoked = permit::revoke(*change.opened.store, change.permits.permits, change.actor, now);
  if (!revoked) return complain_of_change(revoked.error());
  std::cout << "Revoked at " << render_local_time(now, change.zone()) << ".\n";
  return kYes;
}

ExitStatus extend(const ChangeOptions& options) {
  PermitChange change;
  if (const ExitStatus status = find_permits(options, change); status != kYes) return status;
  const auto local = [&](Instant time) { return render_local_time(time, change.zone()); };
  const auto extended = permit::extend(*change.opened.store, *change.opened.rules, change.permits, options.until,
                                       change.actor, clock_now());
  if (!extended) return complain_of_change(extended.error());
  switch (extended->what) {
    case Extended::What::several:
      std::cout << "Several permits are valid now or later:\n";
      print(change.permits.permits, change);
      return complain("choose one with --permit and its number", kUsage);
    case Extended::What::not_later:
      print(change.permits.permits, change);
      return complain("it does not end before " + options.until + "; `permitctl revoke' ends a permit", kUsage);
    case Extended::What::too_late:
      return complain("a permit by text lasts until " + local(extended->latest) +
                          " at most; `permitctl grant' enters one that lasts longer",
                      kUsage);
    case Extended::What::extended:
      break;
  }
  std::cout << "Extended from " << local(extended->before) << " to "
            << render_local_time(*parse_local_time(options.until)) << ".\n";
  print(extended->permits, change);
  return kYes;
}

// ---- The command line ----

namespace {

Verb add_change(Verb app, const char* name, const char* what, ChangeOptions& options, Defaults& defaults) {
  Verb verb = app.add_verb(name, what);
  verb.add_option("HOLDER", options.whom,
                  "Document or FIN, or phone if the service knows only phones; or `#17', the permit with that number")
      .required();
  verb.add_option("--permit", options.permit, "Only the permit with this number").type_name("N");
  verb.add_option("--why", options.why, "Reason, for the log").required();
  add_by(verb, options.by);
  add_register(verb, defaults, options.store, options.rules);
  return verb;
}

}  // namespace

void add_grant(Verb app, Commands& commands) {
  const auto options = std::make_shared<GrantOptions>();
  StandingWords& words = options->words;
  Verb verb = app.add_verb("grant", "Enter a standing permit by hand, such as one given by telephone");
  verb.add_option("KIND", options->kind, "Kind of permit, as the rules name it").required();
  verb.add_option("HOLDER", words.holder, "Document or FIN").required();
  verb.add_option("--until", words.until, "Local time of the end, such as 2020-07-21T10:00, or none")
      .type_name("LOCALTIME")
      .required();
  verb.add_option("--from", words.from, "Local time of the beginning; default: now").type_name("LOCALTIME");
  verb.add_option("--activity", words.activity, "Field of activity");
  verb.add_option("--plate", words.plate, "Plate of the vehicle");
  verb.add_option("--reference", words.reference,
                  "The issuer's number of the permit; a later entry with this number replaces it");
  verb.add_option("--issuer", words.issuer, "Issuer of the permit");
  verb.add_option("--places", words.places, "Places where it is valid, as they are printed");
  verb.add_option("--note", words.note, "Note");
  verb.add_option("--source", options->source, "Origin of the permit, such as `102'");
  verb.add_option("--why", options->why, "Reason, for the log").required();
  add_by(verb, options->by);
  add_register(verb, commands.defaults, options->store, options->rules);
  commands.push_back({verb, [=] { return grant(*options); }});
}

void add_changes(Verb app, Commands& commands) {
  const auto revoke_options = std::make_shared<ChangeOptions>();
  Verb end = add_change(app, "revoke", "End a person's permits, text or standing, for good", *revoke_options,
                        commands.defaults);
  end.add_flag("--yes", revoke_options->yes, "Do not ask for confirmation");
  commands.push_back({end, [=] { return revoke(*revoke_options); }});
  const auto extend_options = std::make_shared<ChangeOptions>();
  Verb later = add_change(app, "extend", "Move the end of a permit, text or standing, to a later time", *extend_options,
                          commands.defaults);
  later.add_option("--until", extend_options->until, "Local time of the new end").type_name("LOCALTIME").required();
  commands.push_back({later, [=] { return extend(*extend_options); }});
}

}  // namespace permit::tool
