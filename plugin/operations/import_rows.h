// The rows of a file of standing permits, read once and passed on by holder.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/rule_set.h"
#include "operations/csv.h"
#include "operations/import.h"

namespace permit {

/// The issuers' numbers in a file, each with its holder and its line. Keeps hashes, some 50 bytes a row. Of files with
/// a million rows, one in thirty million has two different numbers with the same hash; then one of them is refused.
class References {
 public:
  /// The earlier line with the same reference, if there is one.
  std::optional<std::uint64_t> before(const StandingPermit& permit, std::uint64_t line);

 private:
  std::unordered_map<std::size_t, std::uint64_t> lines_;
};

/// Reads the file once. Borrows its arguments.
class ImportRows {
 public:
  /// Takes good rows sorted by holder; those of one holder in the order of the file.
  using Take = std::function<Status(std::span<const StandingPermit> rows)>;

  ImportRows(const ImportFile& file, const ImportRequest& request, const RuleSet& rules, ImportObserver& observer,
             Instant now);

  /// Calls `wanted(bad)' before some rows are passed on, with the number of bad rows so far; false: leaves these rows
  /// out. The error is that of `take` or of ImportObserver::on_header().
  Status read(const std::function<bool(std::uint64_t bad)>& wanted, const Take& take);

  /// The result so far; `what` is no_header, refused or, if the file is good, checked.
  ImportReport report() const;

 private:
  void read_row();
  void add_bad(const std::string& why);
  void count_ended(const StandingPermit& permit);
  Status hand_on(bool is_wanted, const Take& take);

  const ImportRequest& request_;
  const RuleSet& rules_;
  ImportObserver& observer_;
  const Instant now_;
  CsvReader table_;
  References references_;
  std::vector<StandingPermit> run_;
  ImportReport report_{.what = ImportReport::What::refused};
};

}  // namespace permit
