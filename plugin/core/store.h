// The register for the main path: commits batches of texts and returns their entries.
//
// All results are owned values; no reference to an implementation's memory is returned. An implementation may be local
// (store/lmdb_store.h), in memory (store/memory_store.h) or remote. A remote store that meets a conflict asks the
// Decider again, so decisions must be pure. Readers do not need Kannel.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/history.h"
#include "core/record.h"

namespace permit {

/// One file of an accepted rule folder.
struct RuleFile {
  std::string name;  ///< relative to the folder
  std::string bytes;

  friend bool operator==(const RuleFile&, const RuleFile&) = default;
};
/// A whole rule folder, by name.
using RuleFiles = std::vector<RuleFile>;

/// Reads the register. Safe while another thread or process writes; never blocks the writer. Each error names what
/// failed and what to do.
class Register {
 public:
  Register() = default;
  Register(const Register&) = delete;
  Register& operator=(const Register&) = delete;
  virtual ~Register() = default;

  /// Returns permits decided in [since, until), oldest first. `document` is written as in the register.
  virtual Result<std::vector<Permit>> by_document(std::string_view document, Instant since, Instant until) const = 0;
  /// Returns permits decided in [since, until), oldest first, by the plate named last.
  virtual Result<std::vector<Permit>> by_plate(std::string_view plate, Instant since, Instant until) const = 0;
  /// Returns permits decided in [since, until), oldest first, by the phone that asked first (Text::phone).
  virtual Result<std::vector<Permit>> by_phone(std::string_view phone, Instant since, Instant until) const = 0;

  /// Returns every visible standing permit of a holder, including ended and replaced ones, in the order of their entry;
  /// as entered. core/decide/standing.h says how decrees change them.
  virtual Result<std::vector<StandingPermit>> standing_of(std::string_view holder) const = 0;
  /// Returns every visible standing permit with a plate, in the order and form of standing_of().
  virtual Result<std::vector<StandingPermit>> standing_by_plate(std::string_view plate) const = 0;

  /// Returns the log entry of a text that was committed before, if the register still has it.
  virtual Result<std::optional<Entry>> seen(const TextKey& key) const = 0;
  /// Returns at most `most` log records from `first` on; empty at the end of the log. The first records may have been
  /// removed; after that, sequences rise by one.
  virtual Result<std::vector<Record>> log(Sequence first, std::size_t most) const = 0;
  /// Returns the sequence of the last record; 0 if there is none.
  virtual Result<Sequence> last() const = 0;
  /// Returns when the last text was decided; Instant::min() if there is none. No text is decided earlier.
  virtual Result<Instant> last_decided() const = 0;

  /// Returns the lists with a document or a phone on them at `now`, each once. Either may be empty: then it is not
  /// looked up.
  virtual Result<std::vector<std::string>> lists_of(std::string_view document, std::string_view phone,
                                                    Instant now) const = 0;

  virtual Result<std::optional<RuleFiles>> rules(const Digest& hash) const = 0;
  /// Returns the rules that were accepted last.
  virtual Result<std::optional<Digest>> rules_in_force() const = 0;
};

/// Makes the decisions while the store holds the write transaction. The store may ask again for the same text.
class Decider {
 public:
  virtual ~Decider() = default;
  /// Returns since when the permits of a document or phone matter to a decision at `decided`.
  virtual Instant history_from(Instant decided) const = 0;
  /// Returns the decision on text `index` of the batch, whose entry gets `sequence`. `account` holds what its query
  /// asked for, and is empty if the query named none.
  virtual Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const = 0;
};

/// One text of a batch, as far as the store needs it to load the account for the decision.
struct AccountQuery {
  TextKey key;
  std::string document;  ///< empty: none
  std::string phone{};   ///< empty: the phone's permits do not matter
  std::string listed{};  ///< the phone to look up on lists, together with the document; empty: no list matters
};

/// The result of one text of a batch.
struct CommitResult {
  Entry entry;
  bool is_duplicate;  ///< the text had been committed before: `entry` is the recorded one, nothing changed
};

/// Writes the register. One thread for each Store; several processes may each have one on the same files.
class Store : public virtual Register {
 public:
  /// Decides and commits a batch in one transaction, in order: each decision sees the earlier ones. On success
  /// everything is synced to disk; on an error nothing has changed, and the call may be repeated. Decisions are made at
  /// `now`, or at the time of the last committed decision if the clock has stepped back before it. granted: the permit
  /// is added under the entry's sequence. repeated: the permit gets the entry's plate.
  virtual Result<std::vector<CommitResult>> commit(Instant now, std::span<const AccountQuery> batch,
                                                   const Decider& decider) = 0;

  /// Stores the text of accepted rules under their hash, and that they are in force from `at` on. Idempotent; logged
  /// only if it changed anything.
  virtual Status accept_rules(const Digest& hash, const RuleFiles& text, HostTime at) = 0;

  /// Checks that a commit would succeed now, with a small one.
  virtual Status probe() = 0;
};

}  // namespace permit
