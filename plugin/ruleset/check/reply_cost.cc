#include "ruleset/check/reply_cost.h"

#include <utility>
#include <vector>

#include "core/reply/reply_values.h"

namespace permit {

bool is_replaced(std::string_view language, std::string_view id, const RuleSet& rules) {
  if (!role_of(id) || id == text_id::kFormat) return false;
  const std::string_view other = fallback_text(id).empty() ? text_id::kFormat : fallback_text(id);
  return rules.text(language, id).source() == rules.text(language, other).source();
}

namespace {

/// The text `id` and the built-in texts that it replaces, each with the roles in which it is sent.
std::vector<std::pair<std::string_view, ReplyRole>> uses_of(std::string_view language, std::string_view id,
                                                            const RuleSet& rules) {
  std::vector<std::pair<std::string_view, ReplyRole>> uses;
  for (const ReplyRole role : roles_of(id, rules)) uses.emplace_back(id, role);
  for (const std::string_view own : builtin_text_ids()) {
    if (own == id || rules.text(language, own).source() != rules.text(language, id).source()) continue;
    for (const ReplyRole role : roles_of(own, rules)) {
      if (can_occur(role, rules)) uses.emplace_back(own, role);
    }
  }
  return uses;
}

}  // namespace

Segments cost_at_worst(std::string_view language, std::string_view id, const RuleSet& rules) {
  const Template& text = rules.text(language, id);
  Segments worst{Alphabet::gsm7, 0, 0};
  for (const auto& [used_as, role] : uses_of(language, id, rules)) {
    for (const TemplateValues& values : longest_values(role, used_as, rules)) {
      const Segments cost = count_segments(text.render(values));
      if (std::pair(cost.parts, cost.units) > std::pair(worst.parts, worst.units)) worst = cost;
    }
  }
  return worst;
}

}  // namespace permit
