#include "ruleset/check/reply_cost.h"

#include <string>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "core/reply/reply_values.h"
#include "ruleset/read/compile_context.h"

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

void check_reply_lengths(CompileContext& context) {
  for (const auto& [language_and_id, place] : context.text_places) {
    const auto& [language, id] = language_and_id;
    const Segments cost = cost_at_worst(language, id, context.rules);
    if (cost.parts <= kMostReplySegments) continue;
    context.faults.add(
        DiagnosticId::long_reply, place,
        "text " + in_quotes(id) + " in " + language + ": with its longest values it has " + std::to_string(cost.units) +
            " characters and takes " + std::to_string(cost.parts) + " segments; shorten it to at most " +
            std::to_string(kMostReplySegments) + ", which hold " +
            (cost.alphabet == Alphabet::gsm7 ? "918 characters"
                                             : "402 characters, or 918 without letters outside of GSM 7-bit"));
  }
}

}  // namespace permit
