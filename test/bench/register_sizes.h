// The cost of a large register.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "test/bench/contender.h"
#include "test/bench/side_by_side.h"
#include "test/bench/verdict.h"

namespace permit::bench {

/// Documents in a register; a tenth of them asked today.
struct Sizes {
  std::uint64_t few = 100'000;
  std::uint64_t many = 10'000'000;
};

/// Grants for new documents, in a small and a large register.
struct RegisterSizes {
  Sizes sizes;
  std::map<std::size_t, Series> few;  ///< by texts in flight
  std::map<std::size_t, Series> many;
};

/// Creates the registers once, below build/bench, and measures copies of them in `folder`.
RegisterSizes run_register_sizes(const std::filesystem::path& folder, const Sizes& sizes, const Effort& effort,
                                 const std::function<void(const std::string&)>& tell);

std::vector<Verdict> judge(const RegisterSizes& by_size);
std::string render_figures(const RegisterSizes& by_size);

}  // namespace permit::bench
