// A file as it may be on disk after a power cut: what is certainly written, and every possible state of the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "test/torture/tape.h"

namespace permit::test {

/// Follows the events of a file. Knows for every sector which contents may be on disk: the one that the last completed
/// sync wrote, or any that was written since, in any order. A failed sync guarantees nothing, nor does the next one
/// unless the sector was written again, because the kernel has dropped what it could not write.
class FileOnDisk {
 public:
  static constexpr std::size_t kSector = 512;  ///< the unit that a disk writes as a whole

  void apply(const Event& event);

  /// Returns one of the possible files, or nothing when the file's name was lost.
  std::optional<std::string> sample(std::mt19937_64& chance) const;
  /// The number of sectors whose content on disk is not known.
  std::size_t unsettled() const { return pending_.size(); }

 private:
  struct Pending {
    std::vector<std::string> contents;  ///< written contents that may be there, in their order
    std::vector<std::uint64_t> when;
    bool will_be_written = true;  ///< whether the next sync writes it
  };

  void write(std::uint64_t at, std::string_view bytes);
  void settle(std::uint64_t sector);
  void resize(std::uint64_t length);

  std::string cached_;  ///< the file as every program sees it
  std::string settled_;
  std::map<std::uint64_t, Pending> pending_;  ///< by sector
  std::vector<std::uint64_t> lengths_{0};     ///< lengths that the file may have, in their order
  bool is_named_ = false;
  bool name_is_settled_ = false;
  std::uint64_t writes_ = 0;
};

}  // namespace permit::test
