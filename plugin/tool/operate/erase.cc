#include "tool/operate/erase.h"

#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "operations/erase.h"
#include "operations/user.h"
#include "tool/cli/ask.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"
#include "tool/operate/verbs.h"

namespace permit::tool {

namespace {

std::string in_words(const StillNeeded& needed, const RuleSet& rules) {
  switch (needed.why) {
    case StillNeeded::Why::counted_permit:
      return "its permit of " + render_local_time(needed.decided, rules.zone) +
             " is valid or counted by a limit; try again later";
    case StillNeeded::Why::standing_permit:
      return "it has a " + needed.kind + " permit" +
             (needed.until ? " until " + render_local_time(*needed.until, rules.zone) : "") + "; revoke that first";
    case StillNeeded::Why::list:
      return "it is on a list, which `show --reveal' names; remove it from the list first";
  }
  return {};
}

Result<PersonTraces> search(const InspectionStore& store, const Person& person, Sequence last) {
  Progress progress("searching the log", last);
  return traces_of(store, person, last, progress.callback());
}

void print(const PersonTraces& traces, const Person& person) {
  const std::size_t records = traces.records.size();
  std::cout << records << (records == 1 ? " record names " : " records name ") << person.key
            << (traces.given.empty() && traces.held.empty() ? "" : ", which has had permits")
            << (traces.listed.empty() ? "" : ", which has been on a list") << ".\n";
}

}  // namespace

ExitStatus erase(const EraseOptions& options) {
  if (const auto reason = check_request(options.why); !reason) return complain(reason.error());
  const auto opened = open_register_as_owner(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  RegisterStore& store = *opened->store;
  const auto person = read_person(options.whom, rules);
  if (!person) return complain(person.error());
  const auto last = store.last();
  if (!last) return complain(last.error().message, kUnavailable);
  const Instant now = clock_now();
  const auto needed = still_needed(store, rules, *person, now);
  if (!needed) return complain(needed.error().message, kUnavailable);
  if (*needed) return complain(person->key + " cannot be erased: " + in_words(**needed, rules), kNo);

  const auto traces = search(store, *person, *last);
  if (!traces) return complain(traces.error().message, kUnavailable);
  if (traces->empty()) {
    std::cout << "The register has no record of " << person->key << ".\n";
    return kYes;
  }
  print(*traces, *person);
  if (const ExitStatus answer = options.yes ? kYes : ask("Permanently erase this person?"); answer != kYes)
    return answer;
  const Actor actor{.by = name_or_user(options.by), .why = options.why};
  const Status erased = [&] {
    Progress progress("erasing", traces->records.size());
    return erase_person(store, *person, *traces, actor, now, progress.callback());
  }();
  if (!erased) return complain(erased.error().message, kUnavailable);
  std::cout
      << "The person is erased. The hash chain still holds; `permitctl log verify' counts these records as erased.\n"
         "Old backups still name the person. The file keeps the freed bytes until they are overwritten, or until\n"
         "`permitctl store compact' leaves them out.\n";
  return kYes;
}

// ---- The command line ----

void add_erase(Verb app, Commands& commands) {
  const auto options = std::make_shared<EraseOptions>();
  Verb verb = app.add_verb("erase", "Erase a person from the register, at the person's request");
  verb.add_option(
          "WHOM", options->whom,
          "Number of the person's document, or FIN of the person's standing permits; a phone number if the service "
          "knows only phones")
      .required();
  commands.defaults.add_store(verb, options->store);
  verb.add_option("--why", options->why, "Number of the request").required();
  verb.add_option("--by", options->by, "Name of the person who decided this; default: your user name");
  verb.add_option("--rules", options->rules, "Rule folder to read documents by; default: the rules in force")
      .type_name("DIR");
  verb.add_flag("--yes", options->yes, "Do not ask for confirmation");
  commands.push_back({verb, [=] { return erase(*options); }});
}

}  // namespace permit::tool
