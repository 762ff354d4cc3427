// The rows of a file of standing permits, read once and handed on by holder.
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

/// The issuers' numbers in a file, each with its holder, and the lines where they are. Keeps hashes, some 50 bytes a
/// row: in a file of a million rows two different ones have the same hash once in thirty million files, and then one of
/// them is refused.
class References {
 public:
  /// The line where it was before; nothing: this is its first.
  std::optional<std::uint64_t> before(const StandingPermit& permit, std::uint64_t line);

 private:
  std::unordered_map<std::size_t, std::uint64_t> lines_;
};

/// Reads the file once. Borrows all that it is given.
class ImportRows {
 public:
  /// Takes good rows by holder; those of one holder in the order of the file.
  using Take = std::function<Status(std::span<const StandingPermit> rows)>;

  ImportRows(const ImportFile& file, const ImportRequest& request, const RuleSet& rules, ImportObserver& observer,
             Instant now);

  /// Asks `wanted(bad)' before some rows are handed on, with the number of bad rows so far; false: they are left out.
  /// The error is the taker's, or of ImportObserver::on_header().
  Status read(const std::function<bool(std::uint64_t bad)>& wanted, const Take& take);

  /// What was read so far; `what` is no_header, refused or, when the file is good, checked.
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
