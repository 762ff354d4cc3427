// How log records give and change permits. Both stores use these functions.
#pragma once

#include "core/history.h"
#include "core/record.h"

namespace permit {

/// Returns the permit that a granted entry gives. REQUIRES: the entry has a period.
Permit given_permit(Sequence sequence, const Entry& entry);

/// Returns the permit in `account` that a repeated entry names; null if the entry names none. REQUIRES: the entry was
/// decided on `account`.
const Permit* repeated_permit(const Entry& entry, const Account& account);

/// Returns whether the record revoked a permit.
bool is_revocation(const Record& record);

}  // namespace permit
