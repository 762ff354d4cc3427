#include "ruleset/read/annotations.h"

#include <algorithm>

namespace permit {

void PurposeNotes::apply_to(PurposeNotes& amended) const {
  if (says_how_long) amended.stated = stated;
  if (!no_limit_clause.empty()) amended.no_limit_clause = no_limit_clause;
  if (!begins_clause.empty()) amended.begins_clause = begins_clause;
  if (!where.empty()) amended.where = where;
  if (!remarks.empty()) amended.remarks = remarks;
}

PurposeNotes Annotations::of(const Decree& decree, const Purpose& purpose) const {
  PurposeNotes all;
  const auto apply = [&](const std::string& id) {
    const PeriodNotes& file = periods.at(id);
    if (const auto at = file.purposes.find(purpose.code); at != file.purposes.end()) at->second.apply_to(all);
    if (std::find(file.taken_away.begin(), file.taken_away.end(), purpose.code) != file.taken_away.end()) all = {};
  };
  apply(decree.id);
  for (const std::string& id : decree.amended_by) apply(id);
  return all;
}

}  // namespace permit
