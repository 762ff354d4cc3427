#include "tool/permits/list.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/nearest.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "operations/mask.h"
#include "operations/open_register.h"
#include "operations/subject.h"
#include "operations/user.h"
#include "store/open.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/reveal.h"
#include "tool/cli/rules_at.h"
#include "tool/permits/list_file.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

/// kYes, or why not.
ExitStatus open(const ListOptions& options, Access access, OpenRegister& opened) {
  auto found = open_register(options.store, options.rules, access);
  if (!found) return complain(found.error());
  opened = std::move(*found);
  const Status known = check_list(options.name, *opened.rules);
  return known ? kYes : complain(known.error().message, kUsage);
}

Listing::Of of(const ListOptions& options) {
  return options.of == "phone" ? Listing::Of::phone : Listing::Of::document;
}

}  // namespace

Status check_list(const std::string& name, const RuleSet& rules) {
  const auto& lists = rules.lists;
  if (std::find(lists.begin(), lists.end(), name) != lists.end()) return Done{};
  const std::string hint = did_you_mean(name, lists);
  const std::string others = lists.empty() ? "; they have none" : "; they have " + listed(lists);
  return Error{"the rules have no list `" + name + "'" + (hint.empty() ? others : hint)};
}

ExitStatus list_add(const ListOptions& options) {
  OpenRegister opened;
  if (const ExitStatus status = open(options, Access::writing, opened); status != kYes) return status;
  const Zone& zone = opened.rules->zone;
  auto subject = listable_subject(options.of, options.key, *opened.rules, clock_now());
  if (!subject) return complain(subject.error().message, kUsage);
  if (is_blank(options.why)) return complain("--why is empty; write the reason, for those who look later", kUsage);
  Listing listing{options.name, of(options), *std::move(subject),
                  clock_now(),  {},          is_blank(options.by) ? user_name() : options.by,
                  options.why};
  if (!options.until.empty()) {
    listing.until = instant_of(options.until, zone);
    if (!listing.until) return kUsage;
    if (!listing.holds(listing.since)) return complain("--until " + options.until + " is over already", kUsage);
  }
  const auto before = opened.store->listing({listing.list, listing.of, listing.subject});
  if (!before) return complain(before.error().message, kUnavailable);
  if (const Status put = opened.store->put_on_list(listing); !put) return complain(put.error().message, kUnavailable);
  std::cout << options.of << ' ' << listing.subject << " is on list " << options.name
            << (listing.until ? " until " + render_local_time(*listing.until, zone) : "") << '\n';
  if (*before) {
    std::cout << "It takes the place of the listing by " << as_one_line((*before)->by) << " since "
              << render_local_time((*before)->since, zone)
              << ((*before)->until ? " until " + render_local_time(*(*before)->until, zone) : "") << ": "
              << as_one_line((*before)->why) << '\n';
  }
  return kYes;
}

ExitStatus list_remove(const ListOptions& options) {
  OpenRegister opened;
  if (const ExitStatus status = open(options, Access::writing, opened); status != kYes) return status;
  const std::string subject = folded_subject(options.of, options.key, *opened.rules);
  const Actor actor{.by = options.by.empty() ? user_name() : options.by, .why = options.why};
  const auto removed = opened.store->take_off_list({options.name, of(options), subject}, actor, clock_now());
  if (!removed) return complain(removed.error().message, kUnavailable);
  std::cout << options.of << ' ' << subject << (*removed ? " is off list " : " was not on list ") << options.name
            << '\n';
  return *removed ? kYes : kNo;
}

ExitStatus list_show(const ListOptions& options) {
  OpenRegister opened;
  if (const ExitStatus status = open(options, to_look(options.reveal), opened); status != kYes) return status;
  if (options.reveal)
    if (const auto noted = note_reveal(*opened.store, "list show", options.name); noted != kYes) return noted;
  const auto listings = opened.store->listings(options.name);
  if (!listings) return complain(listings.error().message, kUnavailable);
  const Zone& zone = opened.rules->zone;
  const Instant now = clock_now();
  const Masking masked(options.reveal);
  for (const Listing& listing : *listings) {
    std::cout << (listing.of == Listing::Of::phone ? "phone    " : "document ") << masked(listing.subject) << "  since "
              << render_local_time(listing.since, zone)
              << (listing.until
                      ? (listing.holds(now) ? ", until " : ", over since ") + render_local_time(*listing.until, zone)
                      : "")
              << ", by " << as_one_line(listing.by + (listing.why.empty() ? "" : ": " + masked.words(listing.why)))
              << '\n';
  }
  if (listings->empty()) std::cout << "Nobody stands on list " << options.name << ".\n";
  return kYes;
}

// ---- The command line ----

void add_list(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App* list = app.add_subcommand("list", "Who stands on the lists that decrees refuse");
  list->require_subcommand(1);
  const auto add_common = [&](CLI::App* verb, bool names_somebody) {
    verb->add_option("NAME", options->name, "The list, as the rules name it")->required();
    if (names_somebody) {
      verb->add_option("OF", options->of, "document or phone")->required()->check(CLI::IsMember({"document", "phone"}));
      verb->add_option("KEY", options->key, "Its number")->required();
    }
    commands.defaults.add_store(*verb, options->store);
    verb->add_option("--rules", options->rules, "Rules that name the lists; without it those in force")
        ->type_name("DIR");
  };
  CLI::App* add = list->add_subcommand("add", "Put somebody on a list; the next text is refused");
  add_common(add, true);
  add->add_option("--until", options->until, "Local time at which it ends by itself")->type_name("LOCALTIME");
  add->add_option("--why", options->why, "The reason, for those who look later")->required();
  CLI::App* remove = list->add_subcommand("remove", "Take somebody off a list");
  add_common(remove, true);
  remove->add_option("--why", options->why, "The reason, for those who look later");
  for (CLI::App* verb : {add, remove})
    verb->add_option("--by", options->by, "Who decided it; without it the user who runs this");
  CLI::App* show = list->add_subcommand("show", "Show who stands on a list");
  add_common(show, false);
  show->add_flag("--reveal", options->reveal, "Print the personal data in full");
  const auto file = std::make_shared<std::string>();
  CLI::App* from_file =
      list->add_subcommand("import", "Put everybody in a file on a list, or nobody when a row is bad");
  add_common(from_file, false);
  from_file->add_option("FILE", *file, "CSV with a header line of of, key, until, why; - for standard input")
      ->required();
  from_file->add_option("--by", options->by, "Who decided it; without it the user who runs this");
  CLI::App* to_file = list->add_subcommand("export", "Write a list as such a file");
  add_common(to_file, false);
  to_file->add_option("-o,--output", *file, "Write to FILE")->type_name("FILE");
  to_file->add_flag("--reveal", options->reveal, "Write the personal data in full");
  commands.push_back({from_file, [=] { return list_import(*options, *file); }});
  commands.push_back({to_file, [=] { return list_export(*options, *file); }});
  commands.push_back({add, [=] { return list_add(*options); }});
  commands.push_back({remove, [=] { return list_remove(*options); }});
  commands.push_back({show, [=] { return list_show(*options); }});
}

}  // namespace permit::tool
