#include "tool/list.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "base/utf8.h"
#include "store/lmdb_store.h"
#include "tool/complain.h"
#include "tool/mask.h"
#include "tool/open_register.h"
#include "tool/reveal.h"
#include "tool/rules_at.h"
#include "tool/subject.h"
#include "tool/user.h"

namespace permit::tool {

namespace {

/// kYes, or why not.
ExitStatus open(const ListOptions& options, Access access, OpenRegister& opened) {
  const ExitStatus status = open_register(options.store, options.rules, access, opened);
  if (status != kYes) return status;
  const Status known = check_list(options.name, *opened.rules);
  return known ? kYes : complain(known.error().message, kUsage);
}

Listing::Of of(const ListOptions& options) {
  return options.of == "phone" ? Listing::Of::phone : Listing::Of::document;
}

std::string local(Instant time, const Zone& zone) { return render_local_time(zone.local(time)); }

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

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
            << (listing.until ? " until " + local(*listing.until, zone) : "") << '\n';
  if (*before) {
    std::cout << "It takes the place of the listing by " << as_one_line((*before)->by) << " since "
              << local((*before)->since, zone) << ((*before)->until ? " until " + local(*(*before)->until, zone) : "")
              << ": " << as_one_line((*before)->why) << '\n';
  }
  return kYes;
}

ExitStatus list_remove(const ListOptions& options) {
  OpenRegister opened;
  if (const ExitStatus status = open(options, Access::writing, opened); status != kYes) return status;
  const std::string subject = folded_subject(options.of, options.key, *opened.rules);
  const Hand hand{.by = options.by.empty() ? user_name() : options.by, .why = options.why};
  const auto removed = opened.store->take_off_list({options.name, of(options), subject}, hand, clock_now());
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
              << local(listing.since, zone)
              << (listing.until ? (listing.holds(now) ? ", until " : ", over since ") + local(*listing.until, zone)
                                : "")
              << ", by " << as_one_line(listing.by + (listing.why.empty() ? "" : ": " + masked.words(listing.why)))
              << '\n';
  }
  if (listings->empty()) std::cout << "Nobody stands on list " << options.name << ".\n";
  return kYes;
}

}  // namespace permit::tool
