#include "tool/operate/store_check.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "operations/mask.h"
#include "operations/throttle.h"
#include "ruleset/read/source.h"
#include "store/open.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/progress.h"

namespace permit::tool {

namespace {

constexpr std::size_t kRowsARead = 1000;

std::string_view words(IndexFault::What what) {
  switch (what) {
    case IndexFault::What::missing:
      return "the row is missing";
    case IndexFault::What::different:
      return "the row says something else";
    case IndexFault::What::superfluous:
      return "the row should not be there";
    case IndexFault::What::lost:
      return "the row is missing or damaged, and the log does not tell what it was: put back a copy";
  }
  return {};
}

/// `document 2020-07-21, AZE1****78, record 123: the row is missing'.
void print(const IndexFault& fault, bool repairs) {
  std::cout << fault.database;
  if (!fault.subject.empty()) std::cout << ", " << as_one_line(mask(fault.subject));
  if (fault.record > 0) std::cout << ", record " << fault.record;
  std::cout << ": " << words(fault.what);
  if (repairs && fault.can_be_repaired()) std::cout << "; mended";
  std::cout << '\n';
}

class Checking {
 public:
  Checking(InspectionStore& store, bool repairs, Sequence last)
      : store_(store),
        repairs_(repairs),
        last_(last),
        check_(store.check()),
        progress_("checking the indexes", 3 * last) {}

  ExitStatus run() {
    if (const Status looked = look_at_rules(); !looked) return complain(looked.error().message, kUnavailable);
    while (!check_->is_over()) {
      const auto faults = step();
      if (!faults) return complain(faults.error().message, kUnavailable);
      for (const IndexFault& fault : *faults) {
        print(fault, repairs_);
        ++found_;
        if (fault.can_be_repaired()) ++mendable_;
      }
      // There are about as many rows as the log asks for.
      progress_.at(last_ - std::min(last_, check_->records_left()) + check_->rows());
    }
    print_end();
    return found_ == 0 ? kYes : kNo;
  }

 private:
  Result<std::vector<IndexFault>> step() {
    if (!repairs_) return check_->step(kRowsARead, false);
    return throttle_.step([&](std::size_t most) { return check_->step(most, true); });
  }

  /// Every decision names the hash of its rules: their text must be the one that has it. What is gone or damaged, the
  /// indexes tell.
  Status look_at_rules() {
    const auto history = store_.rules_history();
    if (!history) return Done{};
    std::set<Digest> hashes;
    for (const AcceptedRules& accepted : *history) hashes.insert(accepted.hash);
    for (const Digest& hash : hashes) {
      const auto text = store_.rules(hash);
      if (!text || !*text) continue;
      const auto found = hash_of(**text);
      if (!found) return found.error();
      if (*found == hash) continue;
      std::cout << "rules, " << short_hash(hash) << ": the text is not the one that was accepted: put back a copy\n";
      ++found_;
    }
    return Done{};
  }

  void print_end() const {
    std::cout << check_->records() << " rows that the log asks for were looked for, and " << check_->rows()
              << " rows that there are were looked at.\n";
    if (found_ == 0) {
      std::cout << "Every index says what the log says.\n";
    } else if (repairs_) {
      std::cout << counted(found_, "row") << " did not; " << mendable_ << " of them were mended.\n";
    } else {
      std::cout << counted(found_, "row") << (found_ == 1 ? " does" : " do")
                << " not say what the log says; --repair mends " << mendable_ << " of them.\n";
    }
  }

  InspectionStore& store_;
  const bool repairs_;
  const Sequence last_;
  const std::unique_ptr<RegisterCheck> check_;
  Throttle throttle_;
  Progress progress_;
  std::uint64_t found_ = 0;
  std::uint64_t mendable_ = 0;
};

}  // namespace

ExitStatus store_check(const StoreCheckOptions& options) {
  const auto store = options.repair ? open_to_write(options.store) : open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto last = (*store)->last();
  if (!last) return complain(last.error().message, kUnavailable);
  return Checking(**store, options.repair, *last).run();
}

}  // namespace permit::tool
