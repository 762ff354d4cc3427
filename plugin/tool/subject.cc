#include "tool/subject.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "core/fold.h"
#include "core/text.h"
#include "core/tokens.h"
#include "ruleset/nearest.h"

namespace permit::tool {

namespace {

constexpr std::size_t kShortestPhone = 5;
constexpr std::size_t kLongestPhone = 15;  // ITU-T E.164

std::string number_of(const NearDocument& near) {
  return std::to_string(near.digits) + (near.digits == 1 ? " digit" : " digits");
}

Error no_document(const std::string& key, const RuleSet& rules) {
  const std::string what = "`" + key + "' is no document that the rules can read";
  if (rules.documents.empty()) return {what + ": they name none, their service knows phones alone"};
  const std::vector<std::string> tokens = fold(key).tokens;
  if (const auto near = near_document_at_front(tokens, rules))
    return {what + ": it has " + number_of(*near) + ", and one of this kind looks like " + near->kind->example};
  std::vector<std::string> examples;
  for (const DocumentKind& kind : rules.documents) examples.push_back(kind.example);
  return {what + "; one looks like " + listed(examples, " or ")};
}

}  // namespace

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

Result<std::string> readable_subject(const std::string& by, const std::string& key, const RuleSet& rules) {
  std::string subject = folded_subject(by, key, rules);
  if (by == "phone") {
    const bool is_number = all_digits(subject) && subject.size() >= kShortestPhone && subject.size() <= kLongestPhone;
    if (is_number) return subject;
    return Error{"`" + key + "' is no phone; write its number, as " + rules.country_code + "501112233 or 0501112233"};
  }
  if (!whole_document(fold(key).tokens, rules)) return no_document(key, rules);
  return subject;
}

}  // namespace permit::tool
