#include "core/reply/longest.h"

#include <algorithm>

#include "core/reply/segments.h"

namespace permit {

void Longest::add(std::string_view text) {
  if (text.empty()) return;
  const Segments cost = count_segments(text);
  const std::size_t units = count_utf16_units(text);
  if (in_units_.empty() || units > count_utf16_units(in_units_)) in_units_ = text;
  if (cost.alphabet == Alphabet::ucs2) {
    if (ucs2_only_.empty() || units > count_utf16_units(ucs2_only_)) ucs2_only_ = text;
  } else if (in_septets_.empty() || cost.units > count_segments(in_septets_).units) {
    in_septets_ = text;
  }
}

void for_each_longest(std::span<const Longest> parts,
                      const std::function<void(const std::vector<std::string_view>&)>& visit) {
  std::vector<std::string_view> chosen;
  chosen.reserve(parts.size());
  for (const Longest& part : parts) chosen.push_back(part.in_septets().empty() ? part.ucs2_only() : part.in_septets());
  visit(chosen);
  std::transform(parts.begin(), parts.end(), chosen.begin(),
                 [](const Longest& part) -> std::string_view { return part.in_units(); });
  visit(chosen);
  for (std::size_t at = 0; at < parts.size(); ++at) {
    if (parts[at].ucs2_only().empty() || parts[at].ucs2_only() == parts[at].in_units()) continue;
    chosen[at] = parts[at].ucs2_only();
    visit(chosen);
    chosen[at] = parts[at].in_units();
  }
}

}  // namespace permit
