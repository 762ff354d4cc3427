#include "tool/show.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

#include "store/lmdb_store.h"
#include "tool/complain.h"
#include "tool/follow.h"
#include "tool/mask.h"
#include "tool/rules_at.h"
#include "tool/subject.h"

namespace permit::tool {

namespace {

/// How far back permits are listed; a live one without an end may be older and is then not found here.
constexpr std::chrono::days kListed{31};

Result<std::vector<Permit>> find(const Register& store, const std::string& by, const std::string& key, Instant at) {
  const Instant since = at - kListed;
  const Instant until = at + std::chrono::seconds{1};
  if (by == "document") return store.by_document(key, since, until);
  if (by == "plate") return store.by_plate(key, since, until);
  return store.by_phone(key, since, until);
}

bool is_valid(const Permit& permit, Instant at) { return permit.period.from <= at && !permit.period.has_ended(at); }

class Printer {
 public:
  Printer(const ShowOptions& options, const Register& store, const Zone& zone)
      : options_(options), store_(store), zone_(zone) {}

  void print(const Permit& permit, Instant at) const {
    std::cout << "  "
              << (is_valid(permit, at)          ? "valid  "
                  : permit.period.has_ended(at) ? "ended  "
                                                : "not yet")
              << "  code " << permit.purpose << "  " << local(permit.period.from) << " to "
              << (permit.period.until ? local(*permit.period.until) : "no end") << "\n           "
              << (permit.document.empty() ? "no document" : "document " + shown("document", permit.document)) << ", "
              << (permit.plate.empty() ? "no plate" : "plate " + shown("plate", permit.plate)) << ", asked from "
              << shown("phone", permit.phone) << '\n';
    const auto records = store_.log(permit.sequence, 1);
    const Entry* entry = records && !records->empty() ? records->front().text() : nullptr;
    if (!entry) return;
    std::cout << "           record " << permit.sequence << ", decided " << local(permit.decided) << " under "
              << entry->clause << ", rules " << hex(entry->rules).substr(0, 12) << '\n';
  }

 private:
  std::string local(Instant time) const { return render_local_time(zone_.local(time)); }

  /// What the asker named is known to him; the rest is masked.
  std::string shown(const std::string& what, const std::string& value) const {
    return options_.reveal || options_.by == what ? value : mask(value);
  }

  const ShowOptions& options_;
  const Register& store_;
  const Zone& zone_;
};

}  // namespace

ExitStatus show(const ShowOptions& options) {
  const auto store = open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  Rules rules;
  if (const ExitStatus chosen = choose_rules(options.rules, store->get(), "--rules", rules); chosen != kYes)
    return chosen;
  const auto at = instant_of(options.at, rules->zone);
  if (!at) return kUsage;
  const std::string key = folded_subject(options.by, options.key, *rules);
  if (key.empty()) return complain("`" + options.key + "' is no " + options.by, kUsage);
  auto permits = find(**store, options.by, key, *at);
  if (!permits) return complain(permits.error().message, kUnavailable);
  const bool permitted =
      std::any_of(permits->begin(), permits->end(), [&](const Permit& permit) { return is_valid(permit, *at); });
  std::cout << options.by << ' ' << key << " at " << render_local_time(rules->zone.local(*at)) << ": "
            << (permitted ? "permitted" : "not permitted") << '\n';
  const Printer printer(options, **store, rules->zone);
  std::for_each(permits->rbegin(), permits->rend(), [&](const Permit& permit) { printer.print(permit, *at); });
  if (permits->empty()) std::cout << "  no permit in the " << kListed.count() << " days before\n";
  return permitted ? kYes : kNo;
}

}  // namespace permit::tool
