#include "tool/permits/list_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "operations/csv.h"
#include "operations/mask.h"
#include "operations/open_register.h"
#include "operations/subject.h"
#include "operations/throttle.h"
#include "operations/user.h"
#include "store/open.h"
#include "tool/cli/bad_rows.h"
#include "tool/cli/complain.h"
#include "tool/cli/output.h"
#include "tool/cli/progress.h"
#include "tool/cli/reveal.h"
#include "tool/cli/rules_at.h"

namespace permit::tool {

namespace {

enum Column : std::size_t { kOf, kKey, kUntil, kWhy };
constexpr std::array<const char*, 4> kNames{"of", "key", "until", "why"};

std::vector<CsvColumn> columns() {
  std::vector<CsvColumn> all;
  for (const char* name : kNames) all.push_back({name, std::string(name) != kNames[kUntil]});
  return all;
}

/// Who stands on a list.
using Who = std::pair<Listing::Of, std::string>;
using Listings = std::map<Who, Listing>;

/// The error names the column.
Result<Listing> read_row(const CsvReader& table, const RuleSet& rules) {
  const std::string& of = table.value(kOf);
  if (of != "document" && of != "phone") return Error{"of: `" + of + "' is neither document nor phone"};
  auto subject = listable_subject(of, table.value(kKey), rules, clock_now());
  if (!subject) return Error{"key: " + subject.error().message};
  Listing listing;
  listing.of = of == "phone" ? Listing::Of::phone : Listing::Of::document;
  listing.subject = *std::move(subject);
  if (const std::string& until = table.value(kUntil); !until.empty()) {
    const auto local = parse_local_time(until);
    if (!local) return Error{"until: `" + until + "' is no local time; write it as 2020-07-21T10:00"};
    listing.until = rules.zone.instant(*local);
  }
  listing.why = table.value(kWhy);
  if (is_blank(listing.why)) return Error{"why: it is empty; write the reason, for those who look later"};
  return listing;
}

/// All of the file; nothing when any row is bad.
std::optional<Listings> read_file(std::istream& in, const std::string& name, const RuleSet& rules) {
  BadRows bad(name);
  CsvReader table(in);
  if (const Status header = table.read_header(columns()); !header) {
    bad.add(table, header.error().message);
    return std::nullopt;
  }
  Listings listings;
  std::map<Who, std::uint64_t> lines;
  while (table.next()) {
    const Error fault{table.fault()};
    auto listing = fault.message.empty() ? read_row(table, rules) : Result<Listing>(fault);
    if (!listing) {
      bad.add(table, listing.error().message);
      continue;
    }
    const Who who{listing->of, listing->subject};
    if (const auto [before, is_new] = lines.try_emplace(who, table.line()); is_new)
      listings.emplace(who, *std::move(listing));
    else
      bad.add(table, "key: it stands in line " + std::to_string(before->second) + " already; keep one of the two");
  }
  [[maybe_unused]] const Status told = bad.finish();  // nothing is written
  return bad.count() == 0 ? std::optional(std::move(listings)) : std::nullopt;
}

bool says_the_same(const Listing& one, const Listing& other) {
  return one.until == other.until && one.why == other.why;
}

/// In steps that texts hardly notice.
Status put_on_list(AdminStore& desk, std::span<const Listing> listings) {
  Progress progress("importing", listings.size());
  Throttle throttle;
  for (std::size_t done = 0; done < listings.size();) {
    const auto some = listings.subspan(done, std::min(throttle.most(), listings.size() - done));
    if (Status put = throttle.step([&](std::size_t) { return desk.put_on_lists(some); }); !put) return put;
    progress.at(done += some.size());
  }
  return Done{};
}

}  // namespace

ExitStatus list_import(const ListOptions& options, const std::string& file) {
  std::ifstream opened_file;
  if (file != "-") opened_file.open(file, std::ios::binary);
  if (file != "-" && !opened_file.is_open()) return complain(file + " cannot be read", kUsage);
  const auto opened = open_register(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  if (const Status known = check_list(options.name, *opened->rules); !known)
    return complain(known.error().message, kUsage);
  const bool is_piped = file == "-";
  const auto wanted = read_file(is_piped ? std::cin : opened_file, is_piped ? "standard input" : file, *opened->rules);
  if (!wanted) return complain("nobody is put on list " + options.name, kBrokenInput);

  const auto all = opened->store->listings(options.name);
  if (!all) return complain(all.error().message, kUnavailable);
  Listings before;
  for (const Listing& listing : *all) before.insert_or_assign(Who{listing.of, listing.subject}, listing);
  const Instant now = clock_now();
  const std::string by = options.by.empty() ? user_name() : options.by;
  std::vector<Listing> listings;
  std::uint64_t over = 0;
  for (const auto& [who, row] : *wanted) {
    const auto stands = before.find(who);
    if (stands != before.end() && says_the_same(stands->second, row)) continue;
    if (!row.holds(now)) {
      ++over;
      continue;
    }
    listings.push_back(row);
    listings.back().list = options.name;
    listings.back().since = now;
    listings.back().by = by;
  }
  if (const Status put = put_on_list(*opened->store, listings); !put)
    return complain(put.error().message, kUnavailable);
  std::cout << listings.size() << " put on list " << options.name << ", " << wanted->size() - listings.size() - over
            << " stood there already";
  if (over > 0) std::cout << ", " << over << " left out whose time is over";
  std::cout << ".\n";
  return kYes;
}

ExitStatus list_export(const ListOptions& options, const std::string& file) {
  const auto opened = open_register(options.store, options.rules, to_look(options.reveal));
  if (!opened) return complain(opened.error());
  const Zone& zone = opened->rules->zone;
  if (const Status known = check_list(options.name, *opened->rules); !known)
    return complain(known.error().message, kUsage);
  if (options.reveal)
    if (const auto noted = note_reveal(*opened->store, "list export", options.name); noted != kYes) return noted;
  const auto listings = opened->store->listings(options.name);
  if (!listings) return complain(listings.error().message, kUnavailable);
  const auto output = Output::open(file, Output::kPrivate);
  if (!output) return complain(output.error().message, kNotWritten);
  std::ostream& out = (*output)->stream();

  const Masking mask(options.reveal);
  const Instant now = clock_now();
  out << csv_line(std::vector<std::string>(kNames.begin(), kNames.end()));
  for (const Listing& listing : *listings) {
    if (!listing.holds(now)) continue;
    out << csv_line(std::array<std::string, kNames.size()>{
        listing.of == Listing::Of::phone ? "phone" : "document", mask(listing.subject),
        listing.until ? render_local_time(zone.local(*listing.until)) : "", mask.words(listing.why)});
  }
  if (const Status finished = (*output)->finish(); !finished) return complain(finished.error().message, kNotWritten);
  if (!options.reveal) std::cerr << "permitctl: numbers are masked; only with --reveal can `list import' read this\n";
  return kYes;
}

}  // namespace permit::tool
