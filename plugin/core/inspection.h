// The register for operators and inspectors: more than a decision needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/history.h"
#include "core/store.h"

namespace permit {

/// A plate, and the permits that name it last.
struct PlatePermits {
  std::string plate;
  std::vector<Permit> by_text;             ///< decided in the requested time, oldest first
  std::vector<StandingPermit> standing{};  ///< as Register::standing_by_plate returns them
};

/// The end of the log, where its next record goes.
struct Head {
  Sequence sequence = 0;             ///< of the last record; 0: the log is empty
  Instant decided = Instant::min();  ///< of the last text in it: no text is decided earlier. Acts do not move it.
  Digest chain{};

  friend bool operator==(const Head&, const Head&) = default;
};

/// A part of the hash chain that was followed.
struct Followed {
  Head to;
  std::uint64_t erased = 0;  ///< records of which a part was removed
};

/// Rules that came into force, and stayed in force until the next did.
struct AcceptedRules {
  HostTime at{};
  Digest hash{};
};

/// A program with a write transaction on a register. All other writers wait for it.
struct WritingProgram {
  std::uint32_t process = 0;  ///< 0: unknown
  std::string name{};         ///< of the program, according to the kernel
  bool is_stopped = false;    ///< by a signal or a debugger

  friend bool operator==(const WritingProgram&, const WritingProgram&) = default;
};

/// How large a register is, and which processes use it.
struct RegisterFigures {
  Sequence records = 0;              ///< of the log, including purged ones
  std::uint64_t file_bytes = 0;      ///< of data.mdb
  std::uint64_t map_bytes = 0;       ///< address space; it grows when it is full
  std::uint64_t used_bytes = 0;      ///< the part of it that was ever written
  std::uint64_t readers = 0;         ///< processes that read now
  std::uint64_t commits_behind = 0;  ///< by the oldest reader
  std::uint64_t stale_readers = 0;   ///< slots of killed processes that were cleared since the register was opened
  /// The process that writes now. Nothing when no process writes, or when this process may not know which.
  std::optional<WritingProgram> writer{};
};

/// A row of an index that differs from what the log says.
struct IndexFault {
  enum class What {
    missing,
    different,
    superfluous,  ///< no record of the log explains it
    lost,         ///< missing or damaged, and its content is unknown
  };

  What what = What::missing;
  std::string database;
  std::string key;
  std::string subject;                ///< the person or car that it is about, as far as its key tells; personal data
  Sequence record = 0;                ///< the log record that it should agree with; 0: none
  std::optional<std::string> wanted;  ///< the bytes it should have; nothing: it should not exist

  bool can_be_repaired() const { return what != What::lost; }
};

/// A comparison of the indexes with the log, in progress. Borrows the register.
class RegisterCheck {
 public:
  RegisterCheck() = default;
  RegisterCheck(const RegisterCheck&) = delete;
  RegisterCheck& operator=(const RegisterCheck&) = delete;
  virtual ~RegisterCheck() = default;

  /// Compares the next rows or records, about `most`, in one short transaction. Returns the faults. `repairs`: the
  /// transaction also corrects them.
  virtual Result<std::vector<IndexFault>> step(std::size_t most, bool repairs) = 0;
  virtual bool is_over() const = 0;

  /// Return the numbers of records and rows compared so far.
  virtual std::uint64_t records() const = 0;
  virtual std::uint64_t rows() const = 0;
  /// Returns about how many records of the log are left.
  virtual Sequence records_left() const = 0;
};

/// How a register is copied.
struct CopyOptions {
  bool compact = false;    ///< without free pages, which takes longer
  bool throttled = false;  ///< at most 125 MiB a second, so that commits hardly wait for the disk
  std::function<void(std::uint64_t bytes)> written =
      nullptr;  ///< called now and then with the bytes so far; may be empty
};

/// Reads what decisions do not need. Safe while another thread or process writes; each call is one short
/// transaction that does not block it.
class InspectionStore : public virtual Register {
 public:
  /// Returns the permits of whole holders after `holder`, in the order of bytes, as Register::standing_of: until they
  /// are `most` or more. Empty at the end; to read all, continue after the last.
  virtual Result<std::vector<StandingPermit>> standing_after(std::string_view holder, std::size_t most) const = 0;
  /// Returns at most `most` plates after `after`, in order, with the permits that name them last: by text, decided in
  /// [since, until), and standing ones. Empty at the end.
  virtual Result<std::vector<PlatePermits>> plates(std::string_view after, std::size_t most, Instant since,
                                                   Instant until) const = 0;

  /// Returns a subject's listing, even if it has expired.
  virtual Result<std::optional<Listing>> listing(const ListingKey& key) const = 0;
  /// Returns all listings of a list, including expired ones.
  virtual Result<std::vector<Listing>> listings(std::string_view list) const = 0;
  /// Returns all listings of a subject, including expired ones.
  virtual Result<std::vector<Listing>> listings_of(Listing::Of of, std::string_view subject) const = 0;

  /// Returns all rules that came into force, oldest first.
  virtual Result<std::vector<AcceptedRules>> rules_history() const = 0;

  /// Returns the records from `first` to `last` that may name `what`: a document, a plate, a phone. Much faster than
  /// reading them all.
  virtual Result<std::vector<Record>> log_mentioning(std::string_view what, Sequence first, Sequence last) const = 0;
  /// Returns the first record that is not earlier than `instant`; one past the last if there is none.
  virtual Result<Sequence> first_at(Instant instant) const = 0;

  /// Return the end of the log, and what precedes its first record: sequence 0, unless records were purged.
  virtual Result<Head> head() const = 0;
  virtual Result<Head> start() const = 0;
  /// Follows the hash chain over at most `most` records after `from`. Stays there when none are left. The error names
  /// the first record that does not fit.
  virtual Result<Followed> follow(const Head& from, Sequence most) const = 0;
  /// Follows the hash chain to its end. Returns the last sequence.
  Result<Sequence> verify() const;

  virtual Result<RegisterFigures> figures() const = 0;
  /// Begins a comparison of the indexes with the log. REQUIRES: the register outlives it.
  virtual std::unique_ptr<RegisterCheck> check() = 0;
  /// Writes a copy as of now into an open, empty file, the `data.mdb' of another folder, and syncs it. Does not block
  /// writers; meanwhile no page of the original is reused.
  virtual Status copy(int file, const CopyOptions& how) const = 0;
};

}  // namespace permit
