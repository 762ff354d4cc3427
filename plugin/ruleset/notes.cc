#include "ruleset/notes.h"

namespace permit {

const PurposeNotes& Notes::of(const Decree& decree, const Purpose& purpose) const {
  for (auto id = decree.amended_by.rbegin(); id != decree.amended_by.rend(); ++id) {
    const auto& purposes = dated.at(*id).purposes;
    if (const auto at = purposes.find(purpose.code); at != purposes.end()) return at->second;
  }
  return dated.at(decree.id).purposes.at(purpose.code);
}

}  // namespace permit
