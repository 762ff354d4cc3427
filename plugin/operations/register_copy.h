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
#include "system/descriptor.h"
#include "system/folder.h"

namespace permit {

/// `record 123, chain HASH': where a register ends; `no record' where it is empty.
std::string end_in_words(const Head& head);

/// A copy of a register, in a folder named FOLDER.partial until it is put in its place. The destructor removes that
/// folder. Folder and file are held open, so they can be made and filled with different rights (system/rights.h).
class RegisterCopy {
 public:
  struct How {
    bool quick = false;      ///< does not follow the hash chain of the copy
    bool compact = false;    ///< without free pages
    bool gives_way = false;  ///< copies slowly and verifies with the least priority, so that texts hardly wait
  };

  /// Makes an empty copy. `folder` is where it will go.
  static Result<RegisterCopy> begin(const std::string& folder);
  RegisterCopy(RegisterCopy&& other) noexcept
      : parent_(std::move(other.parent_)),
        name_(std::exchange(other.name_, {})),
        place_(std::move(other.place_)),
        folder_(std::move(other.folder_)),
        data_(std::move(other.data_)),
        end_(other.end_) {}
  RegisterCopy& operator=(RegisterCopy&&) = delete;
  ~RegisterCopy();

  /// Copies a register as of one commit; others may use it meanwhile. Progress counts bytes, of
  /// RegisterFigures::used_bytes.
  Status fill(const InspectionStore& from, const How& how, const OnProgress& on_progress) const;
  /// Opens what was copied and, unless `quick`, follows its hash chain. REQUIRES: fill() was called, in any process.
  Status verify(const How& how);
  /// Where the copy ends. REQUIRES: verify().
  const Head& end() const { return end_; }

  /// Renames the folder to `folder` of begin(), where nothing may be.
  Status move_to_place();
  /// Exchanges the copy with the register that is at `folder` of begin(), and gives it the owner and group of that
  /// register. It is one step: a library that starts meanwhile finds one or the other. Returns the folder of the
  /// replaced register.
  Result<std::string> exchange_with_register();
  /// Replaces the file `data.mdb' of the register in `folder` and gives it the owner and group of that file.
  Status replace_file_of(const Folder& folder);
  /// Removes the folder, unless the copy is in its place.
  void discard();
  /// Leaves the folder to another process.
  void release() { name_.clear(); }

 private:
  RegisterCopy(Folder parent, std::string name, std::string place, Folder folder, Descriptor data)
      : parent_(std::move(parent)),
        name_(std::move(name)),
        place_(std::move(place)),
        folder_(std::move(folder)),
        data_(std::move(data)) {}
  Status rename_to(const std::string& name);

  Folder parent_;
  std::string name_;   ///< of the copy, in the parent; empty: it is in its place
  std::string place_;  ///< the name that it will have there
  Folder folder_;
  Descriptor data_;
  Head end_;
};

/// Opens an existing register that nobody else has open; keeps others out until it is closed. The error names the
/// library that has it open.
Result<std::unique_ptr<RegisterStore>> open_alone(const std::string& folder);

/// Begins a copy in `copy`, a folder that must not exist. OperationError: bad_input; unavailable.
Result<RegisterCopy, OperationError> begin_backup(const std::string& copy);

/// A register that will be replaced by a copy. While it lives, nobody else can open that register.
class ReplacedRegister {
 public:
  /// The error says who has the register open. An unreadable register can be replaced.
  static Result<ReplacedRegister> hold(const std::string& folder);

  /// Where it ends; the error says why it cannot be read.
  Result<Head> end() const;

 private:
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
