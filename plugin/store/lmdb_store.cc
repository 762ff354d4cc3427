#include "store/lmdb_store.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "core/given_permit.h"
#include "store/accepted_rules.h"
#include "store/acts.h"
#include "store/format/bytes.h"
#include "store/format/failure.h"
#include "store/format/keys.h"
#include "store/index/lists.h"
#include "store/index/permits.h"
#include "store/index/plates.h"
#include "store/index/seen.h"
#include "store/index/standing.h"
#include "store/index_check.h"
#include "store/instances.h"
#include "store/log.h"
#include "store/retention.h"

namespace permit {
namespace {

using lmdb::Database;
using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

//   meta schema = number:u32
//   meta probe  = 0:u8*       probe() writes it and then removes it
constexpr std::uint32_t kSchema = 2;
constexpr const char* kMeta = "meta";
constexpr std::string_view kSchemaKey = "schema";
constexpr std::string_view kProbe = "probe";

// Limits of one transaction: a long one makes the file grow, and none can open more than kMostDatabases.
constexpr std::size_t kRowsARead = 1000;
constexpr std::size_t kDaysARead = 64;
static_assert(kDaysARead < lmdb::kMostDatabases);

void create_register(WriteTransaction& transaction) {
  std::string schema;
  ByteWriter(schema).u32(kSchema);
  transaction.put(transaction.create(kMeta), kSchemaKey, schema);
  create_rules(transaction);
  LogWriter::create(transaction);
}

void check_schema(const ReadTransaction& transaction) {
  const std::optional<Database> meta = transaction.find(kMeta);
  const std::optional<std::string_view> value = meta ? transaction.get(*meta, kSchemaKey) : std::nullopt;
  if (!value) throw Failure(0, "is not a register of permits. Name another folder.");
  ByteReader in(*value);
  const std::uint32_t schema = in.u32();
  if (in.complete() && schema == kSchema) return;
  throw Failure(0, "has schema " + std::to_string(schema) + ", but this program reads schema " +
                       std::to_string(kSchema) + ". Install the version of permit8103 that wrote it" +
                       (schema > kSchema ? ", or a later one." : "."));
}

std::optional<Entry> find_text(const ReadTransaction& transaction, Sequence sequence) {
  std::optional<Record> record = Log(transaction).find(sequence);
  if (!record || !record->text()) return std::nullopt;
  return std::get<Entry>(std::move(record->event));
}

/// One batch inside its write transaction.
class Batch {
 public:
  Batch(WriteTransaction& transaction, Instant now, const Decider& decider)
      : transaction_(transaction),
        log_(transaction),
        decided_(std::max(now, log_.head().decided)),
        since_(decider.history_from(decided_)),
        gone_(Log(transaction).start().sequence),
        decider_(decider) {}

  CommitResult answer(std::size_t index, const AccountQuery& question) {
    if (const std::optional<Sequence> before = find_seen(transaction_, question.key, gone_))
      return {.entry = recorded(*before), .is_duplicate = true};
    const Account account = account_of(question);
    const Sequence sequence = log_.next();
    Entry decision = decider_.decide(index, sequence, account, decided_);
    decision.decided = decided_;
    Record record = record_of(sequence, std::move(decision));
    log_.append(record);
    auto& entry = std::get<Entry>(record.event);
    add_seen(transaction_, question.key, decided_, sequence);
    if (entry.outcome == Outcome::granted) grant(given_permit(sequence, entry));
    if (entry.outcome == Outcome::repeated)
      if (const Permit* permit = repeated_permit(entry, account)) change_plate(transaction_, *permit, entry.plate);
    return {.entry = std::move(entry), .is_duplicate = false};
  }

  void finish() { log_.finish(); }

 private:
  Entry recorded(Sequence sequence) const {
    if (std::optional<Entry> entry = find_text(transaction_, sequence)) return *std::move(entry);
    throw Failure(0, "record " + std::to_string(sequence) + " of the log is missing. " + kRestoreBackup);
  }

  /// The first permit of a day may create the databases of that day.
  void grant(const Permit& permit) {
    add_permit(transaction_, permit);
    if (!std::exchange(has_granted_, true)) days_.clear();
  }

  Account account_of(const AccountQuery& question) {
    Account account{permits_of(Subject::document, question.document), permits_of(Subject::phone, question.phone)};
    if (!question.listed.empty())
      account.lists = find_lists(transaction_, question.document, question.listed, decided_);
    return account;
  }

  std::vector<Permit> permits_of(Subject by, const std::string& subject) {
    if (subject.empty()) return {};
    const Instant until = decided_ + std::chrono::seconds(1);
    const auto [days, is_new] = days_.try_emplace(by);
    if (is_new) days->second = permit_days(transaction_, by, since_, until);
    return find_permits(transaction_, days->second, by, subject, since_, until);
  }

  WriteTransaction& transaction_;
  LogWriter log_;
  const Instant decided_;
  const Instant since_;
  const Sequence gone_;  ///< records up to this one were purged
  const Decider& decider_;
  std::map<Subject, std::vector<std::string>> days_;  ///< databases that can hold relevant permits
  bool has_granted_ = false;
};

class LmdbCheck final : public RegisterCheck {
 public:
  explicit LmdbCheck(lmdb::Environment& environment) : environment_(environment) {}

  Result<std::vector<IndexFault>> step(std::size_t most, bool repairs) override {
    auto step =
        environment_.read([&](const ReadTransaction& transaction) { return check_.examine(transaction, most); });
    if (!step) return step.error();
    if (repairs && !step->faults.empty()) {
      step = environment_.write([&](WriteTransaction& transaction) {
        IndexCheck::Step again = check_.examine(transaction, most, [&] { return transaction.is_long(); });
        for (const IndexFault& fault : again.faults) repair(transaction, fault);
        return again;
      });
      if (!step) return step.error();
    }
    check_.advance(*step);
    return std::move(step->faults);
  }
  bool is_over() const override { return check_.is_over(); }
  std::uint64_t records() const override { return check_.records(); }
  std::uint64_t rows() const override { return check_.rows(); }
  Sequence records_left() const override { return check_.records_left(); }

 private:
  lmdb::Environment& environment_;
  IndexCheck check_;
};

}  // namespace

Result<std::unique_ptr<LmdbStore>> LmdbStore::open(const std::string& folder, const lmdb::Options& options) {
  Result<std::unique_ptr<lmdb::Environment>> opened = lmdb::Environment::open(folder, options);
  if (!opened.ok()) return opened.error();
  std::unique_ptr<lmdb::Environment> environment = std::move(*opened);

  const auto check = [](const ReadTransaction& transaction) {
    check_schema(transaction);
    return Done{};
  };
  const auto create_or_check = [&](WriteTransaction& transaction) {
    if (!transaction.has_databases()) create_register(transaction);
    return check(transaction);
  };
  const Status status = options.read_only ? environment->read(check) : environment->write(create_or_check);
  if (!status.ok()) return status.error();
  return std::unique_ptr<LmdbStore>(new LmdbStore(std::move(environment)));
}

Result<std::vector<Permit>> LmdbStore::by_document(std::string_view document, Instant since, Instant until) const {
  return find(Subject::document, document, since, until);
}

Result<std::vector<Permit>> LmdbStore::by_plate(std::string_view plate, Instant since, Instant until) const {
  return find(Subject::plate, plate, since, until);
}

Result<std::vector<Permit>> LmdbStore::by_phone(std::string_view phone, Instant since, Instant until) const {
  return find(Subject::phone, phone, since, until);
}

Result<std::vector<Permit>> LmdbStore::find(Subject by, std::string_view subject, Instant since, Instant until) const {
  std::vector<Permit> found;
  std::vector<std::string> days;
  for (std::size_t at = 0; at == 0 || at < days.size(); at += kDaysARead) {
    Result<std::vector<Permit>> permits = environment_->read([&](const ReadTransaction& transaction) {
      if (at == 0) days = permit_days(transaction, by, since, until);
      const std::span<const std::string> rest = std::span<const std::string>(days).subspan(at);
      return find_permits(transaction, rest.first(std::min(rest.size(), kDaysARead)), by, subject, since, until);
    });
    if (!permits.ok()) return permits.error();
    std::move(permits->begin(), permits->end(), std::back_inserter(found));
  }
  return found;
}

Result<std::optional<Entry>> LmdbStore::seen(const TextKey& key) const {
  return environment_->read([&](const ReadTransaction& transaction) -> std::optional<Entry> {
    const std::optional<Sequence> sequence = find_seen(transaction, key, Log(transaction).start().sequence);
    return sequence ? find_text(transaction, *sequence) : std::nullopt;
  });
}

Result<std::vector<Record>> LmdbStore::log(Sequence first, std::size_t most) const {
  std::vector<Record> records;
  while (records.size() < most) {
    Result<std::vector<Record>> more = environment_->read([&](const ReadTransaction& transaction) {
      return Log(transaction).slice(first, std::min(most - records.size(), kRowsARead));
    });
    if (!more.ok()) return more.error();
    if (more->empty()) break;
    first = more->back().sequence + 1;
    std::move(more->begin(), more->end(), std::back_inserter(records));
  }
  return records;
}

Result<Sequence> LmdbStore::last() const {
  return environment_->read([](const ReadTransaction& transaction) { return Log(transaction).head().sequence; });
}

Result<Instant> LmdbStore::last_decided() const {
  return environment_->read([](const ReadTransaction& transaction) { return Log(transaction).head().decided; });
}

Result<std::vector<Record>> LmdbStore::log_mentioning(std::string_view what, Sequence first, Sequence last) const {
  std::vector<Record> records;
  for (; first <= last; first += kRowsARead) {
    Result<std::vector<Record>> more = environment_->read([&](const ReadTransaction& transaction) {
      return Log(transaction).mentioning(what, first, std::min(last, first + kRowsARead - 1));
    });
    if (!more.ok()) return more.error();
    std::move(more->begin(), more->end(), std::back_inserter(records));
  }
  return records;
}

Result<Sequence> LmdbStore::first_at(Instant instant) const {
  return environment_->read([&](const ReadTransaction& transaction) { return Log(transaction).first_at(instant); });
}

Result<Head> LmdbStore::head() const {
  return environment_->read([](const ReadTransaction& transaction) { return Log(transaction).head(); });
}

Result<Head> LmdbStore::start() const {
  return environment_->read([](const ReadTransaction& transaction) { return Log(transaction).start(); });
}

Result<Followed> LmdbStore::follow(const Head& from, Sequence most) const {
  return environment_->read([&](const ReadTransaction& transaction) {
    return Log(transaction).follow(from, std::min<Sequence>(most, kRowsARead));
  });
}

Result<std::vector<std::string>> LmdbStore::lists_of(std::string_view document, std::string_view phone,
                                                     Instant now) const {
  return environment_->read(
      [&](const ReadTransaction& transaction) { return find_lists(transaction, document, phone, now); });
}

Result<std::vector<PlatePermits>> LmdbStore::plates(std::string_view after, std::size_t most, Instant since,
                                                    Instant until) const {
  return environment_->read(
      [&](const ReadTransaction& transaction) { return find_plates(transaction, after, most, since, until); });
}

Result<std::optional<Listing>> LmdbStore::listing(const ListingKey& key) const {
  return environment_->read([&](const ReadTransaction& transaction) { return find_listing(transaction, key); });
}

Result<std::vector<Listing>> LmdbStore::listings(std::string_view list) const {
  return environment_->read([&](const ReadTransaction& transaction) { return find_listings(transaction, list); });
}

Result<std::vector<Listing>> LmdbStore::listings_of(Listing::Of of, std::string_view subject) const {
  return environment_->read(
      [&](const ReadTransaction& transaction) { return find_listings_of(transaction, of, subject); });
}

Result<std::size_t> LmdbStore::forget_expired_listings_of(Listing::Of of, std::string_view subject, Instant now) {
  return environment_->write([&](WriteTransaction& transaction) {
    std::vector<Listing> over = find_listings_of(transaction, of, subject);
    std::erase_if(over, [&](const Listing& listing) { return listing.holds(now); });
    for (const Listing& listing : over) erase_listing(transaction, {listing.list, listing.of, listing.subject});
    return over.size();
  });
}

Result<std::size_t> LmdbStore::purge(Instant before, std::size_t most) {
  auto purged =
      environment_->write([&](WriteTransaction& transaction) { return permit::purge(transaction, before, most); });
  if (!purged || *purged > 0) return purged;
  const auto old =
      environment_->read([&](const ReadTransaction& transaction) { return find_old_rows(transaction, before, most); });
  if (!old) return old.error();
  if (old->seen.empty() && old->listings.empty()) return std::size_t{0};
  return environment_->write([&](WriteTransaction& transaction) { return permit::purge(transaction, *old, before); });
}

Result<std::size_t> LmdbStore::drop_raw_texts(Instant before, std::size_t most) {
  return environment_->write(
      [&](WriteTransaction& transaction) { return permit::drop_raw_texts(transaction, before, most); });
}

Result<Removal> LmdbStore::forget_standing(std::span<const StandingPermit> permits) {
  return environment_->write(
      [&](WriteTransaction& transaction) { return permit::forget_standing(transaction, permits); });
}

Result<Removal> LmdbStore::forget_permits(std::span<const Permit> permits) {
  return environment_->write(
      [&](WriteTransaction& transaction) { return permit::forget_permits(transaction, permits); });
}

Result<Removal> LmdbStore::erase(std::span<const Sequence> records) {
  return environment_->write([&](WriteTransaction& transaction) { return erase_person(transaction, records); });
}

Status LmdbStore::note(const AdminEvent& act, Instant now) {
  return environment_->write([&](WriteTransaction& transaction) {
    permit::note(transaction, now, act);
    return Done{};
  });
}

Result<std::size_t> LmdbStore::put_on_lists(std::span<const Listing> listings) {
  for (const Listing& listing : listings)
    if (listing.subject.empty() || listing.subject.size() > kLongestSubject)
      return Error{"a document or phone on a list must have 1 to " + std::to_string(kLongestSubject) +
                   " letters and digits"};
  return environment_->write([&](WriteTransaction& transaction) { return permit::list(transaction, listings); });
}

Result<bool> LmdbStore::take_off_list(const ListingKey& key, const Actor& actor, Instant now) {
  return environment_->write([&](WriteTransaction& transaction) {
    const bool was_listed = erase_listing(transaction, key);
    if (was_listed) permit::note(transaction, now, {.actor = actor, .what = Unlisted{key}});
    return was_listed;
  });
}

Result<std::optional<RuleFiles>> LmdbStore::rules(const Digest& hash) const {
  return environment_->read([&](const ReadTransaction& transaction) { return find_rules(transaction, hash); });
}

Result<std::optional<Digest>> LmdbStore::rules_in_force() const {
  return environment_->read([](const ReadTransaction& transaction) { return accepted_hash(transaction); });
}

Result<std::vector<CommitResult>> LmdbStore::commit(Instant now, std::span<const AccountQuery> batch,
                                                    const Decider& decider) {
  auto committed = environment_->write([&](WriteTransaction& transaction) {
    check_schema(transaction);  // another register may have been put there
    Batch open(transaction, now, decider);
    std::vector<CommitResult> answers;
    answers.reserve(batch.size());
    for (const AccountQuery& question : batch) answers.push_back(open.answer(answers.size(), question));
    open.finish();
    if (next_status_) put_status(transaction, *next_status_);
    return answers;
  });
  if (committed) next_status_.reset();
  return committed;
}

Status LmdbStore::accept_rules(const Digest& hash, const RuleFiles& text, HostTime at) {
  return environment_->write([&](WriteTransaction& transaction) {
    if (permit::accept_rules(transaction, hash, text, at))
      permit::note(transaction, std::chrono::floor<std::chrono::seconds>(at),
                   {.actor = {}, .what = RulesAccepted{hash}});
    return Done{};
  });
}

Result<std::vector<StandingPermit>> LmdbStore::standing_of(std::string_view holder) const {
  return environment_->read([&](const ReadTransaction& transaction) { return find_standing(transaction, holder); });
}

Result<std::vector<StandingPermit>> LmdbStore::standing_by_plate(std::string_view plate) const {
  return environment_->read(
      [&](const ReadTransaction& transaction) { return find_standing_by_plate(transaction, plate); });
}

Result<std::vector<StandingPermit>> LmdbStore::standing_after(std::string_view holder, std::size_t most) const {
  return environment_->read(
      [&](const ReadTransaction& transaction) { return find_standing_after(transaction, holder, most); });
}

Result<std::vector<Import>> LmdbStore::imports() const {
  return environment_->read([](const ReadTransaction& transaction) { return find_imports(transaction); });
}

Result<EnterResult> LmdbStore::enter(const StandingPermit& permit, const Actor& actor, Instant now) {
  return environment_->write(
      [&](WriteTransaction& transaction) { return permit::enter(transaction, permit, actor, now); });
}

Result<std::optional<EndChanged>> LmdbStore::change_end(Sequence permit, std::string_view holder, const NewEnd& end,
                                                        const Actor& actor, Instant now) {
  return environment_->write(
      [&](WriteTransaction& transaction) { return permit::change_end(transaction, permit, holder, end, actor, now); });
}

Result<StageResult> LmdbStore::stage(const Import& import, std::span<const StandingPermit> permits, Instant now) {
  return environment_->write(
      [&](WriteTransaction& transaction) { return permit::stage(transaction, import, permits, now); });
}

Status LmdbStore::publish_import(Sequence import, std::uint64_t rows, Instant now) {
  return environment_->write([&](WriteTransaction& transaction) {
    permit::publish(transaction, import, rows, now);
    return Done{};
  });
}

Result<bool> LmdbStore::drop_import(Sequence import, std::size_t most, Instant now) {
  return environment_->write([&](WriteTransaction& transaction) { return drop(transaction, import, most, now); });
}

Status LmdbStore::publish(const InstanceStatus& status) {
  return environment_->write([&](WriteTransaction& transaction) {
    put_status(transaction, status);
    return Done{};
  });
}

Status LmdbStore::publish_queued() {
  if (!next_status_) return Done{};
  Status published = publish(*next_status_);
  if (published) next_status_.reset();
  return published;
}

Result<RegisterFigures> LmdbStore::figures() const {
  const auto usage = environment_->usage();
  if (!usage) return usage.error();
  const auto records = last();
  if (!records) return records.error();
  return RegisterFigures{.records = *records,
                         .file_bytes = usage->file_bytes,
                         .map_bytes = usage->map_bytes,
                         .used_bytes = usage->used_bytes,
                         .readers = usage->readers,
                         .commits_behind = usage->commits_behind,
                         .stale_readers = usage->stale_readers,
                         .writer = environment_->writer()};
}

std::unique_ptr<RegisterCheck> LmdbStore::check() { return std::make_unique<LmdbCheck>(*environment_); }

Result<std::vector<InstanceStatus>> LmdbStore::statuses() const {
  return environment_->read([](const ReadTransaction& transaction) { return find_statuses(transaction); });
}

Result<std::vector<AcceptedRules>> LmdbStore::rules_history() const {
  return environment_->read([](const ReadTransaction& transaction) { return permit::rules_history(transaction); });
}

// A few bytes would fit into free pages and would not detect a full disk.
Status LmdbStore::probe() {
  constexpr std::size_t kAsMuchAsABatch = std::size_t{1} << 20;
  const std::string bytes(kAsMuchAsABatch, '\0');
  Status written = environment_->write([&](WriteTransaction& transaction) {
    transaction.put(transaction.at(kMeta), kProbe, bytes);
    return Done{};
  });
  if (!written) return written;
  return environment_->write([](WriteTransaction& transaction) {
    transaction.erase(transaction.at(kMeta), kProbe);
    return Done{};
  });
}

}  // namespace permit
