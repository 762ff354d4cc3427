#include "tool/purge.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <vector>

#include "core/standing.h"
#include "store/lmdb_store.h"
#include "tool/ask.h"
#include "tool/complain.h"
#include "tool/open_register.h"
#include "tool/pace.h"
#include "tool/progress.h"
#include "tool/record_view.h"
#include "tool/rules_at.h"
#include "tool/subject.h"
#include "tool/user.h"

namespace permit::tool {

namespace {

using std::chrono::days;

/// An SMSC tries for a week at most, and a text that comes again must find its record.
constexpr days kDelivery{9};
constexpr std::size_t kPage = 1000;

Hand hand_of(const std::string& by, const std::string& why) {
  return {.by = by.empty() ? user_name() : by, .why = why};
}

std::string local(Instant time, const RuleSet& rules) { return render_local_time(rules.zone.local(time)); }

// ---- By age -------------------------------------------------------------------------------------------------------

/// Records of before are nobody's business but an inspector's.
Instant latest_before(const RuleSet& rules, Instant now) { return std::min(rules.history_from(now), now - kDelivery); }

/// The time that an option names: itself, the beginning of a day, or so many whole days back.
ExitStatus time_of(const std::string& at, std::optional<unsigned> keep, const RuleSet& rules, Instant now,
                   std::optional<Instant>& time) {
  if (!at.empty()) {
    time = instant_of(at.find('T') == std::string::npos ? at + "T00:00" : at, rules.zone);
    if (!time) return kUsage;
  } else if (keep) {
    time = rules.zone.start_of(rules.zone.day(now - days{*keep}));
  }
  return kYes;
}

/// Takes out rows, `done` at a time, until none are left.
template <typename Step>
Result<std::uint64_t> take_out(const std::string& what, Step step) {
  Progress progress(what, 0);
  Pace pace;
  for (std::uint64_t all = 0;;) {
    const Result<std::size_t> done = pace.step([&](std::size_t rows) { return step(rows); });
    if (!done) return done.error();
    if (*done == 0) return all;
    progress.at(all += *done);
  }
}

/// What is taken out: all that options name and nothing else, or what the configuration says.
PurgeOptions with_configured(PurgeOptions options) {
  const bool is_named =
      !options.before.empty() || !options.texts_before.empty() || options.keep_days || options.keep_texts_days;
  if (is_named) return options;
  options.keep_days = options.configured.keep_days;
  options.keep_texts_days = options.configured.keep_texts_days;
  return options;
}

/// What is left of a standing permit is history before a time: another took its place, or it ended, as decrees have it.
bool is_over(const StandingPermit& permit, Instant before, const RuleSet& rules) {
  const auto until = state_of(permit, rules).until;
  return (permit.replaced && *permit.replaced < before) || (until && *until < before);
}

Result<std::size_t> forget_some(LmdbStore& store, std::span<const StandingPermit> permits) {
  return store.forget_standing(permits);
}

Result<std::size_t> forget_some(LmdbStore& store, std::span<const Permit> permits) {
  return store.forget_permits(permits);
}

/// Takes out permits, a few at a time. How many.
template <typename Kind>
Result<std::uint64_t> forget(LmdbStore& store, std::span<const Kind> permits, Pace& pace) {
  std::uint64_t forgotten = 0;
  while (!permits.empty()) {
    const auto some = permits.first(std::min(permits.size(), pace.most()));
    permits = permits.subspan(some.size());
    const auto gone = pace.step([&](std::size_t) { return forget_some(store, some); });
    if (!gone) return gone.error();
    forgotten += *gone;
  }
  return forgotten;
}

Result<std::uint64_t> take_out_standing(LmdbStore& store, const RuleSet& rules, Instant before) {
  Progress progress("purging standing permits", 0);
  Pace pace;
  std::uint64_t all = 0;
  for (std::string last;;) {
    auto page = store.standing_after(last, kPage);
    if (!page) return page.error();
    if (page->empty()) return all;
    last = page->back().holder;
    std::erase_if(*page, [&](const StandingPermit& permit) { return !is_over(permit, before, rules); });
    const auto gone = forget<StandingPermit>(store, *page, pace);
    if (!gone) return gone.error();
    progress.at(all += *gone);
  }
}

/// The act stands in the log before its first step, so that one who is cut short is known.
ExitStatus remove(LmdbStore& store, const RuleSet& rules, Removed::What what, Instant before, const Hand& hand) {
  const Status noted = store.note({.hand = hand, .what = Removed{.what = what, .before = before}}, clock_now());
  if (!noted) return complain(noted.error().message, kUnavailable);
  const bool is_history = what == Removed::What::history;
  const auto removed = take_out(is_history ? "purging" : "dropping texts", [&](std::size_t rows) {
    return is_history ? store.purge(before, rows) : store.drop_raw_texts(before, rows);
  });
  if (!removed) return complain(removed.error().message, kUnavailable);
  std::cout << (is_history ? "Gone is everything before " : "Gone are the raw texts before ") << local(before, rules)
            << ": " << *removed << (is_history ? " rows" : " records passed");
  if (is_history) {
    const auto standing = take_out_standing(store, rules, before);
    if (!standing) return complain(standing.error().message, kUnavailable);
    std::cout << ", and " << *standing << " standing permits";
  }
  std::cout << ".\n";
  return kYes;
}

// ---- At a person's request ----------------------------------------------------------------------------------------

/// Why a person cannot be erased now; empty when he can.
Result<std::string> still_needed(const LmdbStore& store, const RuleSet& rules, const std::string& document,
                                 Instant now) {
  const auto permits = store.by_document(document, rules.history_from(now), now + std::chrono::seconds{1});
  if (!permits) return permits.error();
  if (!permits->empty())
    return "its permit of " + local(permits->back().decided, rules) +
           " is alive or counted by a limit; ask again later";
  const auto standing = store.standing_of(document);
  if (!standing) return standing.error();
  for (const StandingPermit& permit : *standing) {
    const auto until = state_of(permit, rules).until;
    if (!permit.replaced && (!until || now < *until))
      return "it holds a " + permit.kind + " permit" + (until ? " until " + local(*until, rules) : "") +
             "; revoke that first";
  }
  const auto lists = store.lists_of(document, {}, now);
  if (!lists) return lists.error();
  if (!lists->empty()) return "it stands on list " + lists->front() + "; take it off first";
  return std::string();
}

/// Also where a text could not be read and names it all the same, however it was spaced.
bool is_about(const Record& record, const std::string& document) {
  if (names(record, Subject::document, document)) return true;
  const Entry* entry = record.text();
  if (!entry) return false;
  std::string squeezed;
  for (const char sign : entry->text.body) {
    if (sign >= 'a' && sign <= 'z') squeezed += static_cast<char>(sign - 'a' + 'A');
    if ((sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9')) squeezed += sign;
  }
  return squeezed.find(document) != std::string::npos;
}

/// The records that name a document, from the whole log.
Result<std::vector<Sequence>> records_of(const LmdbStore& store, const std::string& document) {
  const auto last = store.last();
  if (!last) return last.error();
  Progress progress("searching the log", *last);
  std::vector<Sequence> found;
  for (Sequence at = 1; at <= *last;) {
    const auto page = store.log(at, kPage);
    if (!page) return page.error();
    if (page->empty()) break;
    for (const Record& record : *page)
      if (is_about(record, document)) found.push_back(record.sequence);
    progress.at(at = page->back().sequence + 1);
  }
  return found;
}

}  // namespace

ExitStatus purge(const PurgeOptions& given) {
  const PurgeOptions options = with_configured(given);
  OpenRegister opened;
  if (const ExitStatus status = open_register(options.store, options.rules, Access::writing, opened); status != kYes)
    return status;
  const RuleSet& rules = *opened.rules;
  const Instant now = clock_now();
  std::optional<Instant> before;
  std::optional<Instant> texts_before;
  for (const ExitStatus status : {time_of(options.before, options.keep_days, rules, now, before),
                                  time_of(options.texts_before, options.keep_texts_days, rules, now, texts_before)})
    if (status != kYes) return status;
  if (!before && !texts_before)
    return complain(
        "say what may go: --before or --keep-days, --texts-before or --keep-texts-days; or set `keep-days' "
        "or `keep-texts-days' in " +
            options.configured.file,
        kUsage);
  if (const Instant latest = latest_before(rules, now); before && *before > latest)
    return complain("limits count, and SMSCs deliver again, what is as old as " + local(latest, rules) +
                        (given.keep_days == options.keep_days ? "; name that time or an earlier one"
                                                              : "; raise `keep-days' in " + options.configured.file),
                    kUsage);
  const Hand hand = hand_of(options.by, options.why);
  ExitStatus status = kYes;
  if (before) status = remove(*opened.store, rules, Removed::What::history, *before, hand);
  if (texts_before && status == kYes)
    status = remove(*opened.store, rules, Removed::What::raw_texts, *texts_before, hand);
  return status;
}

ExitStatus erase(const EraseOptions& options) {
  OpenRegister opened;
  if (const ExitStatus status = open_register(options.store, options.rules, Access::writing, opened); status != kYes)
    return status;
  const RuleSet& rules = *opened.rules;
  LmdbStore& store = *opened.store;
  const auto document = readable_holder(options.document, rules);
  if (!document) return complain(document.error().message, kUsage);
  const Instant now = clock_now();
  const auto needed = still_needed(store, rules, *document, now);
  if (!needed) return complain(needed.error().message, kUnavailable);
  if (!needed->empty()) return complain(*document + " cannot be erased: " + *needed, kNo);

  const auto records = records_of(store, *document);
  if (!records) return complain(records.error().message, kUnavailable);
  // Both may have outlived their records.
  const auto given = store.by_document(*document, Instant::min(), Instant::max());
  if (!given) return complain(given.error().message, kUnavailable);
  const auto held = store.standing_of(*document);
  if (!held) return complain(held.error().message, kUnavailable);
  if (records->empty() && given->empty() && held->empty()) {
    std::cout << "The register says nothing of " << *document << ".\n";
    return kYes;
  }
  std::cout << records->size() << (records->size() == 1 ? " record names " : " records name ") << *document
            << (given->empty() && held->empty() ? "" : ", which has held permits") << ".\n";
  if (const ExitStatus answer = options.yes ? kYes : ask("Take it out of them for good?"); answer != kYes)
    return answer;
  const Removed removed{.what = Removed::What::person, .before = now, .records = records->size()};
  if (const Status noted = store.note({.hand = hand_of(options.by, options.why), .what = removed}, now); !noted)
    return complain(noted.error().message, kUnavailable);
  std::size_t next = 0;
  const auto erased = take_out("erasing", [&](std::size_t rows) -> Result<std::size_t> {
    const std::size_t some = std::min(rows, records->size() - next);
    const auto done = store.erase(std::span(*records).subspan(next, some));
    if (!done) return done.error();
    next += some;
    return some;
  });
  if (!erased) return complain(erased.error().message, kUnavailable);
  Pace pace;
  const auto given_left = store.by_document(*document, Instant::min(), Instant::max());
  if (!given_left) return complain(given_left.error().message, kUnavailable);
  if (const auto forgotten = forget<Permit>(store, *given_left, pace); !forgotten)
    return complain(forgotten.error().message, kUnavailable);
  const auto held_left = store.standing_of(*document);
  if (!held_left) return complain(held_left.error().message, kUnavailable);
  if (const auto forgotten = forget<StandingPermit>(store, *held_left, pace); !forgotten)
    return complain(forgotten.error().message, kUnavailable);
  std::cout << "The register no longer says who. Its chain holds; `permitctl log verify' says `erased' of them.\n"
               "Copies that were made before still say it.\n";
  return kYes;
}

}  // namespace permit::tool
