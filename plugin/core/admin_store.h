// The register, as those see it who enter, revoke and list by hand: clerks of a ministry, operators of 102 and 9108,
// employers by their files. Each act stands in the log with who did it and why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/history.h"

namespace permit {

/// What became of a standing permit that was entered.
struct EnterResult {
  enum class What { added, replaced, stood_there };

  Sequence sequence = 0;  ///< of its record, or of that which says the same
  What what = What::added;
};

/// What became of some rows of an import.
struct StageResult {
  Sequence import = 0;  ///< 0: nothing was new, and nothing has begun
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t stood_there = 0;
};

/// Changes what no text changes. Safe beside a library that answers texts on the same register; each call is one short
/// transaction. An act is not dated before the texts that were decided before it.
class AdminStore {
 public:
  AdminStore() = default;
  AdminStore(const AdminStore&) = delete;
  AdminStore& operator=(const AdminStore&) = delete;
  virtual ~AdminStore() = default;

  /// Every import there was, the oldest first.
  virtual Result<std::vector<Import>> imports() const = 0;

  /// Enters a standing permit: its kind, holder, period and what else is said of it; the rest is the register's. One
  /// that says the same as one that stands there changes nothing, also when that one was revoked.
  virtual Result<EnterResult> enter(const StandingPermit& permit, const Actor& actor, Instant now) = 0;
  /// Moves the end of a permit, named by the sequence of its record and, of a standing one, its holder; empty: it is
  /// one by text. Nothing when there is none, and when it is over for good: somebody else may have been faster.
  virtual Result<std::optional<EndChanged>> change_end(Sequence permit, std::string_view holder, const NewEnd& end,
                                                       const Actor& actor, Instant now) = 0;

  /// Enters permits that nobody sees before the import is shown. With the first that is new the import begins:
  /// `import.id` is 0 until then, and what was returned from then on. Actor over few at a time, sorted by holder: texts
  /// wait for the end of each call.
  virtual Result<StageResult> stage(const Import& import, std::span<const StandingPermit> permits, Instant now) = 0;
  /// Shows a staged import that changes `rows` rows.
  virtual Status show_import(Sequence import, std::uint64_t rows, Instant now) = 0;
  /// Takes a staged import out again, by at most so many records of the log a call; true when it is gone.
  virtual Result<bool> drop_import(Sequence import, std::size_t most, Instant now) = 0;

  /// Takes out what is older than `before`: records from the front of the log, permits by whole days, listings that
  /// were over; at most `most` rows, or a day's permits at once. How many; 0: nothing is left. A text that comes again
  /// after its record is gone is a new one: keep more days than any SMSC tries to deliver.
  virtual Result<std::size_t> purge(Instant before, std::size_t most) = 0;
  /// Takes the raw texts out of the records before `before`, at most `most`. How many records it passed; 0: none is
  /// left.
  virtual Result<std::size_t> drop_raw_texts(Instant before, std::size_t most) = 0;
  /// Takes out standing permits that stand as they are given, as standing_of() does: not one whose end was moved since,
  /// nor one that took the place of another which still stands and would come alive. How many. Actor over few a call, a
  /// holder's in the order of their entry.
  virtual Result<std::size_t> forget_standing(std::span<const StandingPermit> permits) = 0;
  /// Takes permits that were given by text out of the indexes, where they stand as they are given: for those that
  /// outlived their record, because purge() drops whole days. How many. Actor over few a call.
  virtual Result<std::size_t> forget_permits(std::span<const Permit> permits) = 0;
  /// Takes out what these records and the indexes say of a person. How many had anything to take. Actor over few a
  /// call.
  virtual Result<std::size_t> erase(std::span<const Sequence> records) = 0;
  /// Takes out those whose time is over at `now`: nobody is taken off a list. How many.
  virtual Result<std::size_t> forget_listings_of(Listing::Of of, std::string_view subject, Instant now) = 0;
  /// Writes an act that changes nothing else into the log: who reads, and who is about to remove.
  virtual Status note(const AdminEvent& act, Instant now) = 0;

  /// Puts on lists, or takes the place of the same subject on them: all or none. Actor over few a call.
  virtual Status put_on_lists(std::span<const Listing> listings) = 0;
  Status put_on_list(const Listing& listing) { return put_on_lists({&listing, 1}); }
  /// Whether it stood there.
  virtual Result<bool> take_off_list(const Unlisted& who, const Actor& actor, Instant now) = 0;
};

}  // namespace permit
