#include "core/decide/citation.h"

#include <utility>

namespace permit {

namespace {

/// Calls `visit` with every rule of one type. A type without an overload does not compile.
template <typename Visit>
void for_each(std::type_identity<Decree> /*type*/, const RuleSet& rules, const Visit& visit) {
  for (const Decree& decree : rules.decrees) visit(decree);
}
template <typename Visit>
void for_each(std::type_identity<Purpose> /*type*/, const RuleSet& rules, const Visit& visit) {
  for (const Decree& decree : rules.decrees) {
    for (const Purpose& purpose : decree.purposes) visit(purpose);
  }
}
template <typename Visit>
void for_each(std::type_identity<Limit> /*type*/, const RuleSet& rules, const Visit& visit) {
  for_each(std::type_identity<Purpose>{}, rules, [&](const Purpose& purpose) {
    for (const Limit& limit : purpose.limits) visit(limit);
  });
}
template <typename Visit>
void for_each(std::type_identity<Hours> /*type*/, const RuleSet& rules, const Visit& visit) {
  for_each(std::type_identity<Purpose>{}, rules, [&](const Purpose& purpose) {
    for (const Hours& hours : purpose.hours) visit(hours);
  });
}
template <typename Visit>
void for_each(std::type_identity<Withdrawal> /*type*/, const RuleSet& rules, const Visit& visit) {
  for (const Decree& decree : rules.decrees) {
    for (const Withdrawal& withdrawal : decree.withdrawn) visit(withdrawal);
  }
}
template <typename Visit>
void for_each(std::type_identity<ListRefusal> /*type*/, const RuleSet& rules, const Visit& visit) {
  for (const Decree& decree : rules.decrees) {
    for (const ListRefusal& refusal : decree.refusals) visit(refusal);
  }
}
template <typename Visit>
void for_each(std::type_identity<NotByText> /*type*/, const RuleSet& rules, const Visit& visit) {
  for (const Decree& decree : rules.decrees) {
    for (const NotByText& rule : decree.not_by_text) visit(rule);
  }
}
template <typename Visit>
void for_each(std::type_identity<Pause> /*type*/, const RuleSet& rules, const Visit& visit) {
  if (rules.pause) visit(*rules.pause);
}
template <typename Visit>
void for_each(std::type_identity<Interval> /*type*/, const RuleSet& rules, const Visit& visit) {
  for (const Interval& interval : rules.intervals) visit(interval);
}

/// Returns whether the rule replies with that text. An interval uses its own reply only while it holds.
template <ReplyRole role, typename Rule>
bool replies_with([[maybe_unused]] std::string_view text_id, [[maybe_unused]] const Rule& rule) {
  if constexpr (role != ReplyRole::hours && requires { rule.reply; }) {
    return rule.reply == text_id;
  } else {
    return true;
  }
}

template <ReplyRole role, typename... Rules>
void add_clauses(RuleTypes<Rules...> /*types*/, std::string_view text_id, const RuleSet& rules,
                 std::vector<std::string_view>& clauses) {
  [[maybe_unused]] const auto add = [&](const auto& rule) {
    if (is_cited<role>(rule) && replies_with<role>(text_id, rule)) clauses.push_back(rule.clause);
  };
  (for_each(std::type_identity<Rules>{}, rules, add), ...);
}

/// Selects the list of a role that is known only at run time.
template <std::size_t... roles>
void add_clauses(std::index_sequence<roles...> /*all*/, ReplyRole role, std::string_view text_id, const RuleSet& rules,
                 std::vector<std::string_view>& clauses) {
  const auto add = [&]<ReplyRole one>() {
    if (one == role) add_clauses<one>(kCitedBy<one>, text_id, rules, clauses);
  };
  (add.template operator()<static_cast<ReplyRole>(roles)>(), ...);
}

}  // namespace

std::vector<std::string_view> clauses(ReplyRole role, std::string_view text_id, const RuleSet& rules) {
  std::vector<std::string_view> clauses;
  add_clauses(std::make_index_sequence<kReplyRoles>{}, role, text_id, rules, clauses);
  return clauses;
}

}  // namespace permit
