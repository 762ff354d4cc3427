// What records of the log do to permits. Both stores go by it.
#pragma once

#include "core/history.h"
#include "core/record.h"

namespace permit {

/// The permit that a granted entry gives. REQUIRES: the entry has a period.
Permit given_permit(Sequence sequence, const Entry& entry);

/// The permit in `account` that a repeated entry names; null when the entry names none. REQUIRES: it is there when the
/// entry was decided on `account`.
const Permit* repeated_permit(const Entry& entry, const Account& account);

/// Whether it took a permit away.
bool is_revocation(const Record& record);

}  // namespace permit
