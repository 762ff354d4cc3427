#include "tool/permits/verify.h"

#include <iostream>
#include <memory>

#include "operations/choose_rules.h"
#include "operations/verify.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

std::string render(const std::string& holder, const Verification& found, const Zone& zone) {
  std::string text = holder + ", code " + found.purpose;
  if (!found.name.empty()) text += " (" + found.name + ")";
  return text + (found.until ? ", until " + render_local_time(*found.until, zone) : ", without an end");
}

}  // namespace

ExitStatus verify(const VerifyOptions& options) {
  const auto code = read_code(options.code);
  if (!code) return complain(code.error());
  const auto rules = load_rules(options.rules);
  if (!rules) return complain(rules.error());
  const auto question = read_code_question(**rules, options.holder, options.at, clock_now());
  if (!question) return complain(question.error());
  const auto signer = Signer::open(options.keys);
  if (!signer) return complain(signer.error());
  const Verification found = permit::verify(*code, *question, **signer, **rules);
  switch (found.what) {
    case Verification::What::unknown_key:
      return complain(
          "the code says that key " + std::to_string(code->key) + " made it, which `" + options.keys +
              "' does not contain: it is forged, or made with a key that is newer than this file or removed from it",
          kUnavailable);
    case Verification::What::forged:
      std::cout << "forged or altered: " << question->holder << " has no permit with this code\n";
      return kNo;
    case Verification::What::ended:
    case Verification::What::valid:
      break;
  }
  const bool is_over = found.what == Verification::What::ended;
  std::cout << (is_over ? "ended: " : "valid: ") << render(question->holder, found, (*rules)->zone) << '\n';
  return is_over ? kNo : kYes;
}

// ---- The command line ----

void add_verify(Verb app, Commands& commands) {
  const auto options = std::make_shared<VerifyOptions>();
  Verb verb =
      app.add_verb("verify", "Check whether a permit was given with this check code, and whether it is still valid");
  verb.add_option("CODE", options->code, "The 12 letters and digits in the reply, such as `7K3M9QX4ABCD'").required();
  verb.add_option("DOCUMENT", options->holder, "Document, or phone if the service knows only phones").required();
  verb.add_option("--at", options->at, "Local time of the service, such as 2020-07-21T10:00; default: now")
      .type_name("LOCALTIME");
  commands.defaults.add_keys(verb, "--keys", options->keys, "Key file");
  commands.defaults.add_rules(verb, "--rules", options->rules,
                              "Rule folder with the documents, purposes and time zone");
  commands.push_back({verb, [=] { return verify(*options); }});
}

}  // namespace permit::tool
