// The data of the page of permits that a person carries.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checkcode/signer.h"
#include "core/rule_set.h"
#include "operations/audit.h"
#include "operations/operation_error.h"
#include "operations/permit_view.h"
#include "ruleset/read/annotations.h"
#include "store/open.h"

namespace permit {

struct CertificatePermit {
  PermitView view;                                   ///< borrows from the rules
  std::string name;                                  ///< of the purpose or of the kind, in the words of the rules
  std::optional<std::vector<std::string>> places{};  ///< where it is valid; nothing: nobody has said
  std::string check_code{};                          ///< empty: none (add_check_codes)
};

struct CertificateData {
  std::string document;  ///< or FIN, as the register writes it
  std::string language;  ///< of the page
  std::string title;     ///< of the service; may be empty
  Instant at;
  std::vector<CertificatePermit> permits{};  ///< never empty
};

struct CertificateRequest {
  std::string document;              ///< or FIN, as people write it
  std::string at{};                  ///< local time; empty: now
  std::string language{};            ///< empty: the service's
  std::optional<NotedLook> noted{};  ///< written into the log first; REQUIRES a register that is open for writing
};

/// The permits that are valid at that moment or later, by text and standing. `annotations` are those of `rules`, which
/// outlive the result. OperationError: bad_input, not_found, not_logged, unavailable.
Result<CertificateData, OperationError> certificate(RegisterStore& store, const RuleSet& rules,
                                                    const Annotations& annotations, const CertificateRequest& request,
                                                    Instant now);

/// Gives each permit by text its check code, made for the end that it has now. A standing permit has none.
void add_check_codes(CertificateData& certificate, const Signer& signer);

}  // namespace permit
