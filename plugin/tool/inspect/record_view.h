// One record of the history on a screen, as a line for people or as JSON.
//
// Personal data is masked. Of lists only is said that there is one, and a text that was refused for a list is only said
// to have been refused (tool/permits/show.h), unless all is revealed.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/history.h"
#include "core/rule_set.h"
#include "operations/mask.h"

namespace permit::tool {

/// Whether a record names a document, a plate or a phone.
bool names(const Record& record, Subject by, const std::string& key);

class RecordView {
 public:
  /// Borrows the rules.
  RecordView(const RuleSet& rules, Masking masked, bool reveal)
      : rules_(rules), masked_(std::move(masked)), reveal_(reveal) {}

  /// Without a line end.
  std::string line(const Record& record) const;
  /// With a member `version'. One object a record.
  nlohmann::ordered_json json(const Record& record) const;
  /// A text with its whole answer, on several lines. `decided_by': the rules then; null when they are gone. REQUIRES:
  /// the record is of a text.
  std::string answer(const Record& record, const RuleSet* decided_by) const;

  std::string local(Instant time) const { return render_local_time(rules_.zone.local(time)); }

 private:
  std::string text_line(const Entry& entry) const;
  std::string act_line(const AdminEvent& act) const;
  std::string reason(const AdminEvent& act) const;
  bool is_withheld(const Entry& entry) const;

  const RuleSet& rules_;
  const Masking masked_;
  const bool reveal_;
};

}  // namespace permit::tool
