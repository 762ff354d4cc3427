// The clauses that replies cite. kCitedBy below is the only list of them: decide() takes a clause with cite(), and
// clauses() reads the same list, so no reply cites a clause that the calculation of segments does not know.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/decide/reply_role.h"
#include "core/rule_set.h"

namespace permit {

template <typename... Rules>
struct RuleTypes {
  template <typename Rule>
  static constexpr bool kHold = (std::is_same_v<Rule, Rules> || ...);
};

/// The types of the rules that a reply of each role can cite. A role without an entry cites nothing.
template <ReplyRole role>
inline constexpr RuleTypes<> kCitedBy{};
template <>
inline constexpr RuleTypes<Purpose> kCitedBy<ReplyRole::granted>{};
template <>
inline constexpr RuleTypes<Purpose> kCitedBy<ReplyRole::granted_plate_unclear>{};
template <>
inline constexpr RuleTypes<Purpose> kCitedBy<ReplyRole::repeated>{};
template <>
inline constexpr RuleTypes<Limit> kCitedBy<ReplyRole::limit>{};
template <>
inline constexpr RuleTypes<Hours, Interval> kCitedBy<ReplyRole::hours>{};
template <>
inline constexpr RuleTypes<Withdrawal, Decree> kCitedBy<ReplyRole::no_such_code>{};
template <>
inline constexpr RuleTypes<ListRefusal> kCitedBy<ReplyRole::listed>{};
template <>
inline constexpr RuleTypes<NotByText> kCitedBy<ReplyRole::not_by_text>{};
template <>
inline constexpr RuleTypes<Decree> kCitedBy<ReplyRole::not_accepted>{};
template <>
inline constexpr RuleTypes<Pause> kCitedBy<ReplyRole::paused>{};
template <>
inline constexpr RuleTypes<Interval> kCitedBy<ReplyRole::interval>{};

/// Returns whether that role cites a rule of such a type. A ban refuses before it begins only if it cuts permits.
template <ReplyRole role, typename Rule>
bool is_cited([[maybe_unused]] const Rule& rule) {
  if constexpr (role == ReplyRole::hours && std::is_same_v<Rule, Interval>) {
    return rule.cuts_permits;
  } else {
    return true;
  }
}

/// A clause that a reply cites, and the place of its rule. Only cite() makes one.
class Citation {
 public:
  std::string clause;
  Origin origin;

 private:
  Citation(std::string cited, Origin from) : clause(std::move(cited)), origin(std::move(from)) {}

  template <ReplyRole role, typename Rule>
  friend Citation cite(const Rule& rule);
};

/// Makes a citation. REQUIRES: is_cited(). A type that kCitedBy lacks does not compile.
template <ReplyRole role, typename Rule>
Citation cite(const Rule& rule) {
  static_assert(std::remove_cvref_t<decltype(kCitedBy<role>)>::template kHold<Rule>, "kCitedBy lacks this rule");
  assert((is_cited<role>(rule)));
  return {rule.clause, rule.origin};
}

/// Returns every clause that a reply of this role can cite under these rules. If the rules name the reply themselves,
/// returns only the clauses of rules that reply with `text_id`. The views live as long as `rules`.
std::vector<std::string_view> clauses(ReplyRole role, std::string_view text_id, const RuleSet& rules);

}  // namespace permit
