#include "store/acts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/decide/standing.h"
#include "core/given_permit.h"
#include "store/accepted_rules.h"
#include "store/format/failure.h"
#include "store/index/lists.h"
#include "store/index/permits.h"
#include "store/index/standing.h"
#include "store/log.h"

namespace permit {
namespace {

using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

/// Appends acts to the log. All acts of a transaction share one object.
class ActLog {
 public:
  explicit ActLog(WriteTransaction& transaction)
      : log_(transaction), rules_(accepted_hash(transaction).value_or(Digest{})) {}

  Sequence next() const { return log_.next(); }
  /// The date of an act that is done now.
  Instant dated(Instant now) const { return std::max(now, log_.head().decided); }
  Sequence note(Instant now, AdminEvent act) {
    const Sequence sequence = log_.next();
    log_.append(now, rules_, std::move(act));
    return sequence;
  }
  void finish() { log_.finish(); }

 private:
  LogWriter log_;
  const Digest rules_;
};

/// Finds one of a holder's visible standing permits. Returns null when there is none.
const StandingPermit* find(const std::vector<StandingPermit>& permits, const auto& is_it) {
  const auto found = std::find_if(permits.begin(), permits.end(), is_it);
  return found == permits.end() ? nullptr : &*found;
}

/// Begins an import and gives it its id.
void begin(WriteTransaction& transaction, ActLog& log, Import& import, Instant now) {
  import.id = log.next();
  import.state = Import::State::staged;
  import.began = now;
  log.note(now, {.actor = {.by = import.by, .why = {}}, .what = step_of(import)});
  put_import(transaction, import);
}

/// Enters a permit unless the same one is entered already. `import` is the import that brings it, or null. An import
/// begins, and gets its id, with the first new permit.
EnterResult put_permit(WriteTransaction& transaction, ActLog& log, StandingPermit permit, Import* import,
                       const Actor& actor, Instant now) {
  const std::optional<Sequence> also = import && import->id != 0 ? std::optional(import->id) : std::nullopt;
  const std::vector<StandingPermit> others = find_standing(transaction, permit.holder, also);
  const StandingPermit* same =
      find(others, [&](const auto& other) { return !other.replaced && same_entry(other, permit); });
  if (same) return {.sequence = same->sequence, .what = EnterResult::What::unchanged};
  const StandingPermit* before =
      find(others, [&](const auto& other) { return !other.replaced && is_replacement(permit, other); });

  if (import && import->id == 0) begin(transaction, log, *import, now);
  permit.sequence = log.next();
  permit.entered = log.dated(now);
  permit.import = import ? std::optional(import->id) : std::nullopt;
  permit.replaces = before ? std::optional(before->sequence) : std::nullopt;
  permit.change.reset();
  permit.replaced.reset();
  put_standing(transaction, permit);
  log.note(now, {.actor = actor, .what = StandingEntered{permit}});
  return {.sequence = permit.sequence, .what = before ? EnterResult::What::replaced : EnterResult::What::added};
}

Import staged_import(const ReadTransaction& transaction, Sequence id) {
  std::optional<Import> import = find_import(transaction, id);
  if (import && import->state == Import::State::staged) return *std::move(import);
  throw Failure(0, "import " + std::to_string(id) + " is not staged: it was already shown or dropped.");
}

void change_state(WriteTransaction& transaction, Import import, Import::State state, Instant now) {
  import.state = state;
  note(transaction, now, {.actor = {.by = import.by, .why = {}}, .what = step_of(import)});
  if (state == Import::State::shown) import.shown = std::max(now, Log(transaction).head().decided);
  put_import(transaction, import);
}

std::optional<EndChanged> change_text_permit(WriteTransaction& transaction, const NewEnd& end, Sequence record,
                                             Sequence sequence) {
  const Log log(transaction);
  const std::optional<Record> given = log.find(sequence);
  const Entry* entry = given ? given->text() : nullptr;
  const auto permit = entry ? find_permit(transaction, sequence, *entry) : std::nullopt;
  if (!permit) return std::nullopt;
  const std::optional<Record> moved = permit->changed ? log.find(*permit->changed) : std::nullopt;
  if (moved && is_revocation(*moved)) return std::nullopt;
  change_end(transaction, *permit, end.until, record);
  return EndChanged{
      .permit = sequence, .end = end, .document = permit->document, .plate = permit->plate, .phone = permit->phone};
}

std::optional<EndChanged> change_standing_permit(WriteTransaction& transaction, std::string_view holder,
                                                 const NewEnd& end, const StandingPermit::Change& change,
                                                 Sequence sequence) {
  const std::vector<StandingPermit> permits = find_standing(transaction, holder);
  const StandingPermit* permit = find(permits, [&](const auto& other) { return other.sequence == sequence; });
  if (!permit || is_over_for_good(*permit)) return std::nullopt;
  StandingPermit changed = *permit;
  changed.change = change;
  put_standing(transaction, changed);
  return EndChanged{.permit = sequence, .end = end, .document = permit->holder, .plate = permit->plate, .phone = {}};
}

}  // namespace

Sequence note(WriteTransaction& transaction, Instant now, AdminEvent act) {
  ActLog log(transaction);
  const Sequence sequence = log.note(now, std::move(act));
  log.finish();
  return sequence;
}

std::size_t list(WriteTransaction& transaction, std::span<const Listing> listings) {
  ActLog log(transaction);
  std::size_t put = 0;
  for (const Listing& listing : listings) {
    if (put > 0 && transaction.is_long()) break;
    ++put;
    put_listing(transaction, listing);
    log.note(listing.since, {.actor = {.by = listing.by, .why = listing.why}, .what = Listed{listing}});
  }
  log.finish();
  return put;
}

EnterResult enter(WriteTransaction& transaction, const StandingPermit& permit, const Actor& actor, Instant now) {
  ActLog log(transaction);
  const EnterResult entered = put_permit(transaction, log, permit, nullptr, actor, now);
  log.finish();
  return entered;
}

std::optional<EndChanged> change_end(WriteTransaction& transaction, Sequence permit, std::string_view holder,
                                     const NewEnd& end, const Actor& actor, Instant now) {
  ActLog log(transaction);
  const Sequence record = log.next();
  const Instant at = log.dated(now);
  std::optional<EndChanged> changed =
      holder.empty() ? change_text_permit(transaction, end, record, permit)
                     : change_standing_permit(transaction, holder, end, {record, at, end.until, end.revoked}, permit);
  if (changed) {
    log.note(now, {.actor = actor, .what = *changed});
    log.finish();
  }
  return changed;
}

StageResult stage(WriteTransaction& transaction, const Import& import, std::span<const StandingPermit> permits,
                  Instant now) {
  ActLog log(transaction);
  Import begun = import;
  StageResult staged;
  for (const StandingPermit& permit : permits) {
    if (staged.rows() > 0 && transaction.is_long()) break;
    const EnterResult entered = put_permit(transaction, log, permit, &begun, {.by = import.by, .why = {}}, now);
    ++(entered.what == EnterResult::What::added      ? staged.added
       : entered.what == EnterResult::What::replaced ? staged.replaced
                                                     : staged.unchanged);
  }
  log.finish();
  staged.import = begun.id;
  return staged;
}

void publish(WriteTransaction& transaction, Sequence import, std::uint64_t rows, Instant now) {
  Import shown = staged_import(transaction, import);
  shown.rows = rows;
  change_state(transaction, std::move(shown), Import::State::shown, now);
}

bool drop(WriteTransaction& transaction, Sequence import, std::size_t most, Instant now) {
  Import dropped = staged_import(transaction, import);
  // The rows of an import are among the records after its first one, mixed with other acts and texts.
  const std::vector<Record> records = Log(transaction).slice(std::max(dropped.dropped_to, import) + 1, most);
  for (const Record& record : records) {
    const AdminEvent* act = std::get_if<AdminEvent>(&record.event);
    const StandingEntered* entered = act ? std::get_if<StandingEntered>(&act->what) : nullptr;
    if (entered && entered->permit.import == import) erase_standing(transaction, entered->permit);
    dropped.dropped_to = record.sequence;
    if (transaction.is_long()) break;
  }
  if (records.size() == most || (!records.empty() && dropped.dropped_to != records.back().sequence)) {
    put_import(transaction, dropped);
    return false;
  }
  change_state(transaction, std::move(dropped), Import::State::dropped, now);
  return true;
}

}  // namespace permit
