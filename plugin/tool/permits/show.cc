#include "tool/permits/show.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/utf8.h"
#include "operations/lookup.h"
#include "operations/mask.h"
#include "operations/show.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/owner.h"
#include "tool/cli/reveal.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;          // increases when a member changes its meaning or is removed
constexpr std::size_t kMostOthers = 10;  // permits that are not valid, on one screen
constexpr std::size_t kMostRefusals = 5;

/// Whether an end was moved or revoked.
std::string_view what_was_done(const Move& move) { return move.end.revoked ? "revoked" : "end moved"; }

// ---- For people ---------------------------------------------------------------------------------------------------

class Screen {
 public:
  Screen(const ShowOptions& options, const RuleSet& rules, const std::string& key)
      : options_(options), rules_(rules), key_(key), masked_(rules, options.reveal, {key}) {}

  void print(const Inspection& inspection) const {
    std::cout << options_.by << ' ' << key_ << " at " << local(inspection.at) << ": "
              << (inspection.permitted() ? "permitted" : "not permitted") << '\n';
    std::size_t others = 0;
    for (const PermitView& view : inspection.permit_views)
      if (view.is_valid() || ++others <= kMostOthers) print(view);
    if (others > kMostOthers)
      std::cout << "  and " << others - kMostOthers << " more that do not permit it; see --json\n";
    if (inspection.permit_views.empty())
      std::cout << "  no permit by text in the " << kLookedBack.count() << " days before, and no other\n";
    print(inspection.refused);
    for (const std::string& list : inspection.lists)
      std::cout << "  is on list " << list << "; a list refuses new texts and ends no permit\n";
  }

 private:
  std::string local(Instant time) const { return render_local_time(time, rules_.zone); }

  void print(const PermitView& view) const {
    std::cout << "  " << state(view) << "  " << what(view) << "  " << local(view.period.from) << " to "
              << (view.period.until ? local(*view.period.until) : "no end") << '\n';
    line() << (view.document().empty() ? "no document" : "document " + masked_(view.document())) << ", "
           << (view.plate().empty() ? "no plate" : "plate " + masked_(view.plate()));
    if (const Permit* permit = view.by_text()) std::cout << ", asked from " << masked_(permit->phone);
    std::cout << '\n';
    line() << "known since " << local(view.known) << (view.state == PermitView::State::unknown_then ? ", later" : "")
           << ", record " << view.record << basis(view) << '\n';
    if (const StandingPermit* permit = view.standing()) print(*permit, view);
    if (view.effect)
      line() << (view.effect->effect == StandingPermitRule::Effect::extend ? "extended" : "switched off")
             << " by decree " << (view.decree ? view.decree->id : "") << " to " << local(*view.period.until)
             << " under " << view.effect->clause << '\n';
    if (view.moved) print(*view.moved, "");
    if (view.moved_later) print(*view.moved_later, ", later: it does not count for that moment");
  }

  void print(const StandingPermit& permit, const PermitView& view) const {
    line() << "entered by " << (view.entered_by.by.empty() ? "an import" : as_one_line(view.entered_by.by));
    const std::pair<const char*, const std::string&> said[] = {
        {"activity", permit.activity}, {"issuer", permit.issuer}, {"places", permit.places}, {"source", permit.source}};
    for (const auto& [title, value] : said)
      if (!value.empty()) std::cout << ", " << title << ' ' << as_one_line(masked_.words(value));
    if (!permit.reference.empty()) std::cout << ", reference " << as_one_line(masked_(permit.reference));
    if (permit.replaced) std::cout << ", replaced " << local(*permit.replaced);
    if (!view.entered_by.why.empty()) std::cout << ": " << as_one_line(masked_.words(view.entered_by.why));
    std::cout << '\n';
  }

  void print(const Move& move, std::string_view remark) const {
    line() << what_was_done(move) << " to " << (move.end.until ? local(*move.end.until) : "no end") << " on "
           << local(move.at) << " by " << (move.actor.by.empty() ? "the library" : as_one_line(move.actor.by))
           << (move.actor.why.empty() ? "" : ": " + as_one_line(masked_.words(move.actor.why))) << ", record "
           << move.record << remark << '\n';
  }

  void print(const Refusals& refused) const {
    for (std::size_t n = 0; n < std::min(kMostRefusals, refused.records.size()); ++n) {
      const Record& record = refused.records[n];
      const Entry& entry = *record.text();
      std::cout << "  refused    code " << entry.purpose << "  " << local(record.at) << ", record " << record.sequence;
      if (options_.reveal || !is_for_a_list(entry, rules_)) std::cout << ", " << entry.reason;
      std::cout << " under " << entry.clause << '\n';
    }
    if (refused.records.size() > kMostRefusals)
      std::cout << "  and " << refused.records.size() - kMostRefusals << " more texts refused that day\n";
    if (rules_.zone.start_of(rules_.zone.day(refused.since)) != refused.since)
      std::cout << "  texts refused before " << local(refused.since) << " were not searched: permitctl log --"
                << options_.by << '\n';
  }

  static std::ostream& line() { return std::cout << "             "; }

  static std::string what(const PermitView& view) {
    if (const StandingPermit* permit = view.standing()) return permit->kind;
    const std::string name = purpose_name(view);
    return "code " + view.by_text()->purpose + (name.empty() ? "" : " (" + name + ")");
  }

  static std::string basis(const PermitView& view) {
    std::string said;
    if (view.rules != Digest{}) said += ", rules " + short_hash(view.rules);
    if (view.by_text() && !view.clause.empty()) said += ", under " + view.clause;
    if (view.by_text() && view.decree) said += ", decree " + view.decree->id;
    return said;
  }

  static std::string state(const PermitView& view) {
    return pad(view.is_valid()                                 ? "valid"
               : view.state == PermitView::State::unknown_then ? "not known"
               : view.state == PermitView::State::not_yet      ? "not yet"
               : view.state == PermitView::State::switched_off ? "off"
                                                               : std::string(name(view.state)),
               9);
  }

  const ShowOptions& options_;
  const RuleSet& rules_;
  const std::string& key_;
  const Masking masked_;
};

// ---- For machines -------------------------------------------------------------------------------------------------

class Machine {
 public:
  Machine(const ShowOptions& options, const RuleSet& rules, const std::string& key)
      : options_(options), rules_(rules), key_(key), masked_(rules, options.reveal, {key}) {}

  Json of(const Inspection& inspection) const {
    Json permits = Json::array();
    for (const PermitView& view : inspection.permit_views) permits.push_back(of(view));
    Json refused = Json::array();
    for (const Record& record : inspection.refused.records) refused.push_back(of_refused(record));
    Json json{{"version", kJsonVersion},
              {"by", options_.by},
              {"key", key_},
              {"at", local(inspection.at)},
              {"zone", rules_.zone.name()},
              {"permitted", inspection.permitted()},
              {"permits", std::move(permits)},
              {"refused", std::move(refused)},
              {"refused_since", local(inspection.refused.since)}};
    if (options_.reveal) json["lists"] = inspection.lists;
    return json;
  }

 private:
  std::string local(Instant time) const { return render_local_time(time, rules_.zone); }
  Json local(const std::optional<Instant>& time) const { return time ? Json(local(*time)) : Json(); }
  static Json said(const std::string& value) { return value.empty() ? Json() : Json(value); }

  Json of(const PermitView& view) const {
    Json json{{"permits", view.is_valid()},
              {"state", name(view.state)},
              {"kind", view.standing() ? view.standing()->kind : "text"},
              {"code", view.by_text() ? Json(view.by_text()->purpose) : Json()},
              {"name", said(purpose_name(view))},
              {"from", local(view.period.from)},
              {"until", local(view.period.until)},
              {"document", said(masked_(view.document()))},
              {"plate", said(masked_(view.plate()))},
              {"phone", view.by_text() ? Json(masked_(view.by_text()->phone)) : Json()},
              {"known_since", local(view.known)},
              {"record", view.record},
              {"clause", said(view.clause)},
              {"decree", view.decree ? Json(view.decree->id) : Json()},
              {"rules", view.rules == Digest{} ? Json() : Json(hex(view.rules))},
              {"moved", of(view.moved)},
              {"moved_later", of(view.moved_later)}};
    json["by_decree"] = !view.effect                                                ? Json()
                        : view.effect->effect == StandingPermitRule::Effect::extend ? Json("extended")
                                                                                    : Json("switched-off");
    if (const StandingPermit* permit = view.standing())
      json["standing"] = {{"activity", said(masked_.words(permit->activity))},
                          {"issuer", said(masked_.words(permit->issuer))},
                          {"reference", said(masked_(permit->reference))},
                          {"places", said(masked_.words(permit->places))},
                          {"source", said(masked_.words(permit->source))},
                          {"note", options_.reveal ? said(permit->note) : Json()},
                          {"entered_by", said(view.entered_by.by)},
                          {"why", said(masked_.words(view.entered_by.why))},
                          {"replaced", local(permit->replaced)}};
    return json;
  }

  Json of(const std::optional<Move>& move) const {
    if (!move) return {};
    return {{"record", move->record},          {"at", local(move->at)},
            {"until", local(move->end.until)}, {"revoked", move->end.revoked},
            {"by", said(move->actor.by)},      {"why", said(masked_.words(move->actor.why))}};
  }

  Json of_refused(const Record& record) const {
    const Entry& entry = *record.text();
    const bool is_told = options_.reveal || !is_for_a_list(entry, rules_);
    return {{"record", record.sequence},    {"at", local(record.at)},
            {"code", said(entry.purpose)},  {"reason", is_told ? said(entry.reason) : Json()},
            {"clause", said(entry.clause)}, {"rules", hex(entry.rules)}};
  }

  const ShowOptions& options_;
  const RuleSet& rules_;
  const std::string& key_;
  const Masking masked_;
};

}  // namespace

ExitStatus show(const ShowOptions& options) {
  const auto opened = open_register_as_owner(options.store, options.rules, access_to_show(options.reveal));
  if (!opened) return complain(opened.error());
  const ShowRequest request{subject_named(options.by), options.key, options.at, options.reveal,
                            look_to_note(options.reveal, "show " + options.by + with_option("at", options.at))};
  const auto inspection = permit::show(*opened->store, *opened->rules, request, clock_now());
  if (!inspection) return complain(inspection.error());
  if (options.json) {
    std::cout << Machine(options, *opened->rules, inspection->key)
                     .of(*inspection)
                     .dump(2, ' ', false, Json::error_handler_t::replace)
              << '\n';
  } else {
    Screen(options, *opened->rules, inspection->key).print(*inspection);
  }
  return inspection->permitted() ? kYes : kNo;
}

// ---- The command line ----

void add_show(Verb app, Commands& commands) {
  const auto options = std::make_shared<ShowOptions>();
  Verb verb = app.add_verb("show", "Check whether a person or vehicle has a valid permit");
  verb.add_option("BY", options->by, "document, plate or phone").required().one_of({"document", "plate", "phone"});
  verb.add_option("KEY", options->key, "Number of the document, plate or phone").required();
  verb.add_option("--at", options->at, "Local time of the service, such as 2020-07-21T10:00; default: now")
      .type_name("LOCALTIME");
  commands.defaults.add_store(verb, options->store);
  verb.add_option(
          "--rules", options->rules,
          "Rule folder with the time zone, and with decrees that change standing permits; default: the rules in force")
      .type_name("DIR");
  verb.add_flag("--json", options->json, "Print JSON");
  verb.add_flag("--reveal", options->reveal, "Print all personal data, and lists; this is logged with your name");
  commands.push_back({verb, [=] { return show(*options); }});
}

}  // namespace permit::tool
