#include "ruleset/reply_cost.h"

#include <algorithm>
#include <utility>

namespace permit {

std::set<ReplyRole> roles_of(std::string_view id, const RuleSet& rules) {
  std::set<ReplyRole> roles;
  if (const auto role = role_of(id)) roles.insert(*role);
  for (const NotADocument& known : rules.not_documents) {
    if (known.reply == id) roles.insert(ReplyRole::not_a_document);
  }
  for (const Word& word : rules.words) {
    if (word.reply == id) roles.insert(role_of(word));
    if (word.reply_if_none == id) roles.insert(role_if_none(word));
  }
  for (const Interval& interval : rules.intervals) {
    if (interval.reply == id) roles.insert(ReplyRole::interval);
  }
  const auto refuse = [&](const auto& refusal) {
    if (refusal.reply == id) roles.insert(ReplyRole::refused);
  };
  for (const Decree& part : rules.decrees) {
    std::for_each(part.not_by_text.begin(), part.not_by_text.end(), refuse);
    std::for_each(part.refusals.begin(), part.refusals.end(), refuse);
  }
  if (rules.pause) refuse(*rules.pause);
  return roles;
}

bool stands_in(std::string_view language, std::string_view id, const RuleSet& rules) {
  if (!role_of(id) || id == text_id::kFormat) return false;
  const std::string_view other = stand_in(id).empty() ? text_id::kFormat : stand_in(id);
  return rules.text(language, id).source() == rules.text(language, other).source();
}

Segments cost_at_worst(std::string_view language, std::string_view id, const RuleSet& rules) {
  Segments worst{Alphabet::gsm7, 0, 0};
  for (const ReplyRole role : roles_of(id, rules)) {
    const Segments cost = count_segments(rules.text(language, id).render(longest_values(role, rules, language)));
    if (std::pair(cost.parts, cost.units) > std::pair(worst.parts, worst.units)) worst = cost;
  }
  return worst;
}

}  // namespace permit
