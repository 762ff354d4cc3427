// A permit on one line, for verbs that enter, revoke and list.
#pragma once

#include <string>

#include "base/zone.h"
#include "operations/mask.h"
#include "operations/permit_view.h"

namespace permit::tool {

/// `#17 work AZE1*****78, 2020-07-06T00:00:00 to 2020-08-05T06:00:00, plate …, activity …; extended by CLAUSE'.
std::string render_line(const PermitView& view, const Zone& zone, const Masking& mask);

}  // namespace permit::tool
