// The plates of all cars with a permit at a moment, for cameras that work offline.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/inspection.h"
#include "core/rule_set.h"
#include "operations/permit_view.h"

namespace permit {

struct PlateView {
  std::string plate;
  PermitView permit;  ///< the valid permit that ends last
};

struct PlatePage {
  std::vector<PlateView> plates;  ///< sorted by their bytes; may be empty before the end
  std::string after;              ///< the last plate that was read: the cursor of the next page
  bool is_end = false;            ///< no plate follows; `plates` is empty
};

inline constexpr std::size_t kPlatePage = 500;

/// Reads the next plates after `after`, at most `most`, and returns those with a permit that is valid at `at`, as the
/// register knew it then. Reads in short transactions; returns nothing about drivers.
Result<PlatePage> plates_after(const InspectionStore& store, std::string_view after, Instant at, const RuleSet& rules,
                               std::size_t most = kPlatePage);

}  // namespace permit
