#include "operations/verify.h"

#include <string_view>
#include <vector>

#include "operations/local_time.h"
#include "operations/lookup.h"
#include "operations/subject.h"

namespace permit {

namespace {

/// The permit that a code confirms.
struct Vouched {
  const Purpose& purpose;
  std::optional<Instant> until;
};

/// A code contains neither its purpose nor its complete end. Tries the possible ends, the coming one first, and the
/// purposes of every decree that began before that end, the latest first. A permit's end may have been moved by hand,
/// so the end of a decree sets no limit.
std::optional<Vouched> vouched_for(const CodeBits& code, SignedFields claim, const Signer& signer, const RuleSet& rules,
                                   Instant at) {
  std::vector<std::optional<Instant>> ends;
  if (const auto around = ends_around(code.end, at)) {
    ends = {around->back(), around->front()};
  } else {
    ends = {std::nullopt};
  }
  for (const auto& until : ends) {
    claim.until = until;
    for (auto decree = rules.decrees.rbegin(); decree != rules.decrees.rend(); ++decree) {
      if (decree->from >= until.value_or(at)) continue;
      for (const Purpose& purpose : decree->purposes) {
        claim.purpose = purpose.code;
        if (signer.verify(code, claim)) return Vouched{purpose, until};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

Result<CodeBits, OperationError> read_code(const std::string& code) {
  if (const auto bits = parse_code(code)) return *bits;
  return bad_input("`" + code + "' is not a check code; a check code has " + std::to_string(kCheckCodeLength) +
                   " letters and digits, and no U");
}

Result<CodeQuestion, OperationError> read_code_question(const RuleSet& rules, const std::string& holder,
                                                        const std::string& at, Instant now) {
  const Subject by = rules.message.has(Field::Kind::document) ? Subject::document : Subject::phone;
  const auto subject = readable_subject(name(by), holder, rules);
  if (!subject) return bad_input(subject.error());
  const auto moment = read_local_time(at, rules.zone, now);
  if (!moment) return moment.error();
  return CodeQuestion{by, *subject, *moment};
}

Verification verify(const CodeBits& code, const CodeQuestion& question, const Signer& signer, const RuleSet& rules) {
  if (!signer.knows_key_of(code)) return {.what = Verification::What::unknown_key};
  SignedFields claim;
  (question.by == Subject::document ? claim.document : claim.phone) = question.holder;
  const auto found = vouched_for(code, claim, signer, rules, question.at);
  if (!found) return {.what = Verification::What::forged};
  const bool is_over = found->until && question.at >= *found->until;
  return {is_over ? Verification::What::ended : Verification::What::valid, found->purpose.code, found->purpose.name,
          found->until};
}

}  // namespace permit
