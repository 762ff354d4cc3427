#include "operations/erase.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "base/normalize.h"
#include "core/decide/standing.h"
#include "core/read/tokens.h"
#include "operations/delete_in_batches.h"
#include "operations/history.h"
#include "operations/subject.h"

namespace permit {

namespace {

constexpr std::size_t kPage = 1000;

Result<std::vector<Permit>> given_to(const InspectionStore& store, const Person& person, Instant since, Instant until) {
  return person.by == Subject::phone ? store.by_phone(person.key, since, until)
                                     : store.by_document(person.key, since, until);
}

/// The rows of a person in the indexes, up to a record of the log.
Result<PersonTraces> in_indexes(const InspectionStore& store, const Person& person, Sequence last) {
  const auto is_later = [&](const auto& permit) { return permit.sequence > last; };
  auto given = given_to(store, person, Instant::min(), Instant::max());
  if (!given) return given.error();
  auto held = store.standing_of(person.document());
  if (!held) return held.error();
  auto listed = store.listings_of(person.listed_as(), person.key);
  if (!listed) return listed.error();
  std::erase_if(*given, is_later);
  std::erase_if(*held, is_later);
  return PersonTraces{last, {}, std::move(*given), std::move(*held), std::move(*listed)};
}

/// Also true for an unreadable text that contains the key, after normalization and without spaces.
bool is_about(const Record& record, const Person& person) {
  if (mentions(record, person.by, person.key)) return true;
  const Entry* entry = record.text();
  return entry && joined(normalize(entry->text.body).tokens).find(person.key) != std::string::npos;
}

Result<std::vector<Sequence>> records_about(const InspectionStore& store, const Person& person, Sequence last,
                                            const OnProgress& on_progress) {
  std::vector<Sequence> found;
  for (Sequence at = 1; at <= last;) {
    const auto page = store.log(at, kPage);
    if (!page) return page.error();
    if (page->empty()) break;
    for (const Record& record : *page)
      if (record.sequence <= last && is_about(record, person)) found.push_back(record.sequence);
    report(on_progress, at = page->back().sequence + 1);
  }
  return found;
}

Status erase_records(AdminStore& store, const std::vector<Sequence>& records, const OnProgress& on_progress) {
  std::size_t next = 0;
  const auto erased = delete_in_batches(
      [&](std::size_t rows) -> Result<std::size_t> {
        const std::size_t some = std::min(rows, records.size() - next);
        const auto done = store.erase(std::span(records).subspan(next, some));
        if (!done) return done.error();
        next += done->passed;
        return done->passed;
      },
      on_progress);
  return erased ? Status(Done{}) : erased.error();
}

/// Reads the indexes again, because erasing the records has changed their rows.
Status erase_from_indexes(RegisterStore& store, const Person& person, Sequence last, Instant now) {
  const auto left = in_indexes(store, person, last);
  if (!left) return left.error();
  Throttle throttle;
  if (const auto gone = forget<Permit>(store, left->given, throttle); !gone) return gone.error();
  if (const auto gone = forget<StandingPermit>(store, left->held, throttle); !gone) return gone.error();
  if (const auto gone = store.forget_expired_listings_of(person.listed_as(), person.key, now); !gone)
    return gone.error();
  return Done{};
}

}  // namespace

Result<Person, OperationError> read_person(const std::string& whom, const RuleSet& rules) {
  const bool by_phone = !rules.message.has(Field::Kind::document);
  auto key = by_phone ? readable_subject("phone", whom, rules) : readable_holder(whom, rules);
  if (!key) return bad_input(key.error());
  return Person{by_phone ? Subject::phone : Subject::document, std::move(*key)};
}

Result<Done, OperationError> check_request(const std::string& why) {
  const bool is_blank = why.find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_blank) return bad_input("why is empty; write the number of the request", "why");
  return Done{};
}

Result<std::optional<StillNeeded>> still_needed(const InspectionStore& store, const RuleSet& rules,
                                                const Person& person, Instant now) {
  using Why = StillNeeded::Why;
  const auto permits = given_to(store, person, rules.history_from(now), now + std::chrono::seconds{1});
  if (!permits) return permits.error();
  if (!permits->empty())
    return std::optional(StillNeeded{.why = Why::counted_permit, .decided = permits->back().decided});
  const auto standing = store.standing_of(person.document());
  if (!standing) return standing.error();
  for (const StandingPermit& permit : *standing) {
    const auto until = effective_end(permit, rules).until;
    if (!permit.replaced && (!until || now < *until))
      return std::optional(StillNeeded{.why = Why::standing_permit, .kind = permit.kind, .until = until});
  }
  const auto lists = store.lists_of(person.document(), person.phone(), now);
  if (!lists) return lists.error();
  return lists->empty() ? std::nullopt : std::optional(StillNeeded{.why = Why::list});
}

Result<PersonTraces> traces_of(const InspectionStore& store, const Person& person, Sequence last,
                               const OnProgress& on_progress) {
  auto records = records_about(store, person, last, on_progress);
  if (!records) return records.error();
  auto traces = in_indexes(store, person, last);
  if (traces) traces->records = std::move(*records);
  return traces;
}

Status erase_person(RegisterStore& store, const Person& person, const PersonTraces& traces, const Actor& actor,
                    Instant now, const OnProgress& on_progress) {
  const Removed removed{.what = Removed::What::person, .before = now, .records = traces.records.size()};
  if (Status noted = store.note({.actor = actor, .what = removed}, now); !noted) return noted;
  if (Status erased = erase_records(store, traces.records, on_progress); !erased) return erased;
  return erase_from_indexes(store, person, traces.last, now);
}

}  // namespace permit
