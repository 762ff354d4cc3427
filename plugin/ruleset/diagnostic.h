// What is wrong with a rule folder, where, and how to correct it. Messages are written for the author of the file.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ruleset/diagnostic_ids.h"

namespace permit {

/// A line of a rule file.
struct Place {
  std::string file;  ///< relative to the folder; empty: the folder itself
  long line = 0;     ///< from 1; 0: the file as a whole

  friend auto operator<=>(const Place&, const Place&) = default;  // NOLINT(modernize-use-nullptr): no pointer
};

struct Diagnostic {
  DiagnosticId id;
  std::string file;
  long line = 0;
  std::string message;

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// Returns `2020-07-20.xml:12: message [id]` or `2020-07-20.xml:12: warning: message [id]`: always one line, even
/// if it quotes line breaks.
std::string render(const Diagnostic& fault);

/// Collects diagnostics in any order.
class Diagnostics {
 public:
  /// The most diagnostics kept of each severity. A broken file can have a fault at every byte; nobody reads more.
  static constexpr std::size_t kMost = 200;

  void add(DiagnosticId id, const Place& at, std::string_view message);
  std::size_t count(Severity severity) const { return counts_[static_cast<std::size_t>(severity)]; }
  bool has_broken(const std::string& file) const;
  /// Sorts by file and line; diagnostics of one line stay in the order in which they were added.
  std::vector<Diagnostic> take_sorted();

 private:
  std::vector<Diagnostic> faults_;
  std::array<std::size_t, 3> counts_{};  ///< by severity
};

}  // namespace permit
