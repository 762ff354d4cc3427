#include "operations/index_check.h"

#include <algorithm>
#include <memory>
#include <set>
#include <vector>

#include "operations/throttle.h"
#include "ruleset/read/source.h"

namespace permit {

namespace {

constexpr std::size_t kRowsARead = 1000;

/// Each decision names the hash of its rules, so their text must have that hash. A missing or damaged text is reported
/// as a fault of an index.
Status check_rules(const InspectionStore& store, const OnIndexCheck& on, IndexReport& result) {
  const auto history = store.rules_history();
  if (!history) return Done{};
  std::set<Digest> hashes;
  for (const AcceptedRules& accepted : *history) hashes.insert(accepted.hash);
  for (const Digest& hash : hashes) {
    const auto text = store.rules(hash);
    if (!text || !*text) continue;
    const auto found = hash_of(**text);
    if (!found) return found.error();
    if (*found == hash) continue;
    if (on.rules) on.rules(hash);
    ++result.faults;
  }
  return Done{};
}

}  // namespace

Result<IndexReport> check_indexes(InspectionStore& store, bool repairs, const OnIndexCheck& on) {
  IndexReport result;
  const auto last = store.last();
  if (!last) return last.error();
  if (const Status checked = check_rules(store, on, result); !checked) return checked.error();
  const std::unique_ptr<RegisterCheck> check = store.check();
  Throttle throttle;
  while (!check->is_over()) {
    const auto faults = repairs ? throttle.step([&](std::size_t most) { return check->step(most, true); })
                                : check->step(kRowsARead, false);
    if (!faults) return faults.error();
    for (const IndexFault& fault : *faults) {
      if (on.fault) on.fault(fault);
      ++result.faults;
      if (fault.can_be_repaired()) ++result.repairable;
    }
    report(on.progress, *last - std::min(*last, check->records_left()) + check->rows());
  }
  result.required_rows = check->records();
  result.rows = check->rows();
  return result;
}

}  // namespace permit
