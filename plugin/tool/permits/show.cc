#include "tool/permits/show.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "operations/former_plate.h"
#include "operations/mask.h"
#include "operations/permit_view.h"
#include "operations/refusals.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/lookup_context.h"
#include "tool/cli/reveal.h"
#include "tool/cli/rules_at.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;          // rises when a member changes its meaning or goes
constexpr std::size_t kMostOthers = 10;  // that do not permit, on one screen
constexpr std::size_t kMostRefusals = 5;

/// All that is known of whom was asked about.
struct Inspection {
  Instant at;
  std::vector<Holding> holdings;
  Refusals refused;
  std::vector<std::string> lists;  ///< only what --reveal names

  bool permitted() const { return !holdings.empty() && holdings.front().permits(); }
};

Result<Inspection> inspect(const ShowOptions& options, const Inquiry& inquiry, Instant at) {
  const Subject by = subject_named(options.by);
  auto found = holdings(*inquiry.store, by, inquiry.key, at, *inquiry.rules);
  if (!found) return found.error();
  auto refused = refusals(*inquiry.store, by, inquiry.key, at, inquiry.rules->zone);
  if (!refused) return refused.error();
  if (by == Subject::plate) {
    const Status added = add_former(*inquiry.store, inquiry.key, refused->given, at, *inquiry.rules, *found);
    if (!added) return added.error();
  }
  Inspection inspection{.at = at, .holdings = *std::move(found), .refused = *std::move(refused), .lists = {}};
  if (!options.reveal || by == Subject::plate) return inspection;
  const bool by_phone = by == Subject::phone;
  auto lists = inquiry.store->lists_of(by_phone ? "" : inquiry.key, by_phone ? inquiry.key : "", at);
  if (!lists) return lists.error();
  inspection.lists = *std::move(lists);
  return inspection;
}

/// What an act of moving an end was.
std::string_view what_was_done(const Move& move) { return move.end.revoked ? "revoked" : "end moved"; }

/// The purpose of a permit in words, as the decree has it by which it was given.
std::string purpose_name(const Holding& holding) {
  const Permit* permit = holding.by_text();
  const Purpose* purpose = permit && holding.decree ? holding.decree->purpose(permit->purpose) : nullptr;
  return purpose ? purpose->name : "";
}

// ---- For people ---------------------------------------------------------------------------------------------------

class Screen {
 public:
  Screen(const ShowOptions& options, const Inquiry& inquiry)
      : options_(options), inquiry_(inquiry), masked_(options.reveal, inquiry.key) {}

  void print(const Inspection& inspection) const {
    std::cout << options_.by << ' ' << inquiry_.key << " at " << local(inspection.at) << ": "
              << (inspection.permitted() ? "permitted" : "not permitted") << '\n';
    std::size_t others = 0;
    for (const Holding& holding : inspection.holdings)
      if (holding.permits() || ++others <= kMostOthers) print(holding);
    if (others > kMostOthers) std::cout << "  and " << others - kMostOthers << " more that do not permit; see --json\n";
    if (inspection.holdings.empty())
      std::cout << "  no permit by text in the " << kLookedBack.count() << " days before, and no other\n";
    print(inspection.refused);
    for (const std::string& list : inspection.lists)
      std::cout << "  stands on list " << list << "; that refuses texts and ends no permit\n";
  }

 private:
  std::string local(Instant time) const { return render_local_time(inquiry_.rules->zone.local(time)); }

  void print(const Holding& holding) const {
    std::cout << "  " << state(holding) << "  " << what(holding) << "  " << local(holding.period.from) << " to "
              << (holding.period.until ? local(*holding.period.until) : "no end") << '\n';
    line() << (holding.document().empty() ? "no document" : "document " + masked_(holding.document())) << ", "
           << (holding.plate().empty() ? "no plate" : "plate " + masked_(holding.plate()));
    if (const Permit* permit = holding.by_text()) std::cout << ", asked from " << masked_(permit->phone);
    std::cout << '\n';
    line() << "known since " << local(holding.known) << (holding.state == Holding::State::unknown_then ? ", later" : "")
           << ", record " << holding.record << basis(holding) << '\n';
    if (const StandingPermit* permit = holding.standing()) print(*permit, holding);
    if (holding.effect)
      line() << (holding.effect->effect == StandingRule::Effect::extend ? "extended" : "switched off") << " by decree "
             << (holding.decree ? holding.decree->id : "") << " to " << local(*holding.period.until) << " under "
             << holding.effect->clause << '\n';
    if (holding.moved) print(*holding.moved, "");
    if (holding.moved_later) print(*holding.moved_later, ", later: it does not count for that moment");
  }

  void print(const StandingPermit& permit, const Holding& holding) const {
    line() << "entered by " << (holding.entered_by.by.empty() ? "an import" : as_one_line(holding.entered_by.by));
    const std::pair<const char*, const std::string&> said[] = {
        {"activity", permit.activity}, {"issuer", permit.issuer}, {"places", permit.places}, {"source", permit.source}};
    for (const auto& [title, value] : said)
      if (!value.empty()) std::cout << ", " << title << ' ' << value;
    if (!permit.reference.empty()) std::cout << ", reference " << masked_(permit.reference);
    if (permit.replaced) std::cout << ", replaced " << local(*permit.replaced);
    if (!holding.entered_by.why.empty()) std::cout << ": " << as_one_line(masked_.words(holding.entered_by.why));
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
      if (options_.reveal || !is_for_a_list(entry, *inquiry_.rules)) std::cout << ", " << entry.reason;
      std::cout << " under " << entry.clause << '\n';
    }
    if (refused.records.size() > kMostRefusals)
      std::cout << "  and " << refused.records.size() - kMostRefusals << " more texts refused that day\n";
    if (inquiry_.rules->zone.start_of(inquiry_.rules->zone.day(refused.since)) != refused.since)
      std::cout << "  texts refused before " << local(refused.since) << " were not looked for: permitctl log --"
                << options_.by << '\n';
  }

  static std::ostream& line() { return std::cout << "             "; }

  static std::string what(const Holding& holding) {
    if (const StandingPermit* permit = holding.standing()) return permit->kind;
    const std::string name = purpose_name(holding);
    return "code " + holding.by_text()->purpose + (name.empty() ? "" : " (" + name + ")");
  }

  static std::string basis(const Holding& holding) {
    std::string said;
    if (holding.rules != Digest{}) said += ", rules " + short_hash(holding.rules);
    if (holding.by_text() && !holding.clause.empty()) said += ", under " + holding.clause;
    if (holding.by_text() && holding.decree) said += ", decree " + holding.decree->id;
    return said;
  }

  static std::string state(const Holding& holding) {
    std::string word = holding.permits()                               ? "valid"
                       : holding.state == Holding::State::unknown_then ? "not known"
                       : holding.state == Holding::State::not_yet      ? "not yet"
                       : holding.state == Holding::State::switched_off ? "off"
                                                                       : std::string(name(holding.state));
    word.resize(9, ' ');
    return word;
  }

  const ShowOptions& options_;
  const Inquiry& inquiry_;
  const Masking masked_;
};

// ---- For machines -------------------------------------------------------------------------------------------------

class Machine {
 public:
  Machine(const ShowOptions& options, const Inquiry& inquiry)
      : options_(options), inquiry_(inquiry), masked_(options.reveal, inquiry.key) {}

  Json of(const Inspection& inspection) const {
    Json permits = Json::array();
    for (const Holding& holding : inspection.holdings) permits.push_back(of(holding));
    Json refused = Json::array();
    for (const Record& record : inspection.refused.records) refused.push_back(of_refused(record));
    Json json{{"version", kJsonVersion},
              {"by", options_.by},
              {"key", inquiry_.key},
              {"at", local(inspection.at)},
              {"zone", inquiry_.rules->zone.name()},
              {"permitted", inspection.permitted()},
              {"permits", std::move(permits)},
              {"refused", std::move(refused)},
              {"refused_since", local(inspection.refused.since)}};
    if (options_.reveal) json["lists"] = inspection.lists;
    return json;
  }

 private:
  std::string local(Instant time) const { return render_local_time(inquiry_.rules->zone.local(time)); }
  Json local(const std::optional<Instant>& time) const { return time ? Json(local(*time)) : Json(); }
  static Json said(const std::string& value) { return value.empty() ? Json() : Json(value); }

  Json of(const Holding& holding) const {
    Json json{{"permits", holding.permits()},
              {"state", name(holding.state)},
              {"kind", holding.standing() ? holding.standing()->kind : "text"},
              {"code", holding.by_text() ? Json(holding.by_text()->purpose) : Json()},
              {"name", said(purpose_name(holding))},
              {"from", local(holding.period.from)},
              {"until", local(holding.period.until)},
              {"document", said(masked_(holding.document()))},
              {"plate", said(masked_(holding.plate()))},
              {"phone", holding.by_text() ? Json(masked_(holding.by_text()->phone)) : Json()},
              {"known_since", local(holding.known)},
              {"record", holding.record},
              {"clause", said(holding.clause)},
              {"decree", holding.decree ? Json(holding.decree->id) : Json()},
              {"rules", holding.rules == Digest{} ? Json() : Json(hex(holding.rules))},
              {"moved", of(holding.moved)},
              {"moved_later", of(holding.moved_later)}};
    json["by_decree"] = !holding.effect                                          ? Json()
                        : holding.effect->effect == StandingRule::Effect::extend ? Json("extended")
                                                                                 : Json("switched-off");
    if (const StandingPermit* permit = holding.standing())
      json["standing"] = {{"activity", said(permit->activity)},
                          {"issuer", said(permit->issuer)},
                          {"reference", said(masked_(permit->reference))},
                          {"places", said(permit->places)},
                          {"source", said(permit->source)},
                          {"note", options_.reveal ? said(permit->note) : Json()},
                          {"entered_by", said(holding.entered_by.by)},
                          {"why", said(masked_.words(holding.entered_by.why))},
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
    const bool is_told = options_.reveal || !is_for_a_list(entry, *inquiry_.rules);
    return {{"record", record.sequence},    {"at", local(record.at)},
            {"code", said(entry.purpose)},  {"reason", is_told ? said(entry.reason) : Json()},
            {"clause", said(entry.clause)}, {"rules", hex(entry.rules)}};
  }

  const ShowOptions& options_;
  const Inquiry& inquiry_;
  const Masking masked_;
};

}  // namespace

ExitStatus show(const ShowOptions& options) {
  Inquiry inquiry;
  if (const auto opened = open_register(options.store, options.rules, to_look(options.reveal), inquiry); opened != kYes)
    return opened;
  const auto at = instant_of(options.at, inquiry.rules->zone);
  if (!at) return kUsage;
  if (const auto read = read_key(options.by, options.key, inquiry); read != kYes) return read;
  if (options.reveal) {
    const std::string command = "show " + options.by + with_option("at", options.at);
    if (const auto noted = note_reveal(*inquiry.store, command, inquiry.key); noted != kYes) return noted;
  }
  const auto inspection = inspect(options, inquiry, *at);
  if (!inspection) return complain(inspection.error().message, kUnavailable);
  if (options.json) {
    std::cout << Machine(options, inquiry).of(*inspection).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  } else {
    Screen(options, inquiry).print(*inspection);
  }
  return inspection->permitted() ? kYes : kNo;
}

// ---- The command line ----

void add_show(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App* verb =
      app.add_subcommand("show", "Say whether a person or a car may be out, by which permit, and what else there is");
  verb->add_option("BY", options->by, "document, plate or phone")
      ->required()
      ->check(CLI::IsMember({"document", "plate", "phone"}));
  verb->add_option("KEY", options->key, "Its number")->required();
  verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  commands.defaults.add_store(*verb, options->store);
  verb->add_option(
          "--rules", options->rules,
          "Rules that tell the time zone, and what decrees make of standing permits; without it those in force")
      ->type_name("DIR");
  verb->add_flag("--json", options->json, "For a machine");
  verb->add_flag("--reveal", options->reveal, "Print all personal data, and lists; stands in the log with your name");
  commands.push_back({verb, [=] { return show(*options); }});
}

}  // namespace permit::tool
