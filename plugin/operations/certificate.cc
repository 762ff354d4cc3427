#include "operations/certificate.h"

#include <utility>

#include "operations/local_time.h"
#include "operations/lookup.h"
#include "operations/show.h"

namespace permit {

namespace {

/// As the rules describe it.
std::string kind_name(const std::string& kind, const Annotations& annotations) {
  const auto words = annotations.standing_permits.find(kind);
  return words == annotations.standing_permits.end() || words->second.empty() ? kind : words->second;
}

std::string name_of(const PermitView& view, const RuleSet& rules, const Annotations& annotations) {
  if (const StandingPermit* standing = view.standing()) return kind_name(standing->kind, annotations);
  const std::string purpose = purpose_name(view);
  return purpose.empty() ? rules.number + ' ' + view.by_text()->purpose : purpose;
}

std::optional<std::vector<std::string>> places_of(const PermitView& view, const Annotations& annotations) {
  if (const StandingPermit* standing = view.standing())
    return standing->places.empty() ? std::nullopt : std::optional(std::vector{standing->places});
  const auto notes = view.decree ? annotations.periods.find(view.decree->id) : annotations.periods.end();
  if (notes == annotations.periods.end()) return std::nullopt;
  std::vector<std::string> places;
  for (const Places& some : notes->second.places)
    places.push_back((some.part.empty() ? "" : some.part + ": ") + some.names +
                     (some.except.empty() ? "" : " (except " + some.except + ")"));
  return places;
}

}  // namespace

Result<CertificateData, OperationError> certificate(RegisterStore& store, const RuleSet& rules,
                                                    const Annotations& annotations, const CertificateRequest& request,
                                                    Instant now) {
  const auto at = read_local_time(request.at, rules.zone, now);
  if (!at) return at.error();
  const auto document = read_subject(store, rules, Subject::document, request.document, now);
  if (!document) return document.error();
  if (request.noted)
    if (const auto noted = note_reveal(store, *request.noted, *document, now); !noted) return noted.error();
  auto views = permit_views(store, Subject::document, *document, *at, rules);
  if (!views) return views.error();
  CertificateData made{.document = *document,
                       .language = request.language.empty() ? rules.default_language : request.language,
                       .title = annotations.title,
                       .at = *at};
  for (PermitView& view : *views) {
    if (!is_live(view)) continue;
    std::string words = name_of(view, rules, annotations);
    auto places = places_of(view, annotations);
    made.permits.push_back({.view = std::move(view), .name = std::move(words), .places = std::move(places)});
  }
  if (!made.permits.empty()) return made;
  return OperationError(OperationError::Kind::not_found, "document " + *document + " has no permit at " +
                                                             render_local_time(*at, rules.zone) +
                                                             " or later; no certificate was made");
}

void add_check_codes(CertificateData& certificate, const Signer& signer) {
  for (CertificatePermit& made : certificate.permits) {
    if (!made.view.by_text()) continue;
    Permit permit = *made.view.by_text();
    permit.period = made.view.period;
    made.check_code = signer.code_of(permit);
  }
}

}  // namespace permit
