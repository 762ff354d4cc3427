#include "store/index_check.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/given_permit.h"
#include "store/accepted_rules.h"
#include "store/format/failure.h"
#include "store/format/keys.h"
#include "store/format/record_bytes.h"
#include "store/index/lists.h"
#include "store/index/permits.h"
#include "store/index/seen.h"
#include "store/index/standing.h"

namespace permit {

namespace {

using lmdb::Database;
using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

constexpr std::size_t kMostNews = 1000;  // records by other writers that a step reads
constexpr const char* kStanding = "standing";
constexpr const char* kStandingPlates = "standing plates";
constexpr const char* kImports = "imports";
constexpr const char* kLists = "lists";
constexpr const char* kRules = "rules";

/// Every database whose rows each follow from one record.
std::vector<std::string> indexes(const ReadTransaction& transaction) {
  std::vector<std::string> names;
  for (const char* kind : {"document", "phone", "plate", "seen"}) {
    const std::string last = std::string(kind) == "seen" ? "seen other" : day_name(kind, Instant::max());
    for (std::string& name : transaction.names(day_name(kind, Instant::min()), last)) names.push_back(std::move(name));
  }
  for (const char* name : {kStanding, kStandingPlates, kImports, kLists})
    if (transaction.find(name)) names.emplace_back(name);
  return names;
}

bool is_seen(std::string_view database) { return database.starts_with("seen "); }
bool is_plates(std::string_view database) { return database.starts_with("plate "); }

/// Returns the subject in a key: the part before its NUL.
std::string subject_in(std::string_view database, std::string_view key) {
  const bool names_somebody = database == kLists || database.starts_with(kStanding) ||
                              database.starts_with("document ") || database.starts_with("phone ") ||
                              is_plates(database);
  if (!names_somebody || key.empty()) return {};
  if (database == kLists) key.remove_prefix(1);
  return std::string(key.substr(0, key.find('\0')));
}

/// Returns the record that a row belongs to, or nothing when the row names none.
std::optional<Sequence> record_in(std::string_view database, std::string_view key, std::string_view value) {
  if (is_seen(database)) return parse_sequence_key(value);
  constexpr std::size_t kNumber = sizeof(Sequence);
  return key.size() < kNumber ? std::nullopt : parse_sequence_key(key.substr(key.size() - kNumber));
}

std::string erased_key(const Listing& listing) {
  return std::to_string(listing.since.time_since_epoch().count()) + ' ' + listing.list;
}

template <typename What>
const What* act_of(const Record& record) {
  const AdminEvent* act = std::get_if<AdminEvent>(&record.event);
  return act ? std::get_if<What>(&act->what) : nullptr;
}

bool holds(const std::vector<IndexRow>& rows, std::string_view database, std::string_view key) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const IndexRow& row) { return row.database == database && row.key == key; });
}

}  // namespace

void repair(WriteTransaction& transaction, const IndexFault& fault) {
  if (!fault.can_be_repaired()) return;
  if (fault.wanted) {
    transaction.put(transaction.create(fault.database), fault.key, *fault.wanted);
  } else if (const auto database = transaction.find(fault.database)) {
    transaction.erase(*database, fault.key);
  }
}

/// The register as one transaction sees it.
class IndexCheck::View {
 public:
  explicit View(const ReadTransaction& read)
      : transaction(read), log(read), head(log.head().sequence), gone(log.start().sequence) {}

  std::optional<std::string_view> row(const std::string& database, std::string_view key) const {
    const std::optional<Database> found = transaction.find(database);
    return found ? transaction.get(*found, key) : std::nullopt;
  }

  std::vector<std::string> keys(const std::optional<Database>& database) const {
    std::vector<std::string> keys;
    if (database)
      for (lmdb::Cursor row(transaction, *database, {}); row.valid(); row.next()) keys.emplace_back(row.key());
    return keys;
  }

  /// Returns the permit of a text from its row by document or phone, or nothing when that row is missing or damaged.
  std::optional<Permit> permit(Sequence sequence, const Entry& entry) const {
    const IndexRow own = rows_of(given_permit(sequence, entry)).front();
    const auto bytes = row(own.database, own.key);
    return bytes ? decode_permit(*bytes) : std::nullopt;
  }
  /// Returns an import from its row, or nothing when that row is missing or damaged.
  std::optional<Import> import(Sequence id) const {
    const auto bytes = row(kImports, sequence_key(id));
    return bytes ? decode_import(id, *bytes) : std::nullopt;
  }

  /// Adds a fault to the step when a row that should exist is missing or different.
  void expect(const IndexRow& wanted, Sequence record, Step& step) const {
    ++step.judged;
    const auto found = row(wanted.database, wanted.key);
    if (found == wanted.value) return;
    step.faults.push_back({.what = found ? IndexFault::What::different : IndexFault::What::missing,
                           .database = wanted.database,
                           .key = wanted.key,
                           .subject = subject_in(wanted.database, wanted.key),
                           .record = record,
                           .wanted = wanted.value});
  }
  /// Adds a fault to the step for a row that should not exist.
  void expect_none(const std::string& database, std::string_view key, Sequence record, Step& step) const {
    step.faults.push_back({.what = IndexFault::What::superfluous,
                           .database = database,
                           .key = std::string(key),
                           .subject = subject_in(database, key),
                           .record = record,
                           .wanted = std::nullopt});
  }
  void report_lost(const std::string& database, std::string_view key, Sequence record, Step& step) const {
    step.faults.push_back({.what = IndexFault::What::lost,
                           .database = database,
                           .key = std::string(key),
                           .subject = subject_in(database, key),
                           .record = record,
                           .wanted = std::nullopt});
  }

  const ReadTransaction& transaction;
  const Log log;
  const Sequence head;
  const Sequence gone;  ///< records up to this one were purged
};

// ---- The walk -----------------------------------------------------------------------------------------------------

IndexCheck::Step IndexCheck::examine(const ReadTransaction& transaction, std::size_t most, const IsLong& is_long) {
  const View view(transaction);
  Step step;
  if (stage_ == Stage::begin) {
    known_to_ = view.head;
    below_ = view.head + 1;
    stage_ = Stage::records;
  }
  if (!catch_up(view, most)) return step;
  if (stage_ == Stage::records) examine_records(view, most, is_long, step);
  if (stage_ == Stage::rows) examine_rows(view, most, is_long, step);
  if (stage_ == Stage::rules) examine_rules(view, step);
  return step;
}

void IndexCheck::advance(const Step& step) {
  (stage_ == Stage::records ? records_ : rows_) += step.judged;
  if (step.below_) {
    below_ = *step.below_;
    later_.erase(later_.lower_bound(below_), later_.end());  // the walk has passed those permits
  }
  if (step.last_key_) last_key_ = *step.last_key_;
  if (!step.is_stage_over_) return;
  last_key_.clear();
  if (stage_ == Stage::rows && ++database_ < databases_.size()) return;
  stage_ = static_cast<Stage>(static_cast<int>(stage_) + 1);
}

/// Reads what others have written since the last step. Returns false when there is more: nothing can be judged yet.
bool IndexCheck::catch_up(const View& view, std::size_t most) {
  const std::vector<Record> news = view.log.slice(known_to_ + 1, std::max(most, kMostNews));
  for (const Record& record : news) note(record);
  if (!news.empty()) known_to_ = news.back().sequence;
  return known_to_ == view.head;
}

/// Records may be noted in any order, and more than once.
void IndexCheck::note(const Record& record) {
  if (const Entry* entry = record.text()) {
    if (entry->outcome != Outcome::repeated || !entry->permit) return;
    Later& later = later_[*entry->permit];
    later.plate = std::max(later.plate, record.sequence);
  } else if (const auto* changed = act_of<EndChanged>(record)) {
    Later& later = later_[changed->permit];
    later.end = std::max(later.end, record.sequence);
  } else if (const auto* listed = act_of<Listed>(record)) {
    if (record.erased.personal) {
      erased_listings_.insert(erased_key(listed->listing));
    } else if (LastListing& last = listings_[row_of(listed->listing).key]; last.record < record.sequence) {
      last = {record.sequence, true};
    }
  } else if (const auto* unlisted = act_of<Unlisted>(record); unlisted && !record.erased.personal) {
    LastListing& last = listings_[key_of(unlisted->key.list, unlisted->key.of, unlisted->key.subject)];
    if (last.record < record.sequence) last = {record.sequence, false};
  } else if (const auto* import = act_of<ImportStep>(record)) {
    LastStep& last = imports_[import->import];
    if (last.record < record.sequence) last = {record.sequence, import->state};
  } else if (const auto* accepted = act_of<RulesAccepted>(record)) {
    accepted_[record.sequence] = {record.at, accepted->rules};
  } else if (const auto* removed = act_of<Removed>(record); removed && removed->what == Removed::What::history) {
    purged_before_ = std::max(purged_before_, removed->before);
  }
}

void IndexCheck::examine_records(const View& view, std::size_t most, const IsLong& is_long, Step& step) {
  const Sequence first = std::max(view.gone + 1, below_ - std::min<Sequence>(below_ - 1, most));
  step.is_stage_over_ = first == view.gone + 1 || below_ <= first;
  if (step.is_stage_over_ && databases_.empty()) databases_ = indexes(view.transaction);
  step.below_ = std::min(below_, first);
  if (below_ <= first) return;
  std::vector<Record> records = view.log.slice(first, static_cast<std::size_t>(below_ - first));
  std::reverse(records.begin(), records.end());
  for (const Record& record : records) {
    note(record);
    judge(view, record, step);
    if (record.sequence == first || !is_long()) continue;
    step.below_ = record.sequence;
    step.is_stage_over_ = false;
    return;
  }
}

void IndexCheck::examine_rows(const View& view, std::size_t most, const IsLong& is_long, Step& step) {
  step.is_stage_over_ = true;
  if (database_ >= databases_.size()) return;
  const std::string& name = databases_[database_];
  const std::optional<Database> database = view.transaction.find(name);
  if (!database) return;  // purged since it was listed
  for (lmdb::Cursor row(view.transaction, *database, last_key_); row.valid(); row.next()) {
    if (row.key() == last_key_) continue;
    if (step.judged == most || (step.judged > 0 && is_long())) {
      step.is_stage_over_ = false;
      return;
    }
    ++step.judged;
    judge_row(view, name, row.key(), row.value(), step);
    step.last_key_ = std::string(row.key());
  }
}

// ---- From a record to its rows ------------------------------------------------------------------------------------

void IndexCheck::judge(const View& view, const Record& record, Step& step) const {
  if (const Entry* entry = record.text()) return judge(view, record, *entry, step);
  if (const auto* import = act_of<ImportStep>(record)) return judge(view, record, *import, step);
  if (record.erased.personal) return;
  if (const auto* entered = act_of<StandingEntered>(record)) return judge(view, record, *entered, step);
  if (const auto* listed = act_of<Listed>(record)) return judge(view, record, *listed, step);
  if (const auto* unlisted = act_of<Unlisted>(record)) return judge(view, record, *unlisted, step);
}

void IndexCheck::judge(const View& view, const Record& record, const Entry& entry, Step& step) const {
  view.expect(seen_row(entry.text.key, entry.decided, record.sequence), record.sequence, step);
  if (entry.outcome != Outcome::granted || !entry.period || record.erased.personal) return;
  Permit permit = given_permit(record.sequence, entry);
  if (const auto later = later_.find(record.sequence); later != later_.end()) {
    if (const auto repeated = view.log.find(later->second.plate); repeated && repeated->text()) {
      const auto stored = repeated->erased.personal ? view.permit(record.sequence, entry) : std::nullopt;
      permit.plate = stored ? stored->plate : repeated->text()->plate;
    }
    if (const auto changed = view.log.find(later->second.end)) {
      permit.period.until = act_of<EndChanged>(*changed)->end.until;
      permit.changed = later->second.end;
    }
  }
  for (const IndexRow& row : rows_of(permit)) view.expect(row, record.sequence, step);
}

bool IndexCheck::is_dropped(const View& view, const StandingPermit& permit) const {
  if (!permit.import) return false;
  const auto import = view.import(*permit.import);
  const auto last = imports_.find(*permit.import);  // without one, only steps earlier than the walk are left
  const auto state = last != imports_.end() ? last->second.state : import ? import->state : Import::State::shown;
  if (state == Import::State::staged) return import && permit.sequence <= import->dropped_to;
  return state == Import::State::dropped;
}

void IndexCheck::judge(const View& view, const Record& record, const StandingEntered& entered, Step& step) const {
  StandingPermit permit = entered.permit;
  if (is_dropped(view, permit)) return;
  const auto later = later_.find(record.sequence);
  if (const auto changed = later == later_.end() ? std::nullopt : view.log.find(later->second.end)) {
    const NewEnd& end = act_of<EndChanged>(*changed)->end;
    permit.change = {later->second.end, changed->at, end.until, end.revoked};
    // The change saw the permit as entered when its import was shown: by the log or, if that is purged, by its row.
    if (permit.import) {
      const auto last = imports_.find(*permit.import);
      const auto shown = last == imports_.end() ? std::nullopt : view.log.find(last->second.record);
      const auto import = view.import(*permit.import);
      const Instant by_row = import ? import->shown.value_or(permit.entered) : permit.entered;
      permit.entered = std::max(permit.entered, shown ? shown->at : by_row);
    }
  }
  const bool may_be_purged = permit.period.from < purged_before_;  // a permit entered later may be over too
  for (const IndexRow& row : rows_of(permit))
    if (!may_be_purged || view.row(row.database, row.key)) view.expect(row, record.sequence, step);
}

void IndexCheck::judge(const View& view, const Record& record, const Listed& listed, Step& step) const {
  const IndexRow row = row_of(listed.listing);
  if (listings_.at(row.key).record != record.sequence) return;
  const bool may_be_purged = listed.listing.until && *listed.listing.until < purged_before_;
  if (!may_be_purged || view.row(row.database, row.key)) view.expect(row, record.sequence, step);
}

void IndexCheck::judge(const View& view, const Record& record, const Unlisted& unlisted, Step& step) const {
  const std::string key = key_of(unlisted.key.list, unlisted.key.of, unlisted.key.subject);
  if (listings_.at(key).record != record.sequence) return;
  ++step.judged;
  if (view.row(kLists, key)) view.expect_none(kLists, key, record.sequence, step);
}

// Only the row of an import says when it began and how far it was dropped.
void IndexCheck::judge(const View& view, const Record& record, const ImportStep& step_of_import, Step& step) const {
  if (imports_.at(step_of_import.import).record != record.sequence) return;
  const auto stored = view.import(step_of_import.import);
  Import wanted = stored.value_or(Import{});
  const auto begun = view.log.find(step_of_import.import);
  if (!stored && begun) wanted.began = begun->at;
  wanted.id = step_of_import.import;
  wanted.state = step_of_import.state;
  wanted.kind = step_of_import.kind;
  wanted.file = step_of_import.file;
  wanted.rows = step_of_import.rows;
  wanted.by = std::get<AdminEvent>(record.event).actor.by;
  if (wanted.state == Import::State::shown) wanted.shown = record.at;
  view.expect(row_of(wanted), record.sequence, step);
}

// ---- From a row to its record -------------------------------------------------------------------------------------

void IndexCheck::judge_row(const View& view, const std::string& database, std::string_view key, std::string_view value,
                           Step& step) const {
  if (database == kLists) return judge_listing(view, key, value, step);
  const std::optional<Sequence> sequence = record_in(database, key, value);
  if (!sequence || *sequence > view.head) return view.expect_none(database, key, sequence.value_or(0), step);
  if (*sequence > view.gone && !should_exist(view, database, key, *sequence))
    view.expect_none(database, key, *sequence, step);
}

/// REQUIRES: the record was not purged.
bool IndexCheck::should_exist(const View& view, const std::string& database, std::string_view key,
                              Sequence sequence) const {
  const auto record = view.log.find(sequence);
  if (!record) return false;
  if (database == kImports) return imports_.contains(sequence);
  if (const Entry* entry = record->text()) {
    if (is_seen(database)) {
      const IndexRow row = seen_row(entry->text.key, entry->decided, sequence);
      return row.database == database && row.key == key;
    }
    if (entry->outcome != Outcome::granted || !entry->period || record->erased.personal) return false;
    Permit permit = given_permit(sequence, *entry);
    if (is_plates(database)) {  // the walk along the log judged the rows by document and phone
      const auto stored = view.permit(sequence, *entry);
      if (!stored) return true;
      permit.plate = stored->plate;
    }
    return holds(rows_of(permit), database, key);
  }
  const auto* entered = act_of<StandingEntered>(*record);
  return entered && !record->erased.personal && !is_dropped(view, entered->permit) &&
         holds(rows_of(entered->permit), database, key);
}

void IndexCheck::judge_listing(const View& view, std::string_view key, std::string_view value, Step& step) const {
  if (listings_.contains(std::string(key))) return;  // judged by its record
  const auto listing = decode_listing(value);
  if (!listing) return view.report_lost(kLists, key, 0, step);
  if (erased_listings_.contains(erased_key(*listing))) return;
  const auto first = view.gone == 0 ? std::vector<Record>() : view.log.slice(view.gone + 1, 1);
  const bool may_be_older = view.gone > 0 && (first.empty() || listing->since <= first.front().at);
  if (!may_be_older) view.expect_none(kLists, key, 0, step);
}

// ---- The history of the rules -------------------------------------------------------------------------------------

/// Returns the number of the last row. A number greater than the count of all rows and records is damage.
std::uint64_t last_accepted(const std::vector<std::string>& keys, std::size_t records) {
  std::uint64_t last = 0;
  for (const std::string& key : keys)
    if (const auto number = parse_sequence_key(key); number && *number <= keys.size() + records) last = *number;
  return last;
}

void IndexCheck::examine_rules(const View& view, Step& step) const {
  step.is_stage_over_ = true;
  const std::vector<std::string> keys = view.keys(accepted_database(view.transaction));
  const std::uint64_t last = last_accepted(keys, accepted_.size());

  // The first changes are those whose records were purged.
  const std::uint64_t purged = view.gone == 0 ? 0 : std::max<std::uint64_t>(last, accepted_.size()) - accepted_.size();
  std::uint64_t number = purged;
  for (const auto& [record, acceptance] : accepted_) {
    IndexRow wanted = row_of({acceptance.at, acceptance.rules}, ++number);
    const auto bytes = view.row(wanted.database, wanted.key);
    const auto stored = bytes ? decode_accepted(*bytes) : std::nullopt;
    const bool is_right = stored && stored->hash == acceptance.rules &&
                          std::chrono::floor<std::chrono::seconds>(stored->at) <= acceptance.at;
    if (is_right) {
      ++step.judged;
    } else {
      view.expect(wanted, record, step);
    }
    const std::string_view hash(reinterpret_cast<const char*>(acceptance.rules.data()), acceptance.rules.size());
    const auto text = view.row(kRules, hash);
    if (!text || !decode_rules(*text)) view.report_lost(kRules, hash, record, step);
  }
  for (const std::string& key : keys)
    if (const auto extra = parse_sequence_key(key); !extra || *extra == 0 || *extra > number)
      view.expect_none(row_of(AcceptedRules{}, 0).database, key, 0, step);
  if (accepted_.empty()) return;
  for (const IndexRow& row : meta_rows(accepted_.rbegin()->second.rules, number))
    view.expect(row, accepted_.rbegin()->first, step);
}

}  // namespace permit
