// Copies of a register: made while it is in use, verified, and put in its place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "core/inspection.h"
#include "operations/operation_error.h"
#include "operations/progress.h"
#include "store/open.h"

namespace permit {

/// `record 123, chain HASH': where a register ends; `no record' where it is empty.
std::string end_in_words(const Head& head);

/// A written copy, verified by its hash chain unless `quick`. It is in a folder named FOLDER.partial, which the
/// destructor removes unless the copy was moved to its place.
class RegisterCopy {
 public:
  struct How {
    bool quick = false;      ///< does not follow the hash chain of the copy
    bool compact = false;    ///< without free pages
    bool gives_way = false;  ///< copies slowly and verifies with the least priority, so that texts hardly wait
  };

  /// Copies a register as of one commit; others may use it meanwhile. `folder` is where the copy will go. Progress
  /// counts bytes, of RegisterFigures::used_bytes.
  static Result<RegisterCopy> make(const InspectionStore& from, const std::string& folder, const How& how,
                                   const OnProgress& on_progress);
  RegisterCopy(RegisterCopy&& other) noexcept : folder_(std::exchange(other.folder_, {})), end_(other.end_) {}
  RegisterCopy& operator=(RegisterCopy&&) = delete;
  ~RegisterCopy();

  const std::string& folder() const { return folder_; }
  const Head& end() const { return end_; }
  /// Renames the folder.
  Status move_to(const std::string& folder);

 private:
  explicit RegisterCopy(std::string folder) : folder_(std::move(folder)) {}

  std::string folder_;  ///< empty: the copy was moved to its place
  Head end_;
};

/// Opens an existing register that nobody else has open; keeps others out until it is closed. The error names the
/// library that has it open.
Result<std::unique_ptr<RegisterStore>> open_alone(const std::string& folder);

/// Writes a verified copy into `copy`, a folder that must not exist. Returns where it ends. OperationError: bad_input;
/// unavailable.
Result<Head, OperationError> back_up(const InspectionStore& store, const std::string& copy, bool quick,
                                     const OnProgress& on_progress);

/// The place where a copy is put. Keeps others out of the register that is there.
class RegisterPlace {
 public:
  /// The error says who has the register open. An unreadable register can be replaced.
  static Result<RegisterPlace> hold(const std::string& folder);

  bool is_empty() const { return is_empty_; }
  /// Where the register there ends; the error says why it cannot be read. REQUIRES: not is_empty().
  Result<Head> end() const;
  /// Puts the copy there, with the owner and group of the register that it replaces. It is one step: a library that
  /// starts meanwhile finds one or the other. Returns the folder of the replaced register; empty if there was none.
  Result<std::string> put(RegisterCopy& copy);

 private:
  RegisterPlace(std::string folder, bool is_empty) : folder_(std::move(folder)), is_empty_(is_empty) {}

  std::string folder_;
  bool is_empty_;
  std::unique_ptr<RegisterStore> alone_;  ///< null: the register cannot be read
  std::string fault_;                     ///< why not
};

struct CompactedRegister {
  std::string file;
  std::uint64_t bytes_before = 0;
  std::uint64_t bytes = 0;
};
/// Rewrites the register in `folder` without its free pages. REQUIRES: `alone` is that register, by open_alone().
Result<CompactedRegister> compact(const InspectionStore& alone, const std::string& folder, bool quick,
                                  const OnProgress& on_progress);

}  // namespace permit
