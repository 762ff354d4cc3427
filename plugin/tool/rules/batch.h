// Texts by the file: what would a whole day of them get?
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>

#include "base/zone.h"
#include "tool/cli/exit_status.h"
#include "tool/rules/counter.h"

namespace permit::tool {

/// One text of a batch.
struct BatchLine {
  LocalTime at;
  std::string sender;
  std::string text;
};

/// Takes a batch apart, also one that Notepad has saved. Borrows the stream.
class BatchReader {
 public:
  explicit BatchReader(std::istream& lines) : lines_(lines) {}

  /// Goes to the next line that is not empty; false at the end.
  bool next();
  std::size_t number() const { return number_; }
  /// Nothing for a line that is none; then complaint() says so.
  const std::optional<BatchLine>& line() const { return line_; }
  std::string complaint() const;

 private:
  std::istream& lines_;
  std::size_t number_ = 0;
  std::optional<BatchLine> line_;
};

/// Reads lines `localtime TAB msisdn TAB text` and answers them in order on one register. Prints for each
/// `outcome TAB purpose TAB document TAB plate TAB from TAB until TAB reply`, empty where there is nothing, times
/// local. A line that is none is named in `complaints`, prints nothing and makes the status kBrokenInput.
/// A line of a time after `latest` is none either.
ExitStatus answer_batch(std::istream& lines, Instant latest, std::ostream& answers, std::ostream& complaints,
                        Counter& counter);

/// A register never decides earlier than it has: one entry of the future would stop it until then.
inline constexpr const char* kNoFuture = "a time in the future is not written to a register; leave out --commit";

/// Why the answer's time is not the one asked for: a register's clock never goes back (SEMANTICS 24).
std::string later_than_asked(const Entry& entry, const RuleSet& rules);

}  // namespace permit::tool
