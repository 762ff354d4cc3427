#include "ruleset/check/reply_cost.h"

#include <utility>

namespace permit {

bool stands_in(std::string_view language, std::string_view id, const RuleSet& rules) {
  if (!role_of(id) || id == text_id::kFormat) return false;
  const std::string_view other = stand_in(id).empty() ? text_id::kFormat : stand_in(id);
  return rules.text(language, id).source() == rules.text(language, other).source();
}

Segments cost_at_worst(std::string_view language, std::string_view id, const RuleSet& rules) {
  const Template& text = rules.text(language, id);
  Segments worst{Alphabet::gsm7, 0, 0};
  const auto consider = [&](const TemplateValues& values) {
    const Segments cost = count_segments(text.render(values));
    if (std::pair(cost.parts, cost.units) > std::pair(worst.parts, worst.units)) worst = cost;
  };
  for (const ReplyRole role : roles_of(id, rules)) {
    TemplateValues values = longest_values(role, rules);
    if (role != ReplyRole::trial) {
      consider(values);
      continue;
    }
    for (std::string& answer : longest_answers(rules)) {
      values[Placeholder::answer] = std::move(answer);
      consider(values);
    }
  }
  return worst;
}

}  // namespace permit
