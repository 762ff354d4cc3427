#include "tool/inspect/log_verify.h"

#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "operations/log_check.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"

namespace permit::tool {

namespace {

/// Skips empty lines.
Result<std::vector<NotedHead>> noted_heads(const std::string& given) {
  if (given.empty()) return std::vector<NotedHead>();
  if (auto noted = parse_head(given)) return std::vector{std::move(*noted)};
  std::ifstream file(given);
  if (!file) return Error{"`" + given + "' is neither a head that `log head' printed nor a readable file"};
  std::vector<NotedHead> heads;
  std::string line;
  for (long number = 1; std::getline(file, line); ++number) {
    const std::string word = line.substr(0, line.find_first_of(" \t\r"));
    if (word.empty()) continue;
    auto noted = parse_head(word);
    if (!noted) return Error{given + ":" + std::to_string(number) + ": this is not a head that `log head' printed"};
    heads.push_back(std::move(*noted));
  }
  if (heads.empty()) return Error{"`" + given + "' contains no head that `log head' printed"};
  return heads;
}

ExitStatus print(const HeadFinding& finding, const LogReport& report) {
  const std::string head = finding.head.text();
  switch (finding.what) {
    case HeadFinding::What::held:
      std::cout << "The head " << head << " is in the log: nothing up to it was changed.\n";
      return kYes;
    case HeadFinding::What::purged:
      std::cout << "The head " << head << " can no longer be verified: its record was purged.\n";
      return kYes;
    case HeadFinding::What::cut_off:
      return complain("the log ends at record " + std::to_string(report.end.sequence) + ", before the head " + head +
                          ": its end was cut off",
                      kNo);
    case HeadFinding::What::rewritten:
      return complain("record " + std::to_string(report.end.sequence) + " does not fit the head " + head +
                          ": the log was rewritten from that record or an earlier one on",
                      kNo);
  }
  return kNo;
}

void print_whole(const LogReport& report) {
  const Sequence whole = report.end.sequence - report.start.sequence;
  std::cout << "The log is intact: " << counted(whole, "record");
  if (whole > 0) std::cout << ", " << report.start.sequence + 1 << " to " << report.end.sequence;
  std::cout << ", " << report.erased << " erased.\n";
  if (report.start.sequence > 0)
    std::cout << "Everything before record " << report.start.sequence + 1
              << " was purged; of that part only the last hash is left.\n";
  std::cout << "It ends at " << render_head(report.end) << '\n';
}

}  // namespace

ExitStatus log_head(const std::string& folder) {
  const auto store = open_to_read_as_owner(folder);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto end = log_end(**store);
  if (!end) return complain(end.error().message, kUnavailable);
  std::cout << render_head(end->head);
  const auto in_force = load_in_force(**store);
  const Zone zone = in_force && in_force->rules ? in_force->rules->zone : Zone();
  if (end->at) std::cout << ' ' << render_local_time(zone.local(*end->at)) << ' ' << zone.name();
  std::cout << '\n';
  return kYes;
}

ExitStatus log_verify(const LogVerifyOptions& options) {
  auto heads = noted_heads(options.head);
  if (!heads) return complain(heads.error().message, kUsage);
  const auto store = open_to_read_as_owner(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto last = (*store)->last();
  if (!last) return complain(last.error().message, kNo);
  const auto report = [&] {
    Progress progress("following the log", *last);
    return check_log(**store, std::move(*heads), progress.callback());
  }();
  if (!report) return complain(report.error().message, kNo);
  for (const HeadFinding& finding : report->heads)
    if (const ExitStatus printed = print(finding, *report); printed != kYes) return printed;
  if (report->fault) return complain(report->fault->message, kNo);
  print_whole(*report);
  return kYes;
}

// ---- The command line ----

void add_log_verify(Verb log, Commands& commands) {
  const auto options = std::make_shared<LogVerifyOptions>();
  Verb head = log.add_verb("head", "Print the end of the log as one line, to be kept elsewhere");
  commands.defaults.add_store(head, options->store);
  Verb verify = log.add_verb("verify", "Find the first record that was changed, removed or replaced");
  commands.defaults.add_store(verify, options->store);
  verify
      .add_option("--head", options->head,
                  "Line that `log head' printed earlier, or a file of such lines; the log must still contain it")
      .type_name("HEAD|FILE");
  commands.push_back({head, [=] { return log_head(options->store); }});
  commands.push_back({verify, [=] { return log_verify(*options); }});
}

}  // namespace permit::tool
