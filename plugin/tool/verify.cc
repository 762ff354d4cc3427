#include "tool/verify.h"

#include <iostream>
#include <optional>
#include <vector>

#include "checkcode/code.h"
#include "checkcode/signer.h"
#include "tool/complain.h"
#include "tool/rules_at.h"
#include "tool/subject.h"

namespace permit::tool {

namespace {

/// What a code was found to vouch for.
struct Vouched {
  const Purpose& purpose;
  std::optional<Instant> until;
};

/// A code tells neither its purpose nor the whole of its end: those are tried that it may have, the coming end first,
/// the purposes of every decree that began before it, the latest first. A permit's end may have been moved by hand, so
/// that no decree sets a bound to it.
std::optional<Vouched> vouched_for(const CodeBits& code, Claim claim, const Signer& signer, const RuleSet& rules,
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
        if (signer.vouches(code, claim)) return Vouched{purpose, until};
      }
    }
  }
  return std::nullopt;
}

std::string render(const std::string& holder, const Vouched& found, const Zone& zone) {
  std::string text = holder + ", code " + found.purpose.code;
  if (!found.purpose.name.empty()) text += " (" + found.purpose.name + ")";
  return text + (found.until ? ", until " + render_local_time(zone.local(*found.until)) : ", without an end");
}

}  // namespace

ExitStatus verify(const VerifyOptions& options) {
  const auto code = parse_code(options.code);
  if (!code) {
    return complain("`" + options.code + "' is no check code; it has " + std::to_string(kCheckCodeLength) +
                        " letters and digits, and no U",
                    kUsage);
  }
  const Rules rules = rules_from(options.rules);
  if (!rules) return kBrokenInput;
  const std::string by = rules->message.has(Field::Kind::document) ? "document" : "phone";
  const auto holder = readable_subject(by, options.holder, *rules);
  if (!holder) return complain(holder.error().message, kUsage);
  const auto at = instant_of(options.at, rules->zone);
  if (!at) return kUsage;
  const auto signer = Signer::open(options.keys);
  if (!signer) return complain(signer.error().message, kUnavailable);
  if (!(*signer)->knows_key_of(*code)) {
    return complain("the code says that key " + std::to_string(code->key) + " made it, which `" + options.keys +
                        "' does not hold: it is forged, or made with a key that is newer than this file or taken out",
                    kUnavailable);
  }

  Claim claim;
  (by == "document" ? claim.document : claim.phone) = *holder;
  const auto found = vouched_for(*code, claim, **signer, *rules, *at);
  if (!found) {
    std::cout << "forged or altered: " << *holder << " has no permit with this code\n";
    return kNo;
  }
  const bool is_over = found->until && *at >= *found->until;
  std::cout << (is_over ? "over: " : "valid: ") << render(*holder, *found, rules->zone) << '\n';
  return is_over ? kNo : kYes;
}

}  // namespace permit::tool
