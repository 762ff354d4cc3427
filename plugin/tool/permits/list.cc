#include "tool/permits/list.h"

#include <iostream>
#include <memory>
#include <string>

#include "base/strings.h"
#include "base/utf8.h"
#include "operations/actor.h"
#include "operations/lists.h"
#include "operations/mask.h"
#include "operations/user.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/cli/reveal.h"
#include "tool/permits/list_file.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

ListRequest request_of(const ListOptions& options) {
  return {options.name, options.of == "phone" ? Listing::Of::phone : Listing::Of::document, options.key};
}

}  // namespace

ExitStatus list_add(const ListOptions& options) {
  const auto opened = open_register_as_owner(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  const Actor actor{.by = name_or_user(options.by), .why = options.why};
  const auto put = put_on_list(*opened->store, *opened->rules, request_of(options), options.until, actor, clock_now());
  if (!put) return complain(put.error());
  const Zone& zone = opened->rules->zone;
  const Listing& listing = put->listing;
  std::cout << options.of << ' ' << listing.subject << " is on list " << options.name
            << (listing.until ? " until " + render_local_time(*listing.until, zone) : "") << '\n';
  if (const auto& before = put->before)
    std::cout << "It replaces the listing by " << as_one_line(before->by) << " since "
              << render_local_time(before->since, zone)
              << (before->until ? " until " + render_local_time(*before->until, zone) : "") << ": "
              << as_one_line(before->why) << '\n';
  return kYes;
}

ExitStatus list_remove(const ListOptions& options) {
  const auto opened = open_register_as_owner(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  const Actor actor{.by = name_or_user(options.by), .why = options.why};
  const auto removed = take_off_list(*opened->store, *opened->rules, request_of(options), actor, clock_now());
  if (!removed) return complain(removed.error());
  std::cout << options.of << ' ' << removed->subject << (removed->was_there ? " is off list " : " was not on list ")
            << options.name << '\n';
  return removed->was_there ? kYes : kNo;
}

ExitStatus list_show(const ListOptions& options) {
  const auto opened = open_register_as_owner(options.store, options.rules, access_to_show(options.reveal));
  if (!opened) return complain(opened.error());
  const Instant now = clock_now();
  const auto found =
      listings(*opened->store, *opened->rules, options.name, look_to_note(options.reveal, "list show"), now);
  if (!found) return complain(found.error());
  const Zone& zone = opened->rules->zone;
  const Masking masked(*opened->rules, options.reveal);
  for (const Listing& listing : *found) {
    std::cout << pad(name(listing.of), 9) << masked(listing.subject) << "  since "
              << render_local_time(listing.since, zone)
              << (listing.until
                      ? (listing.holds(now) ? ", until " : ", ended ") + render_local_time(*listing.until, zone)
                      : "")
              << ", by " << as_one_line(listing.by + (listing.why.empty() ? "" : ": " + masked.words(listing.why)))
              << '\n';
  }
  if (found->empty()) std::cout << "Nobody is on list " << options.name << ".\n";
  return kYes;
}

// ---- The command line ----

void add_list(Verb app, Commands& commands) {
  const auto options = std::make_shared<ListOptions>();
  Verb list = app.add_verb("list", "Show and change the lists of people whose texts decrees refuse");
  list.require_verb();
  const auto add_common = [&](Verb verb, bool names_somebody) {
    verb.add_option("NAME", options->name, "List, as the rules name it").required();
    if (names_somebody) {
      verb.add_option("KIND", options->of, "document or phone").required().one_of({"document", "phone"});
      verb.add_option("KEY", options->key, "Number of the document or phone").required();
    }
    commands.defaults.add_store(verb, options->store);
    verb.add_option("--rules", options->rules, "Rule folder that names the lists; default: the rules in force")
        .type_name("DIR");
  };
  Verb add = list.add_verb("add", "Put a document or phone on a list that decrees can refuse");
  add_common(add, true);
  add.add_option("--until", options->until, "Local time at which the entry ends; default: no end")
      .type_name("LOCALTIME");
  add.add_option("--why", options->why, "Reason, for the log").required();
  Verb remove = list.add_verb("remove", "Remove a document or phone from a list");
  add_common(remove, true);
  remove.add_option("--why", options->why, "Reason, for the log");
  for (Verb verb : {add, remove})
    verb.add_option("--by", options->by, "Name of the person who decided this; default: your user name");
  Verb show = list.add_verb("show", "Show who is on a list");
  add_common(show, false);
  show.add_flag("--reveal", options->reveal, "Print the personal data in full");
  const auto file = std::make_shared<std::string>();
  Verb from_file = list.add_verb("import", "Put everyone in a file on a list, or no one if a row is bad");
  add_common(from_file, false);
  from_file.add_option("FILE", *file, "CSV file with a header line of `of,key,until,why'; - for standard input")
      .required();
  from_file.add_option("--by", options->by, "Name of the person who decided this; default: your user name");
  Verb to_file = list.add_verb("export", "Write a list as a file that `list import' reads");
  add_common(to_file, false);
  to_file.add_option("-o,--output", *file, "Write to FILE; default: standard output").type_name("FILE");
  to_file.add_flag("--reveal", options->reveal, "Write the personal data in full");
  commands.push_back({from_file, [=] { return list_import(*options, *file); }});
  commands.push_back({to_file, [=] { return list_export(*options, *file); }});
  commands.push_back({add, [=] { return list_add(*options); }});
  commands.push_back({remove, [=] { return list_remove(*options); }});
  commands.push_back({show, [=] { return list_show(*options); }});
}

}  // namespace permit::tool
