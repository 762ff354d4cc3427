// Reads the register of a run while its smsboxes write it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "store/open.h"

namespace permit::test {

/// Opens the register at the first call, when a box has created it. Throws std::runtime_error when it cannot be read.
class RegisterView {
 public:
  explicit RegisterView(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Returns the whole log.
  std::vector<Entry> log();
  /// Returns the log of the texts of one phone.
  std::vector<Entry> log_of(std::string_view phone);
  std::vector<Permit> permits_of(std::string_view document);
  /// Whether the register has the whole text of these rules.
  bool has_rules(const Digest& hash);
  /// Follows the hash chain. Throws if it is broken.
  void verify();

 private:
  const InspectionStore& store();

  std::filesystem::path folder_;
  std::unique_ptr<RegisterStore> store_;
};

}  // namespace permit::test
