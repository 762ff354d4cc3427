// One record of the history as a line for people or as JSON. Data that the reader may not see is already masked or
// withheld (operations/record_view.h).
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/rule_set.h"
#include "operations/record_view.h"

namespace permit::tool {

/// Prints times in the zone of the service.
class RecordPrinter {
 public:
  explicit RecordPrinter(Zone zone) : zone_(std::move(zone)) {}

  /// Without a line end.
  std::string line(const RecordView& view) const;
  /// One object per record, with a member `version'.
  nlohmann::ordered_json json(const RecordView& view) const;
  /// A text with its whole answer, on several lines. `decided_by': the rules at that time; null if they are gone.
  /// REQUIRES: the record is of a text.
  std::string answer(const RecordView& view, const RuleSet* decided_by) const;

  std::string local(Instant time) const { return render_local_time(zone_.local(time)); }

 private:
  std::string text_line(const Entry& entry) const;
  std::string act_line(const RecordView& view) const;

  const Zone zone_;
};

}  // namespace permit::tool
