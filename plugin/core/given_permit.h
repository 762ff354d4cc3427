// What an entry of the log does to permits. Both stores go by it.
#pragma once

#include "core/record.h"

namespace permit {

/// The permit that a granted entry gives. REQUIRES: the entry has a period.
Permit given_permit(Sequence sequence, const Entry& entry);

/// The permit in `account` that a repeated entry names; null when the entry names none. REQUIRES: it is there when the
/// entry was decided on `account`.
const Permit* repeated_permit(const Entry& entry, const Account& account);

}  // namespace permit
