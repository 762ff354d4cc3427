// Renders a certificate as its page.
#pragma once

#include <string>

#include "base/result.h"
#include "certificate/certificate.h"

namespace permit::certificate {

/// Returns one page of A4 as PDF. It shows as many permits as fit, in order, and says how many more there are. Text
/// that is too long for its place ends in an ellipsis. The same certificate with the same fonts gives the same bytes.
/// Returns an error if fonts are missing.
Result<std::string> render_page(const Certificate& certificate);

}  // namespace permit::certificate
