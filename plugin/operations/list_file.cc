#include "operations/list_file.h"

#include <algorithm>
#include <array>
#include <istream>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "operations/lists.h"
#include "operations/local_time.h"
#include "operations/subject.h"
#include "operations/throttle.h"

namespace permit {

namespace {

enum Column : std::size_t { kOf, kKey, kUntil, kWhy };
constexpr std::array<const char*, 4> kNames{"of", "key", "until", "why"};

std::vector<CsvColumn> columns() {
  std::vector<CsvColumn> all;
  all.reserve(kNames.size());
  for (const char* column : kNames) all.push_back({column, std::string(column) != kNames[kUntil]});
  return all;
}

/// Who is on a list.
using Who = std::pair<Listing::Of, std::string>;
using Listings = std::map<Who, Listing>;

/// The error names the column.
Result<Listing> read_row(const CsvReader& table, const RuleSet& rules, Instant now) {
  const Masking masked(rules, false);
  const std::string& of = table.value(kOf);
  if (of != "document" && of != "phone") return Error{"of: `" + mask(of) + "' is neither document nor phone"};
  auto subject = listable_subject(of, table.value(kKey), rules, now);
  if (!subject) return Error{"key: " + without_value(subject.error().message, table.value(kKey), masked)};
  Listing listing;
  listing.of = of == "phone" ? Listing::Of::phone : Listing::Of::document;
  listing.subject = *std::move(subject);
  if (const std::string& until = table.value(kUntil); !until.empty()) {
    const auto end = local_instant(until, rules.zone);
    if (!end) return Error{"until: " + without_value(end.error().message, until, masked)};
    listing.until = *end;
  }
  listing.why = table.value(kWhy);
  if (is_blank(listing.why)) return Error{"why: it is empty; write the reason, for the log"};
  return listing;
}

/// Returns the good rows, and counts the bad ones.
Listings read_file(CsvReader& table, const RuleSet& rules, const OnBadRow& on_bad_row, Instant now,
                   std::uint64_t& bad) {
  const auto add_bad = [&](const std::string& why) {
    ++bad;
    if (on_bad_row) on_bad_row(table, why);
  };
  Listings listings;
  if (const Status header = table.read_header(columns()); !header) {
    add_bad(Masking(rules, false).words(header.error().message));  // may quote a row: the file may lack a header
    return listings;
  }
  std::map<Who, std::uint64_t> lines;
  while (table.next()) {
    const Error fault{table.fault()};
    auto listing = fault.message.empty() ? read_row(table, rules, now) : Result<Listing>(fault);
    if (!listing) {
      add_bad(listing.error().message);
      continue;
    }
    const Who who{listing->of, listing->subject};
    if (const auto [before, is_new] = lines.try_emplace(who, table.line()); is_new)
      listings.emplace(who, *std::move(listing));
    else
      add_bad("key: it " + repeats(before->second));
  }
  return listings;
}

bool says_the_same(const Listing& one, const Listing& other) {
  return one.until == other.until && one.why == other.why;
}

/// Works in steps that hardly delay texts.
Status put_all(AdminStore& store, std::span<const Listing> listings, const OnListProgress& on_progress) {
  Throttle throttle;
  for (std::size_t done = 0; done < listings.size();) {
    const auto some = listings.subspan(done, std::min(throttle.step_size(), listings.size() - done));
    const auto put = throttle.step([&](std::size_t) { return store.put_on_lists(some); });
    if (!put) return put.error();
    done += *put;
    if (on_progress) on_progress(done, listings.size());
  }
  return Done{};
}

}  // namespace

Result<ListImport, OperationError> import_list(std::istream& file, RegisterStore& store, const RuleSet& rules,
                                               const std::string& list, const std::string& by,
                                               const OnBadRow& on_bad_row, const OnListProgress& on_progress,
                                               Instant now) {
  if (const Status known = check_list(list, rules); !known) return bad_input(known.error());
  ListImport made;
  CsvReader table(file);
  const Listings wanted = read_file(table, rules, on_bad_row, now, made.bad);
  if (made.bad > 0) return made;
  const auto all = store.listings(list);
  if (!all) return all.error();
  Listings before;
  for (const Listing& listing : *all) before.insert_or_assign(Who{listing.of, listing.subject}, listing);
  std::vector<Listing> listings;
  for (const auto& [who, row] : wanted) {
    const auto listed = before.find(who);
    if (listed != before.end() && says_the_same(listed->second, row)) {
      ++made.unchanged;
    } else if (!row.holds(now)) {
      ++made.expired;
    } else {
      listings.push_back(row);
      listings.back().list = list;
      listings.back().since = now;
      listings.back().by = by;
    }
  }
  made.put = listings.size();
  if (const Status put = put_all(store, listings, on_progress); !put) return put.error();
  return made;
}

std::string list_header() { return csv_line(std::vector<std::string>(kNames.begin(), kNames.end())); }

std::string list_line(const Listing& listing, const Zone& zone, const Masking& mask) {
  return csv_line(std::array<std::string, kNames.size()>{name(listing.of), mask(listing.subject),
                                                         listing.until ? render_local_time(*listing.until, zone) : "",
                                                         mask.words(listing.why)});
}

}  // namespace permit
