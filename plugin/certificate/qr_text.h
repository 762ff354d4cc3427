// What the QR code of a certificate holds: lines of US-ASCII that any telephone shows.
//
//   P8103/1 8103 AZE12345678            version of this form, short number, document
//   2 2020-07-21T13:00 7K3M9QX4         of each permit on the page: purpose, end, check code;
//   work - -                            `-' stands for no end and for no check code
//   +3                                  so many more permits have no room on the page; left out: none
//
// Purpose is the purpose code, or the kind of a standing permit that has none. Ends are local times of the service,
// with seconds where they are not 0. Lines end in one line feed, but for the last.
#pragma once

#include <cstddef>
#include <string>

#include "certificate/certificate.h"

namespace permit::certificate {

/// `shown`: how many permits are on the page, from the first.
std::string render_qr_text(const Certificate& certificate, std::size_t shown);

}  // namespace permit::certificate
