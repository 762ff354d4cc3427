#include "operations/lists.h"

#include <utility>

#include "operations/actor.h"
#include "operations/known_name.h"
#include "operations/local_time.h"
#include "operations/subject.h"

namespace permit {

Status check_list(const std::string& name, const RuleSet& rules) { return check_known("list", name, rules.lists); }

std::string name(Listing::Of of) { return of == Listing::Of::phone ? "phone" : "document"; }

Result<PutOnList, OperationError> put_on_list(RegisterStore& store, const RuleSet& rules, const ListRequest& who,
                                              const std::string& until, const Actor& actor, Instant now) {
  if (const Status known = check_list(who.list, rules); !known) return bad_input(known.error());
  auto subject = listable_subject(name(who.of), who.key, rules, now);
  if (!subject) return bad_input(subject.error());
  if (const auto reason = actor_with_reason(actor.by, actor.why); !reason) return reason.error();
  Listing listing{who.list, who.of, *std::move(subject), now, {}, actor.by, actor.why};
  if (!until.empty()) {
    const auto end = read_local_time(until, rules.zone, now);
    if (!end) return end.error();
    listing.until = *end;
    if (!listing.holds(now)) return bad_input("until " + until + " is in the past", "until");
  }
  auto before = store.listing({listing.list, listing.of, listing.subject});
  if (!before) return before.error();
  if (const Status put = store.put_on_list(listing); !put) return put.error();
  return PutOnList{std::move(listing), *std::move(before)};
}

Result<TakenOffList, OperationError> take_off_list(RegisterStore& store, const RuleSet& rules, const ListRequest& who,
                                                   const Actor& actor, Instant now) {
  if (const Status known = check_list(who.list, rules); !known) return bad_input(known.error());
  std::string subject = folded_subject(name(who.of), who.key, rules);
  const auto removed = store.take_off_list({who.list, who.of, subject}, actor, now);
  if (!removed) return removed.error();
  return TakenOffList{std::move(subject), *removed};
}

Result<std::vector<Listing>, OperationError> listings(RegisterStore& store, const RuleSet& rules,
                                                      const std::string& list, const std::optional<NotedLook>& noted,
                                                      Instant now) {
  if (const Status known = check_list(list, rules); !known) return bad_input(known.error());
  if (noted)
    if (const auto written = note_reveal(store, *noted, list, now); !written) return written.error();
  auto found = store.listings(list);
  if (!found) return found.error();
  return *std::move(found);
}

}  // namespace permit
