#include "operations/subject.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "base/normalize.h"
#include "base/strings.h"
#include "core/read/tokens.h"
#include "core/text.h"

namespace permit {

namespace {

constexpr std::size_t kShortestPhone = 5;
constexpr std::size_t kLongestPhone = 15;  // ITU-T E.164

std::string number_of(const NearDocument& near) { return counted(near.digits, "digit"); }

Error no_document(const std::string& key, const RuleSet& rules) {
  const std::string what = "`" + key + "' is not a document that the rules can read";
  if (rules.documents.empty()) return {what + ": they name none, because their service knows only phones"};
  const std::vector<std::string> tokens = normalize(key).tokens;
  if (const auto near = near_document_at_front(tokens, rules))
    return {what + ": it has " + number_of(*near) + ", and one of this kind looks like " + near->kind->example};
  std::vector<std::string> examples;
  for (const DocumentKind& kind : rules.documents) examples.push_back(kind.example);
  return {what + "; one looks like " + listed(examples, " or ")};
}

/// The FIN of the rules; null if they have none.
const NotADocument* fin_of(const RuleSet& rules) {
  const auto fin = std::find_if(rules.not_documents.begin(), rules.not_documents.end(),
                                [](const NotADocument& known) { return known.id == "FIN"; });
  return fin == rules.not_documents.end() ? nullptr : &*fin;
}

/// Whether the token may be a document with some digits missing: its letters followed by digits.
bool is_cut_document(const std::string& token, const RuleSet& rules) {
  return std::any_of(rules.documents.begin(), rules.documents.end(), [&](const DocumentKind& kind) {
    const std::string_view letters = kind.picture.prefix();
    return !letters.empty() && token.starts_with(letters) && all_digits(token.substr(letters.size()));
  });
}

/// Whether a number without letters is read as a document now or later: only while a decree accepts it
/// (core/read/tokens.h).
bool is_ever_read_bare(const std::string& number, const RuleSet& rules, Instant now) {
  return std::any_of(rules.decrees.begin(), rules.decrees.end(), [&](const Decree& part) {
    return part.until > now && bare_number_at_front(Tokens(&number, 1), rules, part.until - std::chrono::seconds{1});
  });
}

Error never_read(const std::string& key, const RuleSet& rules) {
  std::vector<std::string> examples;
  for (const DocumentKind& kind : rules.documents) {
    if (!kind.picture.is_digits()) examples.push_back(kind.example);
  }
  return {"`" + key +
          "': no decree in force or to come accepts a number without letters, so it would find "
          "no one; write the whole number" +
          (examples.empty() ? "" : ", such as " + listed(examples, " or "))};
}

}  // namespace

std::string folded_subject(const std::string& by, const std::string& key, const RuleSet& rules) {
  if (by == "phone") return rules.canonical_phone(normalize_phone(key));
  const std::vector<std::string> tokens = normalize(key).tokens;
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
    return Error{"`" + key + "' is not a phone; write its number, as " + rules.country_code +
                 "501112233 or 0501112233"};
  }
  if (!whole_document(normalize(key).tokens, rules)) return no_document(key, rules);
  return subject;
}

Result<std::string> readable_holder(const std::string& key, const RuleSet& rules) {
  const std::vector<std::string> tokens = normalize(key).tokens;
  if (const auto document = whole_document(tokens, rules)) return document->number;
  const NotADocument* fin = fin_of(rules);
  const bool is_fin = fin && tokens.size() == 1 && fin->picture.match(tokens[0]).has_value() &&
                      tokens[0].find_first_of(fin->without) == std::string::npos && !is_cut_document(tokens[0], rules);
  if (is_fin) return tokens[0];
  return no_document(key, rules);
}

Result<std::string> readable_plate(const std::string& key, const RuleSet& rules) {
  if (const auto plate = plate_of(normalize(key).tokens, rules)) return plate->number;
  return Error{"`" + key + "' is not a plate that the rules can read"};
}

Result<std::string> listable_subject(const std::string& by, const std::string& key, const RuleSet& rules, Instant now) {
  auto subject = readable_subject(by, key, rules);
  const bool is_bare = subject && by == "document" && all_digits(*subject);
  if (is_bare && !is_ever_read_bare(*subject, rules, now)) return never_read(key, rules);
  return subject;
}

}  // namespace permit
