#include "store/memory_store.h"

#include <algorithm>
#include <iterator>

#include "core/decide/standing.h"
#include "core/given_permit.h"
#include "store/format/record_bytes.h"

namespace permit {
namespace {

/// Returns whether there was such a listing.
bool remove(std::vector<Listing>& listings, const ListingKey& key) {
  return std::erase_if(listings, [&](const Listing& listing) {
           return listing.list == key.list && listing.of == key.of && listing.subject == key.subject;
         }) > 0;
}

/// Returns a record without some of its parts, and notes which of them held anything.
Record without(const Record& record, const Erased& parts) {
  const RecordParts bytes = encode(record);
  const auto left = [](const std::string& part, bool was_erased, bool erase) {
    const bool is_erased = was_erased || (erase && !part.empty());
    return is_erased ? std::nullopt : std::optional<std::string_view>(part);
  };
  return *decode_record(record.sequence, bytes.open, left(bytes.personal, record.erased.personal, parts.personal),
                        left(bytes.raw, record.erased.raw, parts.raw));
}

bool older(const Permit& one, const Permit& other) { return one.sequence < other.sequence; }

}  // namespace

Result<std::vector<Permit>> MemoryStore::by_document(std::string_view document, Instant since, Instant until) const {
  return find(&Register::by_document, by_document_, document, since, until);
}

Result<std::vector<Permit>> MemoryStore::by_plate(std::string_view plate, Instant since, Instant until) const {
  return find(&Register::by_plate, by_plate_, plate, since, until);
}

Result<std::vector<Permit>> MemoryStore::by_phone(std::string_view phone, Instant since, Instant until) const {
  return find(&Register::by_phone, by_phone_, phone, since, until);
}

MemoryStore::Permits MemoryStore::find(Find in_base, const Index& own, std::string_view subject, Instant since,
                                       Instant until) const {
  Permits base = base_ ? (base_->*in_base)(subject, since, until) : Permits(std::vector<Permit>());
  if (!base.ok()) return base;
  std::vector<Permit> found;
  for (Permit& permit : *base) {
    const bool is_later = base_last_ && permit.sequence > *base_last_;
    if (!is_later && !permits_.contains(permit.sequence)) found.push_back(std::move(permit));
  }
  const std::string key(subject);
  for (auto row = own.lower_bound({key, 0}); row != own.end() && row->first == key; ++row) {
    const Permit& permit = permits_.at(row->second);
    if (since <= permit.decided && permit.decided < until) found.push_back(permit);
  }
  std::sort(found.begin(), found.end(), older);
  return found;
}

Result<std::optional<Entry>> MemoryStore::seen(const TextKey& key) const {
  const auto own = seen_.find(key);
  if (own != seen_.end()) {
    const Record& record = log_[own->second - base_last_.value_or(0) - forgotten_ - 1];
    return std::optional(std::get<Entry>(record.event));
  }
  if (base_) return base_->seen(key);
  return std::optional<Entry>();
}

Result<std::vector<Record>> MemoryStore::log(Sequence first, std::size_t most) const {
  std::vector<Record> records;
  const Result<Sequence> base_last = base_last_ ? *base_last_ : base_ ? base_->last() : Sequence{0};
  if (!base_last.ok()) return base_last.error();
  if (base_ && first <= *base_last) {
    Result<std::vector<Record>> before = base_->log(first, most);
    if (!before.ok()) return before;
    records = std::move(*before);
    std::erase_if(records, [&](const Record& record) { return record.sequence > *base_last; });
  }
  const auto own =
      std::find_if(log_.begin(), log_.end(), [&](const Record& record) { return record.sequence >= first; });
  for (auto record = own; record != log_.end() && records.size() < most; ++record) records.push_back(*record);
  return records;
}

Result<Sequence> MemoryStore::last() const {
  if (base_last_ || !base_) return next() - 1;
  return base_->last();
}

Result<std::vector<std::string>> MemoryStore::lists_of(std::string_view document, std::string_view phone,
                                                       Instant now) const {
  Result<std::vector<std::string>> lists =
      base_ ? base_->lists_of(document, phone, now) : Result(std::vector<std::string>());
  if (!lists.ok()) return lists;
  for (const Listing& listing : listings_) {
    const std::string_view subject = listing.of == Listing::Of::document ? document : phone;
    const bool is_there = !subject.empty() && listing.subject == subject && listing.holds(now);
    if (is_there && std::find(lists->begin(), lists->end(), listing.list) == lists->end())
      lists->push_back(listing.list);
  }
  return lists;
}

Result<std::size_t> MemoryStore::put_on_lists(std::span<const Listing> listings) {
  for (const Listing& listing : listings) {
    remove(listings_, {listing.list, listing.of, listing.subject});
    listings_.push_back(listing);
    const AdminEvent act{.actor = {.by = listing.by, .why = listing.why}, .what = Listed{listing}};
    if (const Status noted = append(listing.since, act); !noted) return noted.error();
  }
  return listings.size();
}

Result<bool> MemoryStore::take_off_list(const ListingKey& key, const Actor& actor, Instant now) {
  if (!remove(listings_, key)) return false;
  if (const Status noted = append(now, {.actor = actor, .what = Unlisted{key}}); !noted) return noted.error();
  return true;
}

Result<std::size_t> MemoryStore::forget_expired_listings_of(Listing::Of of, std::string_view subject, Instant now) {
  return std::erase_if(listings_, [&](const Listing& listing) {
    return listing.of == of && listing.subject == subject && !listing.holds(now);
  });
}

/// Returns since when a permit is visible, or nothing when it is not. `as_if_shown` is an import to treat as shown.
std::optional<Instant> MemoryStore::seen_since(const StandingPermit& permit,
                                               std::optional<Sequence> as_if_shown) const {
  if (!permit.import || permit.import == as_if_shown) return permit.entered;
  const auto import = std::find_if(imports_.begin(), imports_.end(),
                                   [&](const Import& candidate) { return candidate.id == *permit.import; });
  if (!import->shown) return std::nullopt;
  return std::max(permit.entered, *import->shown);
}

/// Returns the visible permits that match, in the order of entry.
template <typename Matches>
std::vector<StandingPermit> MemoryStore::standing(std::optional<Sequence> as_if_shown, Matches matches) const {
  std::vector<StandingPermit> found;
  for (const StandingPermit& permit : standing_) {
    const std::optional<Instant> since = matches(permit) ? seen_since(permit, as_if_shown) : std::nullopt;
    if (!since) continue;
    found.push_back(permit);
    found.back().entered = *since;
    for (const StandingPermit& later : standing_)
      if (later.replaces == permit.sequence && seen_since(later, as_if_shown))
        found.back().replaced = seen_since(later, as_if_shown);
  }
  return found;
}

Result<std::vector<StandingPermit>> MemoryStore::standing_of(std::string_view holder) const {
  auto of_base =
      base_ ? base_->standing_of(holder) : Result<std::vector<StandingPermit>>(std::vector<StandingPermit>());
  if (!of_base) return of_base.error();
  for (StandingPermit& permit : standing({}, [&](const StandingPermit& own) { return own.holder == holder; }))
    of_base->push_back(std::move(permit));
  return of_base;
}

Result<std::vector<StandingPermit>> MemoryStore::standing_by_plate(std::string_view plate) const {
  return standing({}, [&](const StandingPermit& permit) { return permit.plate == plate; });
}

Result<EnterResult> MemoryStore::enter(const StandingPermit& permit, const Actor& actor, Instant now) {
  return put_standing(permit, std::nullopt, actor, now);
}

Result<EnterResult> MemoryStore::put_standing(StandingPermit permit, std::optional<Sequence> import, const Actor& actor,
                                              Instant now) {
  std::optional<Sequence> before;
  for (const StandingPermit& other :
       standing(import, [&](const StandingPermit& one) { return one.holder == permit.holder; })) {
    if (other.replaced) continue;
    if (same_entry(other, permit)) return EnterResult{other.sequence, EnterResult::What::unchanged};
    if (!before && is_replacement(permit, other)) before = other.sequence;
  }
  permit.sequence = next();
  permit.import = import;
  permit.replaces = before;
  permit.change.reset();
  permit.replaced.reset();
  if (const Status noted = append(now, {.actor = actor, .what = StandingEntered{permit}}); !noted) return noted.error();
  StandingPermit& entered = std::get<StandingEntered>(std::get<AdminEvent>(log_.back().event).what).permit;
  entered.entered = log_.back().at;
  standing_.push_back(entered);
  return EnterResult{permit.sequence, before ? EnterResult::What::replaced : EnterResult::What::added};
}

Result<std::optional<EndChanged>> MemoryStore::change_end(Sequence permit, std::string_view holder, const NewEnd& end,
                                                          const Actor& actor, Instant now) {
  const Sequence record = next();
  const auto standing = std::find_if(standing_.begin(), standing_.end(),
                                     [&](const StandingPermit& other) { return other.sequence == permit; });
  const auto by_text = own(permit) ? permits_.find(permit) : permits_.end();
  std::optional<EndChanged> changed;
  const auto seen = MemoryStore::standing({}, [&](const StandingPermit& one) { return one.sequence == permit; });
  const auto is_revoked = [&](const Permit& one) {
    return one.changed && std::any_of(log_.begin(), log_.end(), [&](const Record& moved) {
             return moved.sequence == one.changed && is_revocation(moved);
           });
  };
  if (!holder.empty() && !seen.empty() && seen[0].holder == holder && !is_over_for_good(seen[0])) {
    changed = EndChanged{permit, end, standing->holder, standing->plate, {}};
  } else if (holder.empty() && by_text != permits_.end() && !is_revoked(by_text->second)) {
    Permit moved = by_text->second;
    moved.period.until = end.until;
    moved.changed = record;
    put_permit(moved);
    changed = EndChanged{permit, end, moved.document, moved.plate, moved.phone};
  } else {
    return changed;
  }
  if (const Status noted = append(now, {.actor = actor, .what = *changed}); !noted) return noted.error();
  if (!holder.empty()) standing->change = StandingPermit::Change{record, log_.back().at, end.until, end.revoked};
  return changed;
}

Result<StageResult> MemoryStore::stage(const Import& import, std::span<const StandingPermit> permits, Instant now) {
  StageResult staged{.import = import.id};
  const Actor actor{.by = import.by, .why = {}};
  for (const StandingPermit& permit : permits) {
    const auto equal = standing({}, [&](const StandingPermit& one) { return same_entry(one, permit); });
    const bool is_new = std::all_of(equal.begin(), equal.end(), [](const auto& one) { return one.replaced; });
    if (staged.import == 0 && is_new) {
      Import begun = import;
      begun.id = staged.import = next();
      begun.began = now;
      if (const Status noted = append(now, {.actor = actor, .what = step_of(begun)}); !noted) return noted.error();
      imports_.push_back(begun);
    }
    const auto id = staged.import == 0 ? std::nullopt : std::optional(staged.import);
    const Result<EnterResult> entered = put_standing(permit, id, actor, now);
    if (!entered.ok()) return entered.error();
    staged.added += entered->what == EnterResult::What::added;
    staged.replaced += entered->what == EnterResult::What::replaced;
    staged.unchanged += entered->what == EnterResult::What::unchanged;
  }
  return staged;
}

Import* MemoryStore::staged_import(Sequence id) {
  const auto found = std::find_if(imports_.begin(), imports_.end(), [&](const Import& import) {
    return import.id == id && import.state == Import::State::staged;
  });
  return found == imports_.end() ? nullptr : &*found;
}

Status MemoryStore::publish_import(Sequence import, std::uint64_t rows, Instant now) {
  Import* staged = staged_import(import);
  if (!staged) return Error{"not staged"};
  staged->state = Import::State::shown;
  staged->rows = rows;
  Status noted = append(now, {.actor = {.by = staged->by, .why = {}}, .what = step_of(*staged)});
  staged->shown = log_.back().at;
  return noted;
}

Result<bool> MemoryStore::drop_import(Sequence import, std::size_t, Instant now) {
  Import* staged = staged_import(import);
  if (!staged) return Error{"not staged"};
  std::erase_if(standing_, [&](const StandingPermit& permit) { return permit.import == import; });
  staged->state = Import::State::dropped;
  if (const Status noted = append(now, {.actor = {.by = staged->by, .why = {}}, .what = step_of(*staged)}); !noted)
    return noted.error();
  return true;
}

Result<std::optional<RuleFiles>> MemoryStore::rules(const Digest& hash) const {
  const auto own = rules_.find(hash);
  if (own != rules_.end()) return std::optional(own->second);
  if (base_) return base_->rules(hash);
  return std::optional<RuleFiles>();
}

Result<std::optional<Digest>> MemoryStore::rules_in_force() const {
  if (rules_in_force_ || !base_) return rules_in_force_;
  return base_->rules_in_force();
}

Status MemoryStore::accept_rules(const Digest& hash, const RuleFiles& text, HostTime at) {
  rules_.emplace(hash, text);
  const Result<std::optional<Digest>> before = rules_in_force();
  if (!before.ok()) return before.error();
  if (*before == hash) return Done{};
  rules_in_force_ = hash;
  return append(std::chrono::floor<std::chrono::seconds>(at), {.actor = {}, .what = RulesAccepted{hash}});
}

Status MemoryStore::append(Instant now, AdminEvent act) {
  if (Status begun = begin(); !begun) return begun;
  const Result<Instant> decided = last_decided();
  if (!decided.ok()) return decided.error();
  const Result<std::optional<Digest>> rules = rules_in_force();
  if (!rules.ok()) return rules.error();
  log_.push_back(
      {.sequence = next(), .at = std::max(now, *decided), .rules = rules->value_or(Digest{}), .event = std::move(act)});
  return Done{};
}

// A batch runs on a rehearsal on top of this store. The rehearsal is merged when the whole batch is decided.
Result<std::vector<CommitResult>> MemoryStore::commit(Instant now, std::span<const AccountQuery> batch,
                                                      const Decider& decider) {
  MemoryStore draft(this);
  if (const Status begun = draft.begin(); !begun) return begun.error();
  const Result<Instant> last = last_decided();
  if (!last.ok()) return last.error();
  const Instant decided = std::max(now, *last);

  std::vector<CommitResult> answers;
  for (const AccountQuery& question : batch) {
    Result<CommitResult> answered = draft.answer(answers.size(), question, decider, decided);
    if (!answered.ok()) return answered.error();
    answers.push_back(std::move(*answered));
  }
  merge(std::move(draft));
  return answers;
}

// Remembers the end of the base, if there is a base.
Status MemoryStore::begin() {
  if (!base_ || base_last_) return Done{};
  const Result<Sequence> last = base_->last();
  if (!last.ok()) return last.error();
  base_last_ = *last;
  return Done{};
}

Result<Instant> MemoryStore::last_decided() const {
  if (last_decided_ != Instant::min() || !base_) return last_decided_;
  return base_->last_decided();
}

Result<CommitResult> MemoryStore::answer(std::size_t index, const AccountQuery& question, const Decider& decider,
                                         Instant decided) {
  Result<std::optional<Entry>> before = seen(question.key);
  if (!before.ok()) return before.error();
  if (*before) return CommitResult{.entry = std::move(**before), .is_duplicate = true};

  Result<Account> account = account_of(question, decider.history_from(decided), decided);
  if (!account.ok()) return account.error();
  const Sequence sequence = next();
  Entry entry = decider.decide(index, sequence, *account, decided);
  entry.decided = decided;
  last_decided_ = decided;
  log_.push_back(record_of(sequence, entry));
  seen_.emplace(question.key, sequence);
  if (entry.outcome == Outcome::granted) put_permit(given_permit(sequence, entry));
  if (entry.outcome == Outcome::repeated) {
    if (const Permit* permit = repeated_permit(entry, *account)) {
      Permit changed = *permit;
      changed.plate = entry.plate;
      put_permit(changed);
    }
  }
  return CommitResult{.entry = std::move(entry), .is_duplicate = false};
}

Result<Account> MemoryStore::account_of(const AccountQuery& question, Instant since, Instant decided) const {
  const Instant until = decided + std::chrono::seconds(1);
  Account account;
  if (!question.document.empty()) {
    Permits permits = by_document(question.document, since, until);
    if (!permits.ok()) return permits.error();
    account.permits = std::move(*permits);
  }
  if (!question.phone.empty()) {
    Permits permits = by_phone(question.phone, since, until);
    if (!permits.ok()) return permits.error();
    account.of_phone = std::move(*permits);
  }
  if (!question.listed.empty()) {
    Result<std::vector<std::string>> lists = lists_of(question.document, question.listed, decided);
    if (!lists.ok()) return lists.error();
    account.lists = std::move(*lists);
  }
  return account;
}

void MemoryStore::put_permit(const Permit& permit) {
  const auto [at, is_new] = permits_.try_emplace(permit.sequence, permit);
  if (!is_new) {
    by_plate_.erase({at->second.plate, permit.sequence});
    at->second = permit;
  }
  if (!permit.document.empty()) by_document_.insert({permit.document, permit.sequence});
  by_phone_.insert({permit.phone, permit.sequence});
  if (!permit.plate.empty()) by_plate_.insert({permit.plate, permit.sequence});
}

void MemoryStore::forget_before(Instant instant) {
  forget_records_before(instant);
  forget_permits_before(instant);
}

std::size_t MemoryStore::forget_records_before(Instant instant) {
  const auto first_kept =
      std::find_if(log_.begin(), log_.end(), [&](const Record& record) { return record.at >= instant; });
  const auto forgotten = static_cast<std::size_t>(first_kept - log_.begin());
  for (auto record = log_.begin(); record != first_kept; ++record)
    if (const Entry* text = record->text()) seen_.erase(text->text.key);
  forgotten_ += forgotten;
  log_.erase(log_.begin(), first_kept);
  return forgotten;
}

void MemoryStore::forget_permits_before(Instant instant) {
  std::vector<Sequence> old;
  for (const auto& [sequence, permit] : permits_)
    if (permit.decided < instant) old.push_back(sequence);
  for (const Sequence sequence : old) forget_permit(sequence);
}

void MemoryStore::forget_permit(Sequence sequence) {
  const auto at = permits_.find(sequence);
  if (at == permits_.end()) return;
  by_document_.erase({at->second.document, sequence});
  by_phone_.erase({at->second.phone, sequence});
  by_plate_.erase({at->second.plate, sequence});
  permits_.erase(at);
}

Record* MemoryStore::own(Sequence sequence) {
  const auto found =
      std::find_if(log_.begin(), log_.end(), [&](const Record& record) { return record.sequence == sequence; });
  return found == log_.end() ? nullptr : &*found;
}

Result<std::size_t> MemoryStore::purge(Instant before, std::size_t) {
  const std::size_t forgotten = forget_records_before(before);
  forget_permits_before(std::chrono::floor<std::chrono::days>(before));
  std::erase_if(listings_, [&](const Listing& listing) { return listing.until && *listing.until < before; });
  return forgotten;
}

Result<std::size_t> MemoryStore::drop_raw_texts(Instant before, std::size_t) {
  std::size_t dropped = 0;
  for (Record& record : log_) {
    if (record.at >= before) break;
    if (record.sequence <= raw_gone_to_) continue;
    raw_gone_to_ = record.sequence;
    record = without(record, {.personal = false, .raw = true});
    ++dropped;
  }
  return dropped;
}

Result<Removal> MemoryStore::forget_standing(std::span<const StandingPermit> permits) {
  Removal removal{.passed = permits.size()};
  for (const StandingPermit& permit : permits) {
    const std::vector<StandingPermit> own = *standing_of(permit.holder);
    const bool is_needed = std::any_of(own.begin(), own.end(),
                                       [&](const StandingPermit& other) { return permit.replaces == other.sequence; });
    if (is_needed || std::find(own.begin(), own.end(), permit) == own.end()) continue;
    removal.removed += std::erase_if(standing_, [&](const auto& other) { return other.sequence == permit.sequence; });
  }
  return removal;
}

Result<Removal> MemoryStore::forget_permits(std::span<const Permit> permits) {
  Removal removal{.passed = permits.size()};
  for (const Permit& permit : permits) {
    const auto at = permits_.find(permit.sequence);
    if (at == permits_.end() || at->second != permit) continue;
    forget_permit(permit.sequence);
    ++removal.removed;
  }
  return removal;
}

Result<Removal> MemoryStore::erase(std::span<const Sequence> records) {
  Removal removal{.passed = records.size()};
  for (const Sequence sequence : records) {
    Record* record = own(sequence);
    if (!record) continue;
    Record rest = without(*record, {.personal = true, .raw = true});
    removal.removed += rest != *record;
    *record = std::move(rest);
    forget_permit(sequence);
    std::erase_if(standing_, [&](const StandingPermit& permit) { return permit.sequence == sequence; });
  }
  return removal;
}

Status MemoryStore::note(const AdminEvent& act, Instant now) { return append(now, act); }

void MemoryStore::merge(MemoryStore&& draft) {
  if (base_ && !base_last_) base_last_ = draft.base_last_;
  last_decided_ = std::max(last_decided_, draft.last_decided_);
  std::move(draft.log_.begin(), draft.log_.end(), std::back_inserter(log_));
  seen_.merge(draft.seen_);
  for (const auto& [sequence, permit] : draft.permits_) put_permit(permit);
}

}  // namespace permit
