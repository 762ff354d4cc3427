#include "core/given_permit.h"

#include <algorithm>
#include <cassert>
#include <variant>

namespace permit {

Permit given_permit(Sequence sequence, const Entry& entry) {
  assert(entry.period);
  return {.sequence = sequence,
          .document = entry.document,
          .purpose = entry.purpose,
          .plate = entry.plate,
          .phone = entry.text.phone,
          .decided = entry.decided,
          .period = *entry.period,
          .fields = entry.fields};
}

const Permit* repeated_permit(const Entry& entry, const Account& account) {
  if (!entry.permit) return nullptr;
  for (const std::vector<Permit>* permits : {&account.permits, &account.of_phone}) {
    const auto named = std::find_if(permits->begin(), permits->end(),
                                    [&](const Permit& permit) { return permit.sequence == *entry.permit; });
    if (named != permits->end()) return &*named;
  }
  assert(false);
  return nullptr;
}

bool is_revocation(const Record& record) {
  const AdminEvent* act = std::get_if<AdminEvent>(&record.event);
  const EndChanged* moved = act ? std::get_if<EndChanged>(&act->what) : nullptr;
  return moved && moved->end.revoked;
}

}  // namespace permit
