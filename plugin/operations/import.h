// Importing a file of standing permits: all its rows become visible at once, or none.
//
// The file is CSV (csv.h) with the columns of standing_columns(). It may also have the columns `line' and `reason' of a
// file of rejected rows; they are ignored.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "operations/csv.h"
#include "operations/operation_error.h"
#include "store/open.h"

namespace permit {

struct ImportRequest {
  std::string kind;       ///< of standing permit, as the rules name it
  std::string file;       ///< its name, as people and the log know it
  std::string by;         ///< the user
  std::string source;     ///< where the permits come from
  bool skip_bad = false;  ///< enter the good rows even if some are bad
};

/// The file. The stream is borrowed.
struct ImportFile {
  std::istream& stream;
  bool can_rewind = false;  ///< it can be read again from the beginning
};

/// Follows an import. Called by the thread that imports; must not call the register.
class ImportObserver {
 public:
  ImportObserver() = default;
  ImportObserver(const ImportObserver&) = delete;
  ImportObserver& operator=(const ImportObserver&) = delete;
  virtual ~ImportObserver() = default;

  /// A broken-off import is about to be removed.
  virtual void on_dropped(const Import& import) = 0;
  /// The file is about to be read from the beginning, to be checked or entered.
  virtual void on_begin(bool enters) = 0;
  /// The header line was read. `table` is valid until on_end(). An error ends the import.
  virtual Status on_header(const CsvReader& table) = 0;
  /// A bad row or header line, at which the table is.
  virtual void on_bad_row(const CsvReader& table, const std::string& why) = 0;
  /// Bytes of the file that were read so far.
  virtual void on_progress(std::uint64_t bytes) = 0;
  /// The end of the file. An error ends the import as OperationError::Kind::not_reported.
  virtual Status on_end() = 0;
};

/// Good rows whose end is in the future but which a decree has switched off.
struct SwitchedOff {
  std::uint64_t rows = 0;
  Instant at{};        ///< permits that began before were switched off then
  std::string clause;  ///< of that decree; if there are several, of the last one found
};

struct ImportReport {
  enum class What {
    no_header,    ///< the header line is bad; nothing is entered
    refused,      ///< bad rows are not skipped, or the rest cannot be read; nothing is entered
    checked,      ///< check_import(): the rows can be entered
    nothing_new,  ///< every good row was there already
    shown,        ///< the rows are visible
  };

  What what = What::no_header;
  Sequence import = 0;      ///< of shown: Import::id
  std::uint64_t good = 0;   ///< rows
  std::uint64_t bad = 0;    ///< rows
  bool is_readable = true;  ///< the whole file could be read
  // Of checked, nothing_new and shown:
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;       ///< rows that replace an older permit with the same reference
  std::uint64_t unchanged = 0;      ///< rows that were there already
  std::uint64_t already_ended = 0;  ///< good rows whose end is in the past, perhaps by a typo in the year
  std::optional<SwitchedOff> switched_off{};
};

/// Reads the file once and returns what an import would do. Enters nothing. OperationError: bad_input for a kind that
/// the rules do not know, not_reported, unavailable.
Result<ImportReport, OperationError> check_import(const ImportFile& file, const RegisterStore& store,
                                                  const RuleSet& rules, const ImportRequest& request,
                                                  ImportObserver& observer, Instant now);

/// Imports the file. A file that can be rewound is checked first unless bad rows are skipped, so that a faulty file
/// leaves no trace in the log. First removes the rows of broken-off imports. `folder` is that of the register: one
/// import at a time (import_lock.h).
///
/// Texts wait for at most a few rows (throttle.h). No row is visible before the last is entered. Uses memory for some
/// ten thousand rows, and a hash for each row with a reference. OperationError: bad_input for a kind that the rules do
/// not know, not_reported, unavailable.
Result<ImportReport, OperationError> import_permits(const ImportFile& file, RegisterStore& store,
                                                    const std::string& folder, const RuleSet& rules,
                                                    const ImportRequest& request, ImportObserver& observer,
                                                    Instant now);

struct ImportList {
  std::vector<Import> imports{};  ///< all imports, oldest first
  bool is_running = false;        ///< an import runs now, so the staged one was not broken off
};

/// OperationError: unavailable.
Result<ImportList, OperationError> list_imports(const RegisterStore& store, const std::string& folder);

}  // namespace permit
