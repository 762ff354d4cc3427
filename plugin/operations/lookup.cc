#include "operations/lookup.h"

#include <string>
#include <vector>

#include "base/normalize.h"
#include "core/read/diagnose.h"
#include "core/read/tokens.h"
#include "operations/permit_view.h"
#include "operations/subject.h"

namespace permit {

namespace {

/// A FIN or a resident's number can identify a holder.
bool may_hold_a_standing_permit(const std::string& key, const RuleSet& rules) {
  const std::vector<std::string> token{key};
  return find_not_a_document(key, rules) != nullptr && !near_document_at_front(token, rules);
}

/// Checks that the rules can read `key`. `subject` is `key` as the register writes it.
Status check_readable(const RuleSet& rules, Subject by, const std::string& key, const std::string& subject) {
  if (by == Subject::plate) {
    if (plate_of(normalize(key).tokens, rules)) return Done{};
    return Error{"`" + key + "' is not a plate that the rules can read"};
  }
  if (by == Subject::document && may_hold_a_standing_permit(subject, rules)) return Done{};
  const auto readable = readable_subject(name(by), key, rules);
  return readable ? Status(Done{}) : readable.error();
}

}  // namespace

std::string name(Subject by) {
  switch (by) {
    case Subject::plate:
      return "plate";
    case Subject::phone:
      return "phone";
    case Subject::document:
      break;
  }
  return "document";
}

Subject subject_named(const std::string& by) {
  if (by == "plate") return Subject::plate;
  return by == "phone" ? Subject::phone : Subject::document;
}

Result<std::string, OperationError> read_subject(const InspectionStore& store, const RuleSet& rules, Subject by,
                                                 const std::string& key, Instant now) {
  const std::string subject = folded_subject(name(by), key, rules);
  if (subject.empty()) return bad_input("`" + key + "' is not a " + name(by));
  const Status readable = check_readable(rules, by, key, subject);
  if (readable) return subject;
  const auto found = permit_views(store, by, subject, now, rules);
  if (!found) return found.error();
  if (found->empty()) return bad_input(readable.error());
  return subject;
}

}  // namespace permit
