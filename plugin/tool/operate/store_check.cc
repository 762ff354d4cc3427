#include "tool/operate/store_check.h"

#include <iostream>
#include <string_view>

#include "base/strings.h"
#include "base/utf8.h"
#include "operations/index_check.h"
#include "operations/mask.h"
#include "store/open.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"

namespace permit::tool {

namespace {

std::string_view words(IndexFault::What what) {
  switch (what) {
    case IndexFault::What::missing:
      return "the row is missing";
    case IndexFault::What::different:
      return "the row differs";
    case IndexFault::What::superfluous:
      return "the row should not exist";
    case IndexFault::What::lost:
      return "the row is missing or damaged, and the log does not say what it was; restore a copy";
  }
  return {};
}

/// `document 2020-07-21, AZE******78, record 12: the row is missing'.
void print(const IndexFault& fault, bool repairs) {
  std::cout << fault.database;
  if (!fault.subject.empty()) std::cout << ", " << as_one_line(mask(fault.subject));
  if (fault.record > 0) std::cout << ", record " << fault.record;
  std::cout << ": " << words(fault.what);
  if (repairs && fault.can_be_repaired()) std::cout << "; repaired";
  std::cout << '\n';
}

void print_wrong_rules(const Digest& hash) {
  std::cout << "rules, " << short_hash(hash) << ": the text is not the one that was accepted; restore a copy\n";
}

void print_summary(const IndexReport& report, bool repairs) {
  std::cout << "Checked " << report.required_rows << " rows that the log requires, and " << report.rows
            << " rows that exist.\n";
  if (report.faults == 0) {
    std::cout << "Every index agrees with the log.\n";
  } else if (repairs) {
    std::cout << counted(report.faults, "fault") << " found; repaired: " << report.repairable << ".\n";
  } else {
    std::cout << counted(report.faults, "fault") << " found; --repair can repair: " << report.repairable << ".\n";
  }
}

}  // namespace

ExitStatus store_check(const StoreCheckOptions& options) {
  const auto store = options.repair ? open_to_write_as_owner(options.store) : open_to_read_as_owner(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto last = (*store)->last();
  if (!last) return complain(last.error().message, kUnavailable);
  const auto report = [&] {
    Progress progress("checking the indexes", 3 * *last);
    return check_indexes(**store, options.repair,
                         {.fault = [&](const IndexFault& fault) { print(fault, options.repair); },
                          .rules = print_wrong_rules,
                          .progress = progress.callback()});
  }();
  if (!report) return complain(report.error().message, kUnavailable);
  print_summary(*report, options.repair);
  return report->faults == 0 ? kYes : kNo;
}

}  // namespace permit::tool
