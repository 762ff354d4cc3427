#include "store/acts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/standing.h"
#include "store/accepted_rules.h"
#include "store/failure.h"
#include "store/log.h"
#include "store/permit_index.h"
#include "store/standing_index.h"

namespace permit {
namespace {

using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

/// One of a holder's standing permits, of those that can be seen; null when there is none.
const StandingPermit* find(const std::vector<StandingPermit>& permits, const auto& is_it) {
  const auto found = std::find_if(permits.begin(), permits.end(), is_it);
  return found == permits.end() ? nullptr : &*found;
}

bool stands(const ReadTransaction& transaction, const StandingPermit& permit) {
  const std::vector<StandingPermit> others = find_standing(transaction, permit.holder);
  return find(others, [&](const auto& other) { return !other.replaced && same_entry(other, permit); });
}

/// Enters what does not stand there yet. `import`: that brings it, already begun.
Kept keep(WriteTransaction& transaction, StandingPermit permit, std::optional<Sequence> import, const Hand& hand,
          Instant now) {
  const std::vector<StandingPermit> others = find_standing(transaction, permit.holder, import);
  const StandingPermit* same =
      find(others, [&](const auto& other) { return !other.replaced && same_entry(other, permit); });
  if (same) return {.sequence = same->sequence, .what = Kept::What::stood_there};
  const StandingPermit* before =
      find(others, [&](const auto& other) { return !other.replaced && takes_place(permit, other); });

  LogWriter log(transaction);
  permit.sequence = log.next();
  permit.entered = std::max(now, log.head().decided);
  permit.import = import;
  permit.replaces = before ? std::optional(before->sequence) : std::nullopt;
  permit.change.reset();
  permit.replaced.reset();
  put_standing(transaction, permit);
  note(transaction, now, {.hand = hand, .what = Entered{permit}});
  return {.sequence = permit.sequence, .what = before ? Kept::What::replaced : Kept::What::added};
}

Import staged_import(const ReadTransaction& transaction, Sequence id) {
  std::optional<Import> import = find_import(transaction, id);
  if (import && import->state == Import::State::staged) return *std::move(import);
  throw Failure(0, "import " + std::to_string(id) + " is not staged: it was shown or dropped before.");
}

void change_state(WriteTransaction& transaction, Import import, Import::State state, Instant now) {
  import.state = state;
  note(transaction, now, {.hand = {.by = import.by, .why = {}}, .what = step_of(import)});
  if (state == Import::State::shown) import.shown = std::max(now, Log(transaction).head().decided);
  put_import(transaction, import);
}

Sequence begin(WriteTransaction& transaction, Import import, Instant now) {
  import.id = LogWriter(transaction).next();
  import.state = Import::State::staged;
  import.began = now;
  note(transaction, now, {.hand = {.by = import.by, .why = {}}, .what = step_of(import)});
  put_import(transaction, import);
  return import.id;
}

EndChanged change_text_permit(WriteTransaction& transaction, const Entry& entry, Sequence sequence, const NewEnd& end,
                              Sequence record) {
  const std::optional<Permit> permit = find_permit(transaction, sequence, entry);
  if (!permit)
    throw Failure(0, "permit " + std::to_string(sequence) +
                         " stands in the log and not in the index. Run "
                         "`permitctl store check'.");
  change_end(transaction, *permit, end.until, record);
  return {.permit = sequence, .end = end, .document = permit->document, .plate = permit->plate, .phone = permit->phone};
}

/// Also one that is not shown yet: nobody can name it.
std::optional<EndChanged> change_standing_permit(WriteTransaction& transaction, const StandingPermit& entered,
                                                 const NewEnd& end, const StandingPermit::Change& change) {
  const std::vector<StandingPermit> permits = find_standing(transaction, entered.holder, entered.import);
  const StandingPermit* permit = find(permits, [&](const auto& other) { return other.sequence == entered.sequence; });
  if (!permit) return std::nullopt;  // dropped with its import
  StandingPermit changed = *permit;
  changed.change = change;
  put_standing(transaction, changed);
  return EndChanged{
      .permit = entered.sequence, .end = end, .document = entered.holder, .plate = entered.plate, .phone = {}};
}

}  // namespace

Sequence note(WriteTransaction& transaction, Instant now, Act act) {
  LogWriter log(transaction);
  const Sequence sequence = log.next();
  log.append(now, accepted_rules(transaction).value_or(Digest{}), std::move(act));
  log.finish();
  return sequence;
}

Kept enter(WriteTransaction& transaction, const StandingPermit& permit, const Hand& hand, Instant now) {
  return keep(transaction, permit, std::nullopt, hand, now);
}

std::optional<EndChanged> change_end(WriteTransaction& transaction, Sequence permit, const NewEnd& end,
                                     const Hand& hand, Instant now) {
  const std::optional<Record> record = Log(transaction).find(permit);
  if (!record || record->erased.personal) return std::nullopt;
  const LogWriter log(transaction);
  const Sequence change = log.next();
  const Instant at = std::max(now, log.head().decided);
  std::optional<EndChanged> changed;
  if (const Entry* entry = record->text()) {
    if (entry->outcome == Outcome::granted) changed = change_text_permit(transaction, *entry, permit, end, change);
  } else if (const auto* entered = std::get_if<Entered>(&std::get<Act>(record->event).what)) {
    changed = change_standing_permit(transaction, entered->permit, end, {change, at, end.until, end.revoked});
  }
  if (changed) note(transaction, now, {.hand = hand, .what = *changed});
  return changed;
}

Staged stage(WriteTransaction& transaction, const Import& import, std::span<const StandingPermit> permits,
             Instant now) {
  Staged staged{.import = import.id};
  for (const StandingPermit& permit : permits) {
    if (staged.import == 0 && !stands(transaction, permit)) staged.import = begin(transaction, import, now);
    const std::optional<Sequence> id = staged.import == 0 ? std::nullopt : std::optional(staged.import);
    const Kept kept = keep(transaction, permit, id, {.by = import.by, .why = {}}, now);
    ++(kept.what == Kept::What::added      ? staged.added
       : kept.what == Kept::What::replaced ? staged.replaced
                                           : staged.stood_there);
  }
  return staged;
}

void show(WriteTransaction& transaction, Sequence import, std::uint64_t rows, Instant now) {
  Import shown = staged_import(transaction, import);
  shown.rows = rows;
  change_state(transaction, std::move(shown), Import::State::shown, now);
}

bool drop(WriteTransaction& transaction, Sequence import, std::size_t most, Instant now) {
  Import dropped = staged_import(transaction, import);
  // Its rows are the records that it began with and all behind, of other acts and texts too.
  const std::vector<Record> records = Log(transaction).slice(std::max(dropped.dropped_to, import) + 1, most);
  for (const Record& record : records) {
    const Act* act = std::get_if<Act>(&record.event);
    const Entered* entered = act ? std::get_if<Entered>(&act->what) : nullptr;
    if (entered && entered->permit.import == import) erase_standing(transaction, entered->permit);
    dropped.dropped_to = record.sequence;
  }
  if (records.size() == most) {
    put_import(transaction, dropped);
    return false;
  }
  change_state(transaction, std::move(dropped), Import::State::dropped, now);
  return true;
}

}  // namespace permit
