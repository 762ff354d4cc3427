#include "operations/grant.h"

#include <algorithm>
#include <utility>

namespace permit {

namespace {

/// The permit of a record, if the holder still has it.
Result<std::optional<PermitView>> entered(const InspectionStore& store, const RuleSet& rules, const std::string& holder,
                                          Sequence record, Instant now) {
  auto all = permit_views(store, Subject::document, holder, now, rules);
  if (!all) return all.error();
  const auto found =
      std::find_if(all->begin(), all->end(), [&](const PermitView& other) { return other.record == record; });
  return found == all->end() ? std::nullopt : std::optional(std::move(*found));
}

}  // namespace

Result<Granted, OperationError> grant(RegisterStore& store, const RuleSet& rules, const GrantRequest& request,
                                      const Actor& actor, Instant now) {
  if (const Status known = check_kind(request.kind, rules); !known) return bad_input(known.error());
  StandingWords words = request.words;
  if (words.from.empty()) words.from = render_local_time(now, rules.zone);
  auto permit = read_standing(words, rules);
  if (!permit) return bad_input(permit.error());
  if (permit->period.has_ended(now)) return bad_input("until: " + words.until + " is in the past");
  permit->kind = request.kind;
  permit->source = request.source;
  const auto result = store.enter(*permit, actor, now);
  if (!result) return result.error();
  auto current = entered(store, rules, permit->holder, result->sequence, now);
  if (!current) return current.error();
  return Granted{result->what, permit->holder, std::move(*current)};
}

}  // namespace permit
