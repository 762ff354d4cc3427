#include "tool/permits/certificate.h"

#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "checkcode/signer.h"
#include "operations/lookup.h"
#include "operations/open_register.h"
#include "operations/permit_view.h"
#include "ruleset/load.h"
#include "system/run_program.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/rules_at.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kCertificateVersion = 1;  // plugin/tool/JSON.md, plugin/certificate/certificate.h
constexpr const char* kProgram = "permit8103-certificate";

/// What the program reads.
class CertificateInput {
 public:
  /// `signer` may be null.
  CertificateInput(const RuleSet& rules, const Annotations& notes, const Signer* signer)
      : rules_(rules), notes_(notes), signer_(signer) {}

  Json of(const std::string& document, const std::string& language, Instant at, Instant issued,
          const std::vector<PermitView>& permit_views) const {
    Json permits = Json::array();
    for (const PermitView& view : permit_views) permits.push_back(of(view));
    return {{"version", kCertificateVersion},
            {"language", language.empty() ? rules_.default_language : language},
            {"service", {{"number", rules_.number}, {"name", notes_.title}}},
            {"document", document},
            {"issued", local(issued)},
            {"at", local(at)},
            {"zone", rules_.zone.name()},
            {"rules", hex(rules_.hash)},
            {"permits", std::move(permits)}};
  }

 private:
  std::string local(Instant time) const { return render_local_time(rules_.zone.local(time)); }
  static Json said(const std::string& value) { return value.empty() ? Json() : Json(value); }

  Json of(const PermitView& view) const {
    const StandingPermit* standing = view.standing();
    Json json{{"code", standing ? Json() : Json(view.by_text()->purpose)},
              {"name", standing ? words_of(standing->kind) : purpose_of(view)},
              {"from", local(view.period.from)},
              {"until", view.period.until ? Json(local(*view.period.until)) : Json()},
              {"plate", said(view.plate())},
              {"places", standing ? said_places(*standing) : places_of(view)},
              {"clause", said(view.clause)},
              {"decree", nullptr},
              {"source", "text"},
              {"check_code", said(check_code_of(view))}};
    if (view.decree && !view.decree->title.empty())
      json["decree"] = {{"id", view.decree->id}, {"title", view.decree->title}};
    if (standing)
      json["source"] = {
          {"kind", standing->kind}, {"issuer", said(standing->issuer)}, {"activity", said(standing->activity)}};
    return json;
  }

  /// Of a permit by text, with the end that it has now; a standing permit has no code.
  std::string check_code_of(const PermitView& view) const {
    if (!signer_ || !view.by_text()) return {};
    Permit permit = *view.by_text();
    permit.period = view.period;
    return signer_->code_of(permit);
  }

  /// The kind of a standing permit as the rules describe it.
  std::string words_of(const std::string& kind) const {
    const auto words = notes_.standing_permits.find(kind);
    return words == notes_.standing_permits.end() || words->second.empty() ? kind : words->second;
  }

  std::string purpose_of(const PermitView& view) const {
    const std::string& code = view.by_text()->purpose;
    const Purpose* purpose = view.decree ? view.decree->purpose(code) : nullptr;
    return purpose && !purpose->name.empty() ? purpose->name : rules_.number + ' ' + code;
  }

  static Json said_places(const StandingPermit& standing) {
    return standing.places.empty() ? Json() : Json::array({standing.places});
  }

  Json places_of(const PermitView& view) const {
    const auto notes = view.decree ? notes_.periods.find(view.decree->id) : notes_.periods.end();
    if (notes == notes_.periods.end()) return {};
    Json places = Json::array();
    for (const Places& some : notes->second.places)
      places.push_back((some.part.empty() ? "" : some.part + ": ") + some.names +
                       (some.except.empty() ? "" : " (except " + some.except + ")"));
    return places;
  }

  const RuleSet& rules_;
  const Annotations& notes_;
  const Signer* signer_;
};

Result<Annotations> notes_of(const CertificateOptions& options, const Register& store) {
  if (!options.rules.empty()) return load_folder(options.rules).annotations;
  auto loaded = loaded_in_force(store);
  if (!loaded) return loaded.error();
  return std::move(loaded->annotations);
}

/// Those that hold then or are to come.
Result<std::vector<PermitView>> not_over(const OpenRegister& opened, const std::string& document, Instant at) {
  auto found = permit_views(*opened.store, Subject::document, document, at, *opened.rules);
  if (found) std::erase_if(*found, [](const PermitView& view) { return !is_live(view); });
  return found;
}

}  // namespace

ExitStatus make_certificate(const CertificateOptions& options) {
  const auto program = find_program(kProgram);
  if (!program)
    return complain(std::string(kProgram) + " is not installed; install the package of that name", kUnavailable);
  const auto opened = open_register(options.store, options.rules, Access::reading);
  if (!opened) return complain(opened.error());
  const auto at = instant_of(options.at, opened->rules->zone);
  if (!at) return kUsage;
  const auto key = read_key(*opened->store, *opened->rules, Subject::document, options.document, clock_now());
  if (!key) return complain(key.error());
  const auto permits = not_over(*opened, *key, *at);
  if (!permits) return complain(permits.error().message, kUnavailable);
  if (permits->empty())
    return complain("document " + *key + " has no permit at " + render_local_time(opened->rules->zone.local(*at)) +
                        " or later; no certificate was made",
                    kNo);
  const auto notes = notes_of(options, *opened->store);
  if (!notes) return complain(notes.error().message, kUnavailable);
  std::unique_ptr<Signer> signer;
  if (!options.keys.empty()) {
    auto keys = Signer::open(options.keys);
    if (!keys) return complain(keys.error().message, kUnavailable);
    signer = std::move(*keys);
  }
  const Json input =
      CertificateInput(*opened->rules, *notes, signer.get()).of(*key, options.language, *at, clock_now(), *permits);
  std::cout << std::flush;
  const auto status =
      run_program(*program, {"-o", options.file}, input.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (!status) return complain(status.error().message, kUnavailable);
  return static_cast<ExitStatus>(*status);
}

// ---- The command line ----

void add_certificate(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<CertificateOptions>();
  CLI::App* verb = app.add_subcommand("certificate", "Make the page of permits that a person carries");
  verb->add_option("DOCUMENT", options->document, "Its number")->required();
  verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  verb->add_option("--language", options->language, "Of the page; without it that of the service")
      ->check(CLI::IsMember({"az", "en", "ru"}));
  verb->add_option("-o,--output", options->file, "The PDF, whole or not at all; - for standard output")
      ->type_name("FILE")
      ->required();
  verb->add_option("--rules", options->rules, "Rules that say what is printed; without it those in force")
      ->type_name("DIR");
  verb->add_option("--keys", options->keys, "Print check codes made with the keys of FILE; without it none")
      ->type_name("FILE");
  commands.defaults.add_store(*verb, options->store);
  commands.push_back({verb, [=] { return make_certificate(*options); }});
}

}  // namespace permit::tool
