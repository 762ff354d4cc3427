// The content of a certificate's QR code: lines of US-ASCII that any telephone shows.
//
//   P8103/1 8103 AZE12345678            version of this form, short number, document
//   2 2020-07-21T13:00 7K3M9QX4         for each permit on the page: purpose, end, check code;
//   work - -                            `-' means no end or no check code
//   +3                                  permits that do not fit on the page; left out if 0
//
// Purpose is the purpose code, or the kind of a standing permit without a code. Ends are local times of the service,
// with seconds if they are not 0. Lines end in one line feed, except for the last.
#pragma once

#include <cstddef>
#include <string>

#include "certificate/certificate.h"

namespace permit::certificate {

/// Returns the content. `shown` is the number of permits on the page, from the first.
std::string render_qr_text(const Certificate& certificate, std::size_t shown);

}  // namespace permit::certificate
