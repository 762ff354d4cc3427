// The register in memory, for tests and rehearsals. It is also the plain model of every store.
//
// On top of another register, its base, it reads the base and writes only to itself. After its first commit it does not
// see later additions to the base. It rehearses texts: it changes only its own standing permits.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/admin_store.h"
#include "core/store.h"

namespace permit {

class MemoryStore final : public Store, public AdminStore {
 public:
  /// Creates an empty register, or one on top of `base`, which is borrowed for the lifetime of the object.
  explicit MemoryStore(const Register* base = nullptr) : base_(base) {}

  Result<std::vector<Permit>> by_document(std::string_view document, Instant since, Instant until) const override;
  Result<std::vector<Permit>> by_plate(std::string_view plate, Instant since, Instant until) const override;
  Result<std::vector<Permit>> by_phone(std::string_view phone, Instant since, Instant until) const override;
  Result<std::optional<Entry>> seen(const TextKey& key) const override;
  Result<std::vector<Record>> log(Sequence first, std::size_t most) const override;
  Result<Sequence> last() const override;
  Result<Instant> last_decided() const override;
  Result<std::vector<std::string>> lists_of(std::string_view document, std::string_view phone,
                                            Instant now) const override;
  Result<std::optional<RuleFiles>> rules(const Digest& hash) const override;
  Result<std::optional<Digest>> rules_in_force() const override;

  Result<std::vector<CommitResult>> commit(Instant now, std::span<const AccountQuery> batch,
                                           const Decider& decider) override;
  Status accept_rules(const Digest& hash, const RuleFiles& text, HostTime at) override;
  Status probe() override { return Done{}; }

  Result<std::vector<StandingPermit>> standing_of(std::string_view holder) const override;
  Result<std::vector<StandingPermit>> standing_by_plate(std::string_view plate) const override;
  Result<std::vector<Import>> imports() const override { return imports_; }
  Result<EnterResult> enter(const StandingPermit& permit, const Actor& actor, Instant now) override;
  Result<std::optional<EndChanged>> change_end(Sequence permit, std::string_view holder, const NewEnd& end,
                                               const Actor& actor, Instant now) override;
  Result<StageResult> stage(const Import& import, std::span<const StandingPermit> permits, Instant now) override;
  Status publish_import(Sequence import, std::uint64_t rows, Instant now) override;
  Result<bool> drop_import(Sequence import, std::size_t most, Instant now) override;
  Result<std::size_t> purge(Instant before, std::size_t most) override;
  Result<std::size_t> drop_raw_texts(Instant before, std::size_t most) override;
  Result<Removal> forget_standing(std::span<const StandingPermit> permits) override;
  Result<Removal> forget_permits(std::span<const Permit> permits) override;
  Result<Removal> erase(std::span<const Sequence> records) override;
  Status note(const AdminEvent& act, Instant now) override;
  Result<std::size_t> put_on_lists(std::span<const Listing> listings) override;
  Result<bool> take_off_list(const ListingKey& key, const Actor& actor, Instant now) override;
  Result<std::size_t> forget_expired_listings_of(Listing::Of of, std::string_view subject, Instant now) override;

  /// Removes its own permits, texts and acts from before `instant`.
  void forget_before(Instant instant);

 private:
  using Index = std::set<std::pair<std::string, Sequence>>;
  using Permits = Result<std::vector<Permit>>;
  using Find = Permits (Register::*)(std::string_view subject, Instant since, Instant until) const;

  Status begin();
  Sequence next() const { return base_last_.value_or(0) + forgotten_ + log_.size() + 1; }
  Status append(Instant now, AdminEvent act);
  void forget_permits_before(Instant instant);
  void forget_permit(Sequence sequence);
  std::size_t forget_records_before(Instant instant);
  Record* own(Sequence sequence);
  std::optional<Instant> seen_since(const StandingPermit& permit, std::optional<Sequence> as_if_shown) const;
  template <typename Matches>
  std::vector<StandingPermit> standing(std::optional<Sequence> as_if_shown, Matches matches) const;
  Result<EnterResult> put_standing(StandingPermit permit, std::optional<Sequence> import, const Actor& actor,
                                   Instant now);
  Import* staged_import(Sequence id);
  Result<Account> account_of(const AccountQuery& question, Instant since, Instant decided) const;
  Result<CommitResult> answer(std::size_t index, const AccountQuery& question, const Decider& decider, Instant decided);
  void put_permit(const Permit& permit);
  void merge(MemoryStore&& draft);
  Permits find(Find in_base, const Index& own, std::string_view subject, Instant since, Instant until) const;

  const Register* base_;  ///< null for none
  std::optional<Sequence>
      base_last_;            ///< the last visible record of the base; before the first commit empty: all are visible
  std::vector<Record> log_;  ///< continues the base's log and the forgotten records
  Sequence forgotten_ = 0;   ///< number of forgotten records
  std::map<TextKey, Sequence> seen_;
  std::map<Sequence, Permit> permits_;  ///< granted here, or the base's and changed here
  Index by_document_;
  Index by_plate_;
  Index by_phone_;
  std::vector<Listing> listings_;  ///< added here; those of the base count too
  std::vector<StandingPermit> standing_;
  std::vector<Import> imports_;
  std::map<Digest, RuleFiles> rules_;
  std::optional<Digest> rules_in_force_;
  Sequence raw_gone_to_ = 0;
  Instant last_decided_ = Instant::min();  ///< of a text decided here
};

}  // namespace permit
