// The register of a run, read beside the smsboxes that write it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "store/open.h"

namespace permit::test {

/// Opened at the first look, when a box has made it. Throws std::runtime_error where it cannot be read.
class RegisterView {
 public:
  explicit RegisterView(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// The whole log.
  std::vector<Entry> log();
  /// The log of the texts of one phone.
  std::vector<Entry> log_of(std::string_view phone);
  std::vector<Permit> permits_of(std::string_view document);
  /// Whether it has the text of rules, whole.
  bool has_rules(const Digest& hash);
  /// Follows the hash chain; throws where it breaks.
  void verify();

 private:
  const InspectionStore& store();

  std::filesystem::path folder_;
  std::unique_ptr<RegisterStore> store_;
};

}  // namespace permit::test
