#include "tool/permits/certificate.h"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "checkcode/signer.h"
#include "operations/certificate.h"
#include "operations/choose_rules.h"
#include "operations/mask.h"
#include "system/run_program.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/cli/reveal.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kCertificateVersion = 1;  // plugin/tool/JSON.md, plugin/certificate/certificate.h
constexpr const char* kProgram = "permit8103-certificate";

/// What the program reads.
class CertificateInput {
 public:
  CertificateInput(const RuleSet& rules, Masking masked) : rules_(rules), masked_(std::move(masked)) {}

  Json of(const CertificateData& certificate, Instant issued) const {
    Json permits = Json::array();
    for (const CertificatePermit& permit : certificate.permits) permits.push_back(of(permit));
    return {{"version", kCertificateVersion},
            {"language", certificate.language},
            {"service", {{"number", rules_.number}, {"name", certificate.title}}},
            {"document", certificate.document},
            {"issued", local(issued)},
            {"at", local(certificate.at)},
            {"zone", rules_.zone.name()},
            {"rules", hex(rules_.hash)},
            {"permits", std::move(permits)}};
  }

 private:
  std::string local(Instant time) const { return render_local_time(time, rules_.zone); }
  static Json said(const std::string& value) { return value.empty() ? Json() : Json(show_hidden(value)); }

  Json of(const CertificatePermit& permit) const {
    const PermitView& view = permit.view;
    const StandingPermit* standing = view.standing();
    Json json{{"code", standing ? Json() : Json(view.by_text()->purpose)},
              {"name", permit.name},
              {"from", local(view.period.from)},
              {"until", view.period.until ? Json(local(*view.period.until)) : Json()},
              {"plate", said(masked_(view.plate()))},
              {"places", places_of(permit)},
              {"clause", said(view.clause)},
              {"decree", nullptr},
              {"source", "text"},
              {"check_code", said(permit.check_code)}};
    if (view.decree && !view.decree->title.empty())
      json["decree"] = {{"id", view.decree->id}, {"title", view.decree->title}};
    if (standing)
      json["source"] = {{"kind", standing->kind},
                        {"issuer", said(masked_.words(standing->issuer))},
                        {"activity", said(masked_.words(standing->activity))}};
    return json;
  }

  /// The places of a decree are public; those of a standing permit are a clerk's words.
  Json places_of(const CertificatePermit& permit) const {
    if (!permit.places) return {};
    Json places = Json::array();
    for (const std::string& some : *permit.places)
      places.push_back(show_hidden(permit.view.standing() ? masked_.words(some) : some));
    return places;
  }

  const RuleSet& rules_;
  const Masking masked_;
};

}  // namespace

ExitStatus make_certificate(const CertificateOptions& options) {
  const auto program = find_program(kProgram);
  if (!program)
    return complain(std::string(kProgram) + " is not installed; install the package of that name", kUnavailable);
  // As root, everything that the caller names is read and written with the rights of root.
  std::unique_ptr<Signer> signer;
  if (!options.keys.empty()) {
    auto with_keys = Signer::open(options.keys);
    if (!with_keys) return complain(with_keys.error());
    signer = std::move(*with_keys);
  }
  const auto draw = keep_rights(options.store, [&](const KeptRights::Words& input) -> Result<KeptRights::Words> {
    const auto status = run_program(*program, {"-o", options.file}, input.at(0));
    if (!status) return status.error();
    return KeptRights::Words{std::to_string(*status)};
  });
  if (!draw) return complain(draw.error());
  std::optional<Annotations> named;
  if (!options.rules.empty()) named = *annotations_of(options.rules, nullptr);
  const auto opened = open_register_as_owner(options.store, options.rules, access_to_show(options.reveal));
  if (!opened) return complain(opened.error());
  const auto annotations = named ? Result<Annotations>(*std::move(named)) : annotations_of("", opened->store.get());
  if (!annotations) return complain(annotations.error());
  const Instant now = clock_now();
  const CertificateRequest request{options.document, options.at, options.language,
                                   look_to_note(options.reveal, "certificate" + with_option("at", options.at))};
  auto made = certificate(*opened->store, *opened->rules, *annotations, request, now);
  if (!made) return complain(made.error());
  if (signer) add_check_codes(*made, *signer);
  const Json input =
      CertificateInput(*opened->rules, {*opened->rules, options.reveal, {made->document}}).of(*made, now);
  std::cout << std::flush;
  const auto status = (*draw)({input.dump(-1, ' ', false, Json::error_handler_t::replace)});
  if (!status) return complain(status.error());
  return static_cast<ExitStatus>(std::stoi(status->at(0)));
}

// ---- The command line ----

void add_certificate(Verb app, Commands& commands) {
  const auto options = std::make_shared<CertificateOptions>();
  Verb verb = app.add_verb("certificate", "Draw the page of permits that a person carries");
  verb.add_option("DOCUMENT", options->document, "Document number").required();
  verb.add_option("--at", options->at, "Local time of the service, such as 2020-07-21T10:00; default: now")
      .type_name("LOCALTIME");
  verb.add_option("--language", options->language, "Language of the page; default: that of the service")
      .one_of({"az", "en", "ru"});
  verb.add_option("-o,--output", options->file, "PDF file, written completely or not at all; - for standard output")
      .type_name("FILE")
      .required();
  verb.add_option("--rules", options->rules, "Rule folder with the names that are printed; default: the rules in force")
      .type_name("DIR");
  verb.add_option("--keys", options->keys, "Key file to print check codes with; default: no check codes")
      .type_name("FILE");
  verb.add_flag("--reveal", options->reveal, "Print plates in full; this is logged with your name");
  commands.defaults.add_store(verb, options->store);
  commands.push_back({verb, [=] { return make_certificate(*options); }});
}

}  // namespace permit::tool
