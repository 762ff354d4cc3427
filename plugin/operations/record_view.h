// A record of the history, as a reader may see it.
//
// Personal data is masked. A reader who may not see lists learns that there is one, not its name, and of a text that
// was refused because of a list only that it was refused (operations/show.h).
#pragma once

#include "core/history.h"
#include "core/rule_set.h"
#include "operations/mask.h"

namespace permit {

struct RecordView {
  Record record;              ///< masked; what is withheld is empty
  bool is_withheld = false;   ///< a text that was refused because of a list: reason and reply are empty
  bool lists_hidden = false;  ///< the names of lists, and the reasons for entries, are empty
};

/// `reveal`: nothing is masked or withheld. `rules` name the refusals that are because of a list.
RecordView view(const Record& record, const Masking& masked, bool reveal, const RuleSet& rules);

}  // namespace permit
