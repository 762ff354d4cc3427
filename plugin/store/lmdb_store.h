// The register on disk: an LMDB environment in a folder. What stands where: store/format/keys.h.
//
// Every process on the folder sees every other's commits: what a commit rests on is read in its own transaction, and
// nothing is remembered between two. Several threads of a process may call; they wait for one another.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/admin_store.h"
#include "core/store.h"
#include "metrics/instance_status.h"
#include "store/accepted_rules.h"
#include "store/index/permits.h"
#include "store/index/plates.h"
#include "store/index_check.h"
#include "store/lmdb/environment.h"
#include "store/log.h"

namespace permit {

class LmdbStore final : public Store, public Desk {
 public:
  /// Makes an empty register where there is none, unless read_only. Refuses what is none, or of a newer schema.
  /// Once in a process for a folder, and after it has forked for the last time.
  static Result<std::unique_ptr<LmdbStore>> open(const std::string& folder, const lmdb::Options& options = {});

  Result<std::vector<Permit>> by_document(std::string_view document, Instant since, Instant until) const override;
  Result<std::vector<Permit>> by_plate(std::string_view plate, Instant since, Instant until) const override;
  Result<std::vector<Permit>> by_phone(std::string_view phone, Instant since, Instant until) const override;
  Result<std::optional<Entry>> seen(const TextKey& key) const override;
  Result<std::vector<Record>> log(Sequence first, std::size_t most) const override;
  Result<Sequence> last() const override;
  Result<Instant> last_decided() const override;
  Result<std::vector<std::string>> lists_of(std::string_view document, std::string_view phone,
                                            Instant now) const override;
  Result<std::vector<StandingPermit>> standing_of(std::string_view holder) const override;
  Result<std::vector<StandingPermit>> standing_by_plate(std::string_view plate) const override;
  Result<std::vector<Import>> imports() const override;
  Result<std::optional<RuleText>> rules(const Digest& hash) const override;
  Result<std::optional<Digest>> rules_in_force() const override;

  /// The judge must not call the store.
  Result<std::vector<Answered>> commit(Instant now, std::span<const Question> batch, const Judge& judge) override;
  Status accept_rules(const Digest& hash, const RuleText& text, Moment at) override;
  Result<std::size_t> purge(Instant before, std::size_t most) override;
  Result<std::size_t> drop_raw_texts(Instant before, std::size_t most) override;
  Result<std::size_t> forget_standing(std::span<const StandingPermit> permits) override;
  Result<std::size_t> forget_permits(std::span<const Permit> permits) override;
  Result<std::size_t> erase(std::span<const Sequence> records) override;
  Status note(const Act& act, Instant now) override;
  Status put_on_lists(std::span<const Listing> listings) override;
  Result<bool> take_off_list(const Unlisted& who, const Hand& hand, Instant now) override;
  Result<Kept> enter(const StandingPermit& permit, const Hand& hand, Instant now) override;
  Result<std::optional<EndChanged>> change_end(Sequence permit, std::string_view holder, const NewEnd& end,
                                               const Hand& hand, Instant now) override;
  Result<Staged> stage(const Import& import, std::span<const StandingPermit> permits, Instant now) override;
  Status show_import(Sequence import, std::uint64_t rows, Instant now) override;
  Result<bool> drop_import(Sequence import, std::size_t most, Instant now) override;
  Status probe() override;

  /// At most `most` plates behind `after', in their order, with what names them last: permits by text decided in
  /// [since, until), and standing ones. A page is one short transaction; empty at the end.
  Result<std::vector<PlatePermits>> plates(std::string_view after, std::size_t most, Instant since,
                                           Instant until) const;
  /// As standing_of, of the holders behind `holder' in the order of their bytes: of as many as have `most'
  /// together, and no part of one. Empty at the end. To read them all, go on behind the last.
  Result<std::vector<StandingPermit>> standing_after(std::string_view holder, std::size_t most) const;

  /// Somebody's place on a list, also when its time is over.
  Result<std::optional<Listing>> listing(const Unlisted& who) const;
  /// Who stands on a list, also those whose time is over.
  Result<std::vector<Listing>> listings(std::string_view list) const;
  /// On which lists somebody stands, or has stood until his time was over.
  Result<std::vector<Listing>> listings_of(Listing::Of of, std::string_view subject) const;
  /// Takes out those whose time is over at `now`: nobody is taken off a list. How many.
  Result<std::size_t> forget_listings_of(Listing::Of of, std::string_view subject, Instant now);

  /// How large it is, and who reads it.
  Result<RegisterFigures> figures() const;
  /// Takes the next step of a check, over `most` records or rows. `mends`: in a transaction that writes, if anything is
  /// wrong there. What is wrong.
  Result<std::vector<IndexFault>> check(IndexCheck& check, std::size_t most, bool mends);

  /// lmdb::Environment::copy.
  Status copy(const std::string& folder, const lmdb::Copying& how) const { return environment_->copy(folder, how); }

  /// Notes what a box says of itself. For people; nothing rests on it.
  Status report(const BoxReport& report);
  /// Likewise, with the next commit, which costs no sync of its own; with report_now() when none comes. By the thread
  /// that commits.
  void report_with_next_commit(BoxReport report) { next_report_ = std::move(report); }
  Status report_now();
  Result<std::vector<BoxReport>> reports() const;

  /// Every change of the rules in force, oldest first.
  Result<std::vector<AcceptedRules>> rules_history() const;

  /// Of the records `first` to `last` those that may name `what`: a document, a plate, a phone. Much faster than to
  /// read them all.
  Result<std::vector<Record>> log_holding(std::string_view what, Sequence first, Sequence last) const;
  /// The first record that is not earlier than `instant`; past the last when there is none.
  Result<Sequence> first_at(Instant instant) const;

  /// Where the log ends, and what its first record goes on from: sequence 0, unless earlier ones were purged.
  Result<Head> head() const;
  Result<Head> start() const;
  /// Follows the hash chain over some records after `from`, at most `most`; none are left when it stays there. The
  /// error names the first record that does not fit.
  Result<Followed> follow(const Head& from, Sequence most) const;
  /// Likewise to the end. Returns the last sequence.
  Result<Sequence> verify() const;

 private:
  explicit LmdbStore(std::unique_ptr<lmdb::Environment> environment) : environment_(std::move(environment)) {}

  Result<std::vector<Permit>> find(Subject by, std::string_view subject, Instant since, Instant until) const;

  std::unique_ptr<lmdb::Environment> environment_;
  std::optional<BoxReport> next_report_;
};

}  // namespace permit
