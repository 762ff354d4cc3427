// A record of the history, as a reader may see it.
//
// Personal data is masked. A text may contain anything, such as a name, so its words are withheld, and so is a reply
// that may repeat them. A reader who may not see lists learns that there is one, not its name, and of a text that
// was refused because of a list only that it was refused (operations/show.h).
#pragma once

#include <cstddef>

#include "core/history.h"
#include "core/rule_set.h"
#include "operations/mask.h"

namespace permit {

struct RecordView {
  Record record;                      ///< masked; what is withheld is empty
  bool is_withheld = false;           ///< the reply is withheld; after a refusal because of a list, also the reason
  bool lists_hidden = false;          ///< the names of lists, and the reasons for entries, are empty
  std::size_t hidden_characters = 0;  ///< the number of characters of the text, which is empty
};

/// `rules` name the refusals that are because of a list. Nothing is masked or withheld if `masked` reveals.
RecordView view(const Record& record, const Masking& masked, const RuleSet& rules);

/// Returns the answer as the author of the text may see it. Masks what the text does not name, such as the plate of a
/// permit that another phone requested.
Entry answer_to_typist(Entry entry, const RuleSet& rules);

}  // namespace permit
