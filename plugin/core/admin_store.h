// The administrator's interface to the register: clerks of a ministry, operators of 102 and 9108, and employers with
// their files enter, revoke and list. The log records each act, its actor and the reason.
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

/// The result of entering a standing permit.
struct EnterResult {
  enum class What { added, replaced, unchanged };

  Sequence sequence = 0;  ///< of its record, or of the record of the equal permit
  What what = What::added;
};

/// The result of entering some rows of an import.
struct StageResult {
  Sequence import = 0;  ///< 0: no row was new, so no import has begun
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;

  std::uint64_t rows() const { return added + replaced + unchanged; }
};

/// The result of a removal, which stops when its transaction has lasted long.
struct Removal {
  std::size_t passed = 0;   ///< rows given, from the first on, that were handled; at least 1 unless none were given
  std::size_t removed = 0;  ///< those of them that were removed
};

/// Changes the register other than by a text. Safe while a library answers texts on the same register; each call is one
/// short transaction. An act never gets an earlier time than a text that was decided before it. On an error nothing has
/// changed.
class AdminStore {
 public:
  AdminStore() = default;
  AdminStore(const AdminStore&) = delete;
  AdminStore& operator=(const AdminStore&) = delete;
  virtual ~AdminStore() = default;

  /// Returns every import, oldest first.
  virtual Result<std::vector<Import>> imports() const = 0;

  /// Enters a standing permit. Uses its kind, holder, period and descriptive members; the register sets the others. A
  /// permit that equals one in the register changes nothing, even if that one was revoked.
  virtual Result<EnterResult> enter(const StandingPermit& permit, const Actor& actor, Instant now) = 0;
  /// Moves the end of a permit, named by the sequence of its record and, for a standing permit, its holder; an empty
  /// holder means a permit by text. Returns nothing if there is no such permit or its end is final, for example
  /// because another administrator was faster.
  virtual Result<std::optional<EndChanged>> change_end(Sequence permit, std::string_view holder, const NewEnd& end,
                                                       const Actor& actor, Instant now) = 0;

  /// Enters permits that stay hidden until publish_import(). The import begins with the first new permit:
  /// `import.id` is 0 until then; afterwards pass the returned id. Pass permits sorted by holder. Enters the first
  /// of them, as many as a short transaction can, at least one.
  virtual Result<StageResult> stage(const Import& import, std::span<const StandingPermit> permits, Instant now) = 0;
  /// Makes the permits of a staged import visible. `rows` is the number of rows that it changes.
  virtual Status publish_import(Sequence import, std::uint64_t rows, Instant now) = 0;
  /// Removes a staged import, about `most` log records a call. Returns true when all of it is removed.
  virtual Result<bool> drop_import(Sequence import, std::size_t most, Instant now) = 0;

  /// Removes what is older than `before`: records from the front of the log, permits by whole days, and expired
  /// listings; at most `most` rows, or one day's permits at once. Returns the number removed; 0: nothing is left. A
  /// text that is delivered again after its record was removed counts as new, so keep more days than any SMSC retries.
  virtual Result<std::size_t> purge(Instant before, std::size_t most) = 0;
  /// Removes the raw texts from records earlier than `before`, at most `most`. Returns the number of records passed; 0:
  /// none is left.
  virtual Result<std::size_t> drop_raw_texts(Instant before, std::size_t most) = 0;
  /// Removes standing permits that still equal those given, as standing_of() returns them. Skips permits whose end was
  /// moved since, and permits whose predecessor would become valid again. Pass each holder's in the order of their
  /// entry.
  virtual Result<Removal> forget_standing(std::span<const StandingPermit> permits) = 0;
  /// Removes permits given by text from the indexes if they still equal those given: for permits that outlived their
  /// record, because purge() removes whole days.
  virtual Result<Removal> forget_permits(std::span<const Permit> permits) = 0;
  /// Removes what these records and the indexes say about a person. Counts a record as removed if it had personal data.
  virtual Result<Removal> erase(std::span<const Sequence> records) = 0;
  /// Removes the subject's listings that have expired at `now`; never removes one that is valid. Returns the number
  /// removed.
  virtual Result<std::size_t> forget_expired_listings_of(Listing::Of of, std::string_view subject, Instant now) = 0;
  /// Logs an act that changes nothing else: data was shown, or a removal is about to begin.
  virtual Status note(const AdminEvent& act, Instant now) = 0;

  /// Puts subjects on lists; replaces a listing of the same subject on the same list. Puts the first of them, as many
  /// as a short transaction can, at least one. Returns their number.
  virtual Result<std::size_t> put_on_lists(std::span<const Listing> listings) = 0;
  Status put_on_list(const Listing& listing) {
    const auto put = put_on_lists({&listing, 1});
    return put ? Status(Done{}) : put.error();
  }
  /// Returns whether the subject was on the list.
  virtual Result<bool> take_off_list(const ListingKey& key, const Actor& actor, Instant now) = 0;
};

}  // namespace permit
