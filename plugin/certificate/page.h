// Renders a certificate as its page.
#pragma once

#include <string>

#include "base/result.h"
#include "certificate/certificate.h"

namespace permit::certificate {

/// Returns one page of A4 as PDF. It shows permits from the first as long as there is room, and says how many more
/// there are. Text that is too long for its place ends in an ellipsis. The same certificate with the same fonts gives
/// the same bytes. Returns an error if fonts are missing.
Result<std::string> render_page(const Certificate& certificate);

}  // namespace permit::certificate
