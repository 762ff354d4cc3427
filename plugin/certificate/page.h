// From a certificate to its page.
#pragma once

#include <string>

#include "base/result.h"
#include "certificate/certificate.h"

namespace permit::certificate {

/// One page of A4 as PDF. It shows permits from the first as long as there is room, and says how many more there are.
/// What is too
/// long for its place ends in an ellipsis. The same certificate with the same fonts gives the same bytes. Fails where
/// fonts lack.
Result<std::string> render_page(const Certificate& certificate);

}  // namespace permit::certificate
