// The register on disk: an LMDB environment in a folder. store/format/keys.h lists the databases.
//
// Every process on the folder sees the commits of the others: a commit reads all that it depends on in its own
// transaction, and nothing is cached between two. Several threads of a process may call; they wait for each other.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/lmdb/environment.h"
#include "store/open.h"

namespace permit {

class LmdbStore final : public RegisterStore {
 public:
  /// Creates an empty register where there is none, unless read_only. Refuses a folder that is not a register or has
  /// another schema. Open a folder once in a process, after the process's last fork.
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
  Result<std::optional<RuleFiles>> rules(const Digest& hash) const override;
  Result<std::optional<Digest>> rules_in_force() const override;

  /// The decider must not call the store.
  Result<std::vector<CommitResult>> commit(Instant now, std::span<const AccountQuery> batch,
                                           const Decider& decider) override;
  Status accept_rules(const Digest& hash, const RuleFiles& text, HostTime at) override;
  Result<std::size_t> purge(Instant before, std::size_t most) override;
  Result<std::size_t> drop_raw_texts(Instant before, std::size_t most) override;
  Result<Removal> forget_standing(std::span<const StandingPermit> permits) override;
  Result<Removal> forget_permits(std::span<const Permit> permits) override;
  Result<Removal> erase(std::span<const Sequence> records) override;
  Status note(const AdminEvent& act, Instant now) override;
  Result<std::size_t> put_on_lists(std::span<const Listing> listings) override;
  Result<bool> take_off_list(const ListingKey& key, const Actor& actor, Instant now) override;
  Result<EnterResult> enter(const StandingPermit& permit, const Actor& actor, Instant now) override;
  Result<std::optional<EndChanged>> change_end(Sequence permit, std::string_view holder, const NewEnd& end,
                                               const Actor& actor, Instant now) override;
  Result<StageResult> stage(const Import& import, std::span<const StandingPermit> permits, Instant now) override;
  Status publish_import(Sequence import, std::uint64_t rows, Instant now) override;
  Result<bool> drop_import(Sequence import, std::size_t most, Instant now) override;
  Status probe() override;

  Result<std::vector<PlatePermits>> plates(std::string_view after, std::size_t most, Instant since,
                                           Instant until) const override;
  Result<std::vector<StandingPermit>> standing_after(std::string_view holder, std::size_t most) const override;
  Result<std::optional<Listing>> listing(const ListingKey& key) const override;
  Result<std::vector<Listing>> listings(std::string_view list) const override;
  Result<std::vector<Listing>> listings_of(Listing::Of of, std::string_view subject) const override;
  Result<std::size_t> forget_expired_listings_of(Listing::Of of, std::string_view subject, Instant now) override;
  Result<std::vector<AcceptedRules>> rules_history() const override;
  Result<std::vector<Record>> log_mentioning(std::string_view what, Sequence first, Sequence last) const override;
  Result<Sequence> first_at(Instant instant) const override;
  Result<Head> head() const override;
  Result<Head> start() const override;
  Result<Followed> follow(const Head& from, Sequence most) const override;
  Result<RegisterFigures> figures() const override;
  std::optional<WritingProgram> blocked_by() const override { return environment_->blocked_by(); }
  std::unique_ptr<RegisterCheck> check() override;
  Status copy(int file, const CopyOptions& how) const override { return environment_->copy(file, how); }

  Status publish(const InstanceStatus& status) override;
  void publish_with_next_commit(InstanceStatus status) override { next_status_ = std::move(status); }
  Status publish_queued() override;
  Result<std::vector<InstanceStatus>> statuses() const override;

 private:
  explicit LmdbStore(std::unique_ptr<lmdb::Environment> environment) : environment_(std::move(environment)) {}

  Result<std::vector<Permit>> find(Subject by, std::string_view subject, Instant since, Instant until) const;

  std::unique_ptr<lmdb::Environment> environment_;
  std::optional<InstanceStatus> next_status_;
};

}  // namespace permit
