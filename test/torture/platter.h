// A file as a disk may have it when the power goes: what is known to be on it, and every way in which the rest may be.
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

/// Follows the events of a file. Knows of every sector which contents may be on the disk: the one that the last
/// completed sync put there, or any that was written since, in any order. A failed sync settles nothing, and neither
/// does the next one, unless the sector was written again: the kernel has dropped what it could not write.
class Platter {
 public:
  static constexpr std::size_t kSector = 512;  ///< what a disk writes as a whole

  void hear(const Event& event);

  /// One of the files that may be there; nothing: its name was lost.
  std::optional<std::string> draw(std::mt19937_64& chance) const;
  /// Sectors of which nobody knows what is on the disk.
  std::size_t unsettled() const { return pending_.size(); }

 private:
  struct Pending {
    std::vector<std::string> contents;  ///< that were written and may be there, in their order
    std::vector<std::uint64_t> when;
    bool will_be_written = true;  ///< by the next sync
  };

  void write(std::uint64_t at, std::string_view bytes);
  void settle(std::uint64_t sector);
  void resize(std::uint64_t length);

  std::string cached_;  ///< as every program sees the file
  std::string settled_;
  std::map<std::uint64_t, Pending> pending_;  ///< by sector
  std::vector<std::uint64_t> lengths_{0};     ///< that it may have, in their order
  bool is_named_ = false;
  bool name_is_settled_ = false;
  std::uint64_t writes_ = 0;
};

}  // namespace permit::test
