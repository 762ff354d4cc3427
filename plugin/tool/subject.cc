#include "tool/subject.h"

#include <vector>

#include "core/fold.h"
#include "core/text.h"
#include "core/tokens.h"

namespace permit::tool {

std::string folded_subject(const std::string& by, const std::string& key, const RuleSet& rules) {
  if (by == "phone") {
    const std::string phone = fold_phone(key);
    return phone.starts_with('0') ? rules.country_code + phone.substr(1) : phone;
  }
  const std::vector<std::string> tokens = fold(key).tokens;
  if (by == "document") {
    const auto document = whole_document(tokens, rules);
    return document ? document->number : joined(tokens);
  }
  const auto plate = plate_of(tokens, rules);
  return plate ? plate->number : joined(tokens);
}

}  // namespace permit::tool
