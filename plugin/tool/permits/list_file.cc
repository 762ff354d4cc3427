#include "tool/permits/list_file.h"

#include <fstream>
#include <iostream>
#include <optional>

#include "operations/list_file.h"
#include "operations/lists.h"
#include "operations/mask.h"
#include "operations/user.h"
#include "tool/cli/bad_rows.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/complain.h"
#include "tool/cli/output.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"
#include "tool/cli/reveal.h"

namespace permit::tool {

ExitStatus list_import(const ListOptions& options, const std::string& file) {
  const bool is_piped = file == "-";
  std::ifstream read;
  if (!is_piped) read.open(file, std::ios::binary);
  if (!is_piped && !read.is_open()) return complain(file + " cannot be read", kUsage);
  const auto opened = open_register_as_owner(options.store, options.rules, Access::writing);
  if (!opened) return complain(opened.error());
  BadRows bad(is_piped ? "standard input" : file);
  std::optional<Progress> progress;
  const auto made = import_list(
      is_piped ? std::cin : read, *opened->store, *opened->rules, options.name, name_or_user(options.by),
      [&](const CsvReader& table, const std::string& why) { bad.add(table, why); },
      [&](std::uint64_t done, std::uint64_t all) {
        if (!progress) progress.emplace("importing", all);
        progress->update(done);
      },
      clock_now());
  progress.reset();
  if (!made) return complain(made.error());
  bad.finish();
  if (made->bad > 0) return complain("no one is put on list " + options.name, kBrokenInput);
  std::cout << made->put << " put on list " << options.name << ", " << made->unchanged << " already there";
  if (made->expired > 0) std::cout << ", " << made->expired << " skipped because they have expired";
  std::cout << ".\n";
  return kYes;
}

ExitStatus list_export(const ListOptions& options, const std::string& file) {
  const auto output = Output::open(file, Output::kPrivate);
  if (!output) return complain(output.error().message, kNotWritten);
  const auto opened =
      open_register_as_owner(options.store, options.rules, access_to_show(options.reveal), output->get());
  if (!opened) return complain(opened.error());
  const Instant now = clock_now();
  const auto found =
      listings(*opened->store, *opened->rules, options.name, look_to_note(options.reveal, "list export"), now);
  if (!found) return complain(found.error());
  std::ostream& out = (*output)->stream();
  const Masking mask(*opened->rules, options.reveal);
  out << list_header();
  for (const Listing& listing : *found)
    if (listing.holds(now)) out << list_line(listing, opened->rules->zone, mask);
  if (const Status finished = (*output)->finish(); !finished) return complain(finished.error().message, kNotWritten);
  if (!options.reveal) std::cerr << "permitctl: numbers are masked; to import them, export with --reveal\n";
  return kYes;
}

}  // namespace permit::tool
