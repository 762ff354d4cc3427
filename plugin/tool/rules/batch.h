// A file of texts, to see the replies to a whole day of texts.
#pragma once

#include <cstddef>
#include <fstream>
#include <iosfwd>
#include <optional>
#include <string>

#include "base/zone.h"
#include "tool/cli/exit_status.h"
#include "tool/rules/local_service.h"

namespace permit::tool {

/// One text of a batch.
struct BatchLine {
  LocalTime at;
  std::string sender;
  std::string text;
};

/// Reads a batch, even one that Notepad has saved. Borrows the stream.
class BatchReader {
 public:
  explicit BatchReader(std::istream& lines) : lines_(lines) {}

  /// Reads the next line that is not empty. Returns false at the end.
  bool next();
  std::size_t number() const { return number_; }
  /// Nothing for an unreadable line; complaint() then says why.
  const std::optional<BatchLine>& line() const { return line_; }
  std::string complaint() const;

 private:
  std::istream& lines_;
  std::size_t number_ = 0;
  std::optional<BatchLine> line_;
};

/// The file of a batch, or standard input, open for reading.
class BatchFile {
 public:
  /// `name` is `-' for standard input.
  explicit BatchFile(const std::string& name);

  bool is_open() const;
  /// Says what to do when it is not open.
  std::string fault() const { return "cannot read `" + name_ + "'; give a file, or - for standard input"; }
  std::istream& lines();

 private:
  const std::string name_;
  std::ifstream file_;
};

/// Reads lines `localtime TAB msisdn TAB text` and answers them in order on one register. Prints for each `outcome TAB
/// purpose TAB document TAB plate TAB from TAB until TAB reply`, with local times and empty fields where there is
/// nothing. An unreadable line, or one with a time after `latest`, is named in `complaints`, prints nothing and makes
/// the status kBrokenInput. `hides_others`: masks what the line does not name.
ExitStatus answer_batch(std::istream& lines, Instant latest, std::ostream& answers, std::ostream& complaints,
                        LocalService& service, bool hides_others = false);

/// The time of a register never goes back: after an entry in the future it would stand still until then.
inline constexpr const char* kNoFuture = "a time in the future is not written to a register; leave out --commit";

/// Says why the time of the answer is not the requested one: the time of a register never goes back (SEMANTICS 24).
std::string later_than_asked(const Entry& entry, const RuleSet& rules);

}  // namespace permit::tool
