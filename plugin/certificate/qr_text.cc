#include "certificate/qr_text.h"

namespace permit::certificate {

namespace {

std::string end_of(const CertifiedPermit& permit) {
  if (!permit.until) return "-";
  const std::string end = render_local_time(*permit.until);
  return end.ends_with(":00") ? end.substr(0, end.size() - 3) : end;
}

}  // namespace

std::string render_qr_text(const Certificate& certificate, std::size_t shown) {
  std::string text = "P8103/1 " + certificate.service_number + " " + certificate.document;
  for (std::size_t at = 0; at < shown; ++at) {
    const CertifiedPermit& permit = certificate.permits[at];
    text += "\n" + (permit.code.empty() ? permit.standing->kind : permit.code) + " " + end_of(permit) + " " +
            (permit.check_code.empty() ? "-" : permit.check_code);
  }
  if (const std::size_t more = certificate.permits.size() - shown; more > 0) text += "\n+" + std::to_string(more);
  return text;
}

}  // namespace permit::certificate
