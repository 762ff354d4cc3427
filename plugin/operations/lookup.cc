#include "tool/cli/lookup_context.h"

#include <string>
#include <vector>

#include "base/normalize.h"
#include "core/read/diagnose.h"
#include "core/read/tokens.h"
#include "operations/permit_view.h"
#include "operations/subject.h"
#include "tool/cli/complain.h"
#include "tool/cli/rules_at.h"

namespace permit::tool {

namespace {

/// Standing permits are held by a FIN or a resident's number, too.
bool may_hold_a_standing_permit(const std::string& key, const RuleSet& rules) {
  const std::vector<std::string> token{key};
  return not_a_document(key, rules) != nullptr && !near_document_at_front(token, rules);
}

Result<bool> stands_there(const LookupContext& context, Subject by) {
  const auto found = permit_views(*context.store, by, context.key, clock_now(), *context.rules);
  if (!found) return found.error();
  return !found->empty();
}

}  // namespace

Subject subject_named(const std::string& by) {
  if (by == "plate") return Subject::plate;
  return by == "phone" ? Subject::phone : Subject::document;
}

ExitStatus read_key(const std::string& by, const std::string& key, LookupContext& context) {
  const RuleSet& rules = *context.rules;
  context.key = folded_subject(by, key, rules);
  if (context.key.empty()) return complain("`" + key + "' is no " + by, kUsage);
  Status readable = Done{};
  if (by == "plate") {
    if (!plate_of(normalize(key).tokens, rules)) readable = Error{"`" + key + "' is no plate that the rules can read"};
  } else if (by == "phone" || !may_hold_a_standing_permit(context.key, rules)) {
    const auto subject = readable_subject(by, key, rules);
    if (!subject) readable = subject.error();
  }
  if (readable) return kYes;
  const auto there = stands_there(context, subject_named(by));
  if (!there) return complain(there.error().message, kUnavailable);
  return *there ? kYes : complain(readable.error().message, kUsage);
}

}  // namespace permit::tool
