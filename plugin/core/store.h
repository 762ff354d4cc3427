// The register, as the main path sees it: batches in, committed entries out.
//
// Nothing of an implementation's memory leaves it; all results are owned values. An implementation may be local
// (store/lmdb_store.h), in memory (store/memory_store.h) or remote: a remote one that meets a conflict asks the Decider
// again, which is why decisions are pure. Reading needs nothing from Kannel.
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

/// One file of a rule folder, as accepted.
struct RuleFile {
  std::string name;  ///< relative to the folder
  std::string bytes;

  friend bool operator==(const RuleFile&, const RuleFile&) = default;
};
/// A whole rule folder, by name.
using RuleText = std::vector<RuleFile>;

/// Reads the register. Safe beside a writer in this or another process; never blocks it.
class Register {
 public:
  Register() = default;
  Register(const Register&) = delete;
  Register& operator=(const Register&) = delete;
  virtual ~Register() = default;

  /// Permits decided in [since, until), oldest first. `document` as the register writes it.
  virtual Result<std::vector<Permit>> by_document(std::string_view document, Instant since, Instant until) const = 0;
  /// Likewise, by the plate last named.
  virtual Result<std::vector<Permit>> by_plate(std::string_view plate, Instant since, Instant until) const = 0;
  /// Likewise, by the phone that asked first (Text::phone).
  virtual Result<std::vector<Permit>> by_phone(std::string_view phone, Instant since, Instant until) const = 0;

  /// Every standing permit of a holder that can be seen, also one that has ended or was replaced, in the order of their
  /// entry; as entered. What decrees make of it: core/decide/standing.h.
  virtual Result<std::vector<StandingPermit>> standing_of(std::string_view holder) const = 0;
  /// Likewise, by plate.
  virtual Result<std::vector<StandingPermit>> standing_by_plate(std::string_view plate) const = 0;

  /// The log entry of a text that was committed before, when it is still remembered.
  virtual Result<std::optional<Entry>> seen(const TextKey& key) const = 0;
  /// The log from `first` on, at most `most` records; empty at its end. The first may be gone; behind it sequences rise
  /// by one.
  virtual Result<std::vector<Record>> log(Sequence first, std::size_t most) const = 0;
  /// Sequence of the last record; 0 when there is none.
  virtual Result<Sequence> last() const = 0;
  /// When the last text was decided; Instant::min() when there is none. None is decided earlier.
  virtual Result<Instant> last_decided() const = 0;

  /// The lists on which a document or a phone stands at `now`, each once. Either may be empty: none.
  virtual Result<std::vector<std::string>> lists_of(std::string_view document, std::string_view phone,
                                                    Instant now) const = 0;

  virtual Result<std::optional<RuleText>> rules(const Digest& hash) const = 0;
  /// The rules accepted last.
  virtual Result<std::optional<Digest>> rules_in_force() const = 0;
};

/// What the store asks back while it holds the write transaction. May be asked again for the same text.
class Decider {
 public:
  virtual ~Decider() = default;
  /// From when on the permits of a document or phone matter to a decision at `decided`.
  virtual Instant history_from(Instant decided) const = 0;
  /// The decision of text `index` of the batch, whose entry gets `sequence`. `account` holds what its question asked
  /// for, and is empty where that named nobody.
  virtual Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const = 0;
};

/// One text of a batch, as far as the store needs it to load what a decision rests on.
struct AccountQuery {
  TextKey key;
  std::string document;  ///< empty: none
  std::string phone{};   ///< empty: what the phone was given does not matter
  std::string listed{};  ///< the phone that is looked up on lists, with the document; empty: no list matters
};

/// What became of one text of a batch.
struct CommitResult {
  Entry entry;
  bool before;  ///< it had been committed before: `entry` is the recorded one, nothing changed
};

/// Writes the register. One thread a Store; several processes may each have one on the same files.
class Store : public virtual Register {
 public:
  /// Decides and commits a batch in one transaction, in order: each decision sees those before it. When it returns a
  /// value, everything is synced to disk; when it returns an error, nothing has changed and it may be tried again.
  /// Decisions are made at `now`, or at the last committed decision's time if the clock has stepped back behind it.
  /// granted: the permit is added under the entry's sequence. repeated: the permit's plate becomes the entry's.
  virtual Result<std::vector<CommitResult>> commit(Instant now, std::span<const AccountQuery> batch,
                                                   const Decider& decider) = 0;

  /// Keeps the text of accepted rules under their hash, and that they are the ones in force from `at` on. Idempotent;
  /// stands in the log where it changed anything.
  virtual Status accept_rules(const Digest& hash, const RuleText& text, Moment at) = 0;

  /// Whether a commit would succeed now: tries a small one.
  virtual Status probe() = 0;
};

}  // namespace permit
