#include "tool/permits/verify.h"

#include <iostream>
#include <memory>
#include <optional>
#include <vector>

#include <CLI/CLI.hpp>

#include "checkcode/code.h"
#include "checkcode/signer.h"
#include "operations/subject.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/rules_at.h"
#include "tool/permits/verbs.h"

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

  SignedFields claim;
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

// ---- The command line ----

void add_verify(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* verb = app.add_subcommand("verify", "Say whether a permit was given with this check code, and still holds");
  verb->add_option("CODE", options->code, "The 12 letters and digits in the reply, `7K3M9QX4ABCD'")->required();
  verb->add_option("DOCUMENT", options->holder, "The document; the phone where a service knows phones alone")
      ->required();
  verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now")
      ->type_name("LOCALTIME");
  commands.defaults.add_keys(*verb, "--keys", options->keys, "The keys");
  commands.defaults.add_rules(*verb, "--rules", options->rules,
                              "Rules that tell documents, purposes and the time zone");
  commands.push_back({verb, [=] { return verify(*options); }});
}

}  // namespace permit::tool
