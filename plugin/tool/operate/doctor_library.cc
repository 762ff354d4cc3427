#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include <unistd.h>

#include "checkcode/key_file.h"
#include "ruleset/check/gaps.h"
#include "ruleset/load.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/follow.h"
#include "tool/operate/doctor_checks.h"

namespace permit::tool {

namespace {

using Verdict = Finding::Verdict;
using namespace std::chrono_literals;

constexpr std::chrono::days kSoon{7};
constexpr auto kSilent = 60s;  // a library reports every ten seconds

constexpr const char* kUnitFiles[] = {"/etc/systemd/system/permit8103.service",
                                      "/lib/systemd/system/permit8103.service"};

/// Whether texts are refused now or soon because no rule covers that time.
Finding check_ahead(const RuleSet& rules, Instant now) {
  const std::vector<Gap> gaps = gaps_in(rules);
  const auto next = std::find_if(gaps.begin(), gaps.end(), [&](const Gap& gap) { return gap.until > now; });
  if (!rules.decree_at(now) && !rules.interval_at(now))
    return {"ahead", Verdict::wrong,
            "no rule covers " + render_local_time(now, rules.zone) +
                ", so every text is refused; add a decree, or an interval without permits, to " +
                "the folder: man permit-rules"};
  if (next == gaps.end()) return {"ahead", Verdict::well, "the rules cover all time from now on"};
  const std::string says = "no rule covers the time from " + render_local_time(next->from, rules.zone) + " on";
  if (next->from - now < kSoon)
    return {"ahead", Verdict::doubtful, says + ", so every text is refused then; the next decree is due"};
  return {"ahead", Verdict::well, says};
}

/// A value of /proc/PID/status, such as `VmLck'; nothing if it is not listed.
std::optional<long> kilobytes_of(unsigned process, const std::string& what) {
  std::ifstream rows("/proc/" + std::to_string(process) + "/status");
  for (std::string row; std::getline(rows, row);) {
    if (!row.starts_with(what + ":")) continue;
    std::istringstream words(row.substr(what.size() + 1));
    long kilobytes = 0;
    if (words >> kilobytes) return kilobytes;
  }
  return std::nullopt;
}

/// The file of the library that a process has mapped; empty if it may not be read.
std::string mapped_library(unsigned process) {
  std::ifstream rows("/proc/" + std::to_string(process) + "/maps");
  for (std::string row; std::getline(rows, row);)
    if (const std::size_t path = row.find('/');
        path != std::string::npos && row.find("permit8103-box.so") != std::string::npos)
      return row.substr(path);
  return {};
}

Finding none_runs(const Site& site) {
  std::error_code ignored;
  const bool has_unit = std::any_of(std::begin(kUnitFiles), std::end(kUnitFiles),
                                    [&](const char* file) { return std::filesystem::exists(file, ignored); });
  return {"library", Verdict::wrong,
          "no smsbox with the library runs on the register " + site.config.store +
              (has_unit ? "" : "; start one with LD_PRELOAD=/usr/lib/permit8103/permit8103.so, see man permit8103"),
          has_unit ? "systemctl enable --now permit8103" : ""};
}

/// Checks a running library.
void check_box(const Site& site, const InstanceStatus& box, Findings& findings) {
  const std::size_t before = findings.size();
  const auto add = [&](Verdict verdict, const std::string& says, const std::string& fix) {
    findings.push_back({"library", verdict, display_name(box) + ", " + says, fix});
  };
  const std::string restart = "systemctl restart permit8103";
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(host_time_now() - box.at);
  const auto owner = owner_of(box.process);
  if (age > kSilent)
    add(Verdict::wrong, "has not reported for " + std::to_string(age.count()) + " s; check the log of that smsbox",
        restart);
  if (box.rules == Digest{}) add(Verdict::wrong, "has no rules, so it answers no text", "");
  if (!box.faults.empty()) add(Verdict::wrong, "does not use the current rules: " + box.faults.front(), "");
  if (box.box != site.config.box_id || box.folder != site.config.rules)
    add(Verdict::doubtful, "was started with settings other than those in " + site.conf, restart);
  if (owner && owner->id != site.user.id)
    add(Verdict::doubtful, "runs as `" + owner->name + "', not as `" + site.user.name + "'; name that user with --user",
        "");
  if (mapped_library(box.process).ends_with("(deleted)"))
    add(Verdict::doubtful, "still runs the library from before an upgrade", restart);
  if (!site.config.check_code_keys.empty() && kilobytes_of(box.process, "VmLck").value_or(1) == 0)
    add(Verdict::doubtful, "cannot lock memory, so its keys may reach the swap; raise its limit (ulimit -l)", "");
  if (findings.size() == before) add(Verdict::well, "answers by rules " + short_hash(box.rules), "");
}

}  // namespace

Findings check_rules(Site& site) {
  const std::string& folder = site.config.rules;
  if (!may(folder, R_OK | X_OK) && errno == EACCES)
    return {{"rules", geteuid() == site.user.id ? Verdict::wrong : Verdict::unknown,
             "`" + site.user.name + "' must be able to read " + folder, "chmod -R o+rX " + shell_quoted(folder)}};
  const Loaded loaded = load_folder(folder);
  site.rules = loaded.rules;
  if (!loaded.rules) {
    const std::string first = loaded.faults.empty() ? folder : render(loaded.faults.front());
    return {
        {"rules", Verdict::wrong, folder + " does not compile: " + first + "; all faults: permitctl check " + folder}};
  }
  const RuleSet& rules = *loaded.rules;
  site.now = site.config.rehearse_at ? rules.zone.instant(*site.config.rehearse_at) : clock_now();
  Findings findings;
  const std::string what = folder + ", rules " + short_hash(rules.hash) + " of " + rules.number;
  if (loaded.faults.empty()) {
    findings.push_back({"rules", Verdict::well, what});
  } else {
    const std::size_t count = loaded.faults.size();
    findings.push_back(
        {"rules", Verdict::doubtful,
         what + ", " + (count == 1 ? "with a warning: " : "with " + std::to_string(count) + " warnings: ") +
             render(loaded.faults.front()) + (count == 1 ? "" : " …; all warnings: permitctl check " + folder)});
  }
  findings.push_back(check_ahead(rules, site.now));
  if (rules.pause)
    findings.push_back({"pause", Verdict::doubtful, "no permit is given until the pause ends", "permitctl resume"});
  return findings;
}

Findings check_keys(const Site& site) {
  const std::string& file = site.config.check_code_keys;
  if (file.empty()) return {{"keys", Verdict::well, "`check-code-keys' is not set, so permits have no check codes"}};
  const auto keys = Keys::load(file);
  if (keys) return {{"keys", Verdict::well, file + ", key " + std::to_string(keys->current()) + " signs"}};
  std::error_code failed;
  if (geteuid() != site.user.id)
    return {{"keys", Verdict::unknown, keys.error().message + "; run this as root or as `" + site.user.name + "'"}};
  const bool is_there = std::filesystem::exists(std::filesystem::symlink_status(file, failed));
  const std::string name = shell_quoted(file);
  const std::string fix = is_there ? "chown " + site.user.name + " " + name + " && chmod 600 " + name
                                   : "sudo -u " + site.user.name + " permitctl keys new " + name;
  return {{"keys", Verdict::wrong, "no text is answered: " + keys.error().message,
           is_there ? fix : fix + " && systemctl restart permit8103"}};
}

Findings check_library(const Site& site) {
  Findings findings;
  for (const InstanceStatus& box : site.instances) check_box(site, box, findings);
  if (findings.empty()) findings.push_back(none_runs(site));
  return findings;
}

}  // namespace permit::tool
