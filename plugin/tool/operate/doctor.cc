#include "tool/operate/doctor.h"

#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <memory>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "conf/config.h"
#include "store/instances.h"
#include "store/open.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/operate/doctor_checks.h"
#include "tool/operate/verbs.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;
using Verdict = Finding::Verdict;

constexpr int kJsonVersion = 1;  // increases when a member changes its meaning or is removed
constexpr int kVerdict = 10;     // columns
constexpr int kAbout = 10;

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::well:
      return "ok";
    case Verdict::doubtful:
      return "doubtful";
    case Verdict::wrong:
      return "wrong";
    case Verdict::unknown:
      return "unknown";
  }
  return {};
}

std::size_t count(const Findings& findings, Verdict verdict) {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                [&](const Finding& finding) { return finding.verdict == verdict; }));
}

bool is_well(const Findings& findings) {
  return count(findings, Verdict::wrong) + count(findings, Verdict::unknown) == 0;
}

void print(const Findings& findings) {
  std::cout << std::left;
  for (const Finding& finding : findings) {
    const std::string verdict(finding.verdict == Verdict::wrong ? "WRONG" : name(finding.verdict));
    std::cout << std::setw(kVerdict) << verdict << std::setw(kAbout) << finding.about << as_one_line(finding.says)
              << '\n';
    if (!finding.fix.empty())
      std::cout << std::setw(kVerdict + kAbout) << ""
                << "# " << finding.fix << '\n';
  }
  std::cout << count(findings, Verdict::wrong) << " wrong, " << count(findings, Verdict::unknown) << " unknown, "
            << count(findings, Verdict::doubtful) << " doubtful. The text after # is a command for root's shell.\n";
}

void print_json(const Findings& findings, const DoctorOptions& options) {
  Json all = Json::array();
  for (const Finding& finding : findings)
    all.push_back({{"about", finding.about},
                   {"verdict", name(finding.verdict)},
                   {"says", finding.says},
                   {"mend", finding.fix.empty() ? Json() : Json(finding.fix)}});
  const Json report = {{"version", kJsonVersion},
                       {"conf", options.conf},
                       {"kannel_conf", options.kannel_conf},
                       {"well", is_well(findings)},
                       {"findings", all}};
  std::cout << report.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void add(Findings& findings, Findings more) { std::move(more.begin(), more.end(), std::back_inserter(findings)); }

Result<SmsboxUser> choose_user(const DoctorOptions& options) {
  if (!options.user.empty()) return find_user(options.user);
  auto usual = find_user(kUsualUser);
  return usual ? usual : Result<SmsboxUser>(user_of(geteuid()));
}

/// Only root and the user of smsbox can check what that user may do.
Findings check_user(const SmsboxUser& user) {
  if (geteuid() == 0 || geteuid() == user.id) return {{"user", Verdict::well, "smsbox runs as `" + user.name + "'"}};
  return {{"user", Verdict::unknown,
           "smsbox runs as `" + user.name + "', but you are `" + user_of(geteuid()).name +
               "'; run this as root: sudo permitctl doctor"}};
}

Findings check_conf(const std::string& file, const ConfigReading& reading) {
  Findings findings;
  for (const std::string& fault : reading.faults)
    findings.push_back({"conf", Verdict::wrong, "no text is answered: " + fault});
  if (findings.empty()) findings.push_back({"conf", Verdict::well, file});
  if (reading.config.rehearse_at)
    findings.push_back(
        {"rehearsal", Verdict::doubtful,
         "`rehearse-at' is set in " + file + ": the library does not use the real time, so its permits are not valid",
         "sed -i 's/^[[:blank:]]*rehearse-at/#&/' " + shell_quoted(file) + " && systemctl restart permit8103"});
  return findings;
}

/// Opens the register, if there is one. The error about an unusable register says what to do.
std::unique_ptr<RegisterStore> open_store(const Site& site, Findings& findings) {
  if (!may(site.config.store + "/data.mdb", F_OK)) return nullptr;  // the library makes the register
  auto store = open_to_read(site.config.store);
  if (store) return std::move(*store);
  findings.push_back(
      {"register", geteuid() == site.user.id ? Verdict::wrong : Verdict::unknown, store.error().message});
  return nullptr;
}

Status read_instances(const RegisterStore& store, Site& site) {
  auto instances = store.statuses();
  if (!instances) return instances.error();
  std::erase_if(*instances, [](const InstanceStatus& box) { return !is_running(box); });
  site.instances = std::move(*instances);
  return Done{};
}

/// Checks the files of the library with the rights of its user.
Findings check_own(Site& site) {
  const AsUser as_user(site.user);
  Findings findings = check_rules(site);
  add(findings, check_keys(site));
  Findings folder = check_folder(site);
  const bool may_open = folder.front().verdict == Verdict::well;
  add(findings, std::move(folder));
  const auto store = may_open ? open_store(site, findings) : nullptr;
  if (store)
    if (const Status read = read_instances(*store, site); !read)
      findings.push_back({"register", Verdict::wrong, read.error().message});
  add(findings, check_disk(site, store.get()));
  if (store) add(findings, check_readers(*store));
  add(findings, check_clock(site, store.get()));
  return findings;
}

Findings examine(const DoctorOptions& options, const SmsboxUser& user) {
  Findings findings = check_user(user);
  const ConfigReading reading = [&] {
    const AsUser as_user(user);
    return load_config(options.conf);
  }();
  Site site{.conf = options.conf, .config = reading.config, .user = user, .now = clock_now()};
  add(findings, check_conf(options.conf, reading));
  add(findings, check_own(site));
  const KannelConf kannel(options.kannel_conf);
  add(findings, check_kannel(site, kannel));
  add(findings, check_smsbox_conf(site, kannel));
  add(findings, check_library(site));
  return findings;
}

}  // namespace

Findings check_clock(const Site& site, const InspectionStore* store) {
  Findings findings;
  timex state{};
  const int kept = adjtimex(&state);
  const Zone zone = site.rules ? site.rules->zone : Zone();
  const std::string says = render_local_time(zone.local(clock_now())) + " " + zone.name();
  if (kept < 0 || (state.status & STA_UNSYNC) != 0) {
    findings.push_back({"clock", Verdict::doubtful, says + ", not synchronized",
                        "apt-get install --yes systemd-timesyncd && timedatectl set-ntp true"});
  } else {
    findings.push_back({"clock", Verdict::well, says + ", synchronized"});
  }
  if (site.config.rehearse_at || !store) return findings;
  if (const auto last = store->last_decided(); last && *last > clock_now())
    findings.push_back({"clock", Verdict::wrong,
                        "it is earlier than the last decision, at " + render_local_time(zone.local(*last)) +
                            "; until it has caught up, texts are decided as of that time"});
  return findings;
}

std::string shell_quoted(const std::string& word) {
  const bool is_plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char sign) {
    return std::isalnum(sign) || std::string_view("/._-").find(static_cast<char>(sign)) != std::string_view::npos;
  });
  if (is_plain) return word;
  std::string quoted = "'";
  for (const char sign : word) quoted += sign == '\'' ? std::string("'\\''") : std::string(1, sign);
  return quoted + "'";
}

ExitStatus doctor(const DoctorOptions& options) {
  const auto user = choose_user(options);
  if (!user) return complain(user.error().message, kUsage);
  const Findings findings = examine(options, *user);
  if (options.json) {
    print_json(findings, options);
  } else {
    print(findings);
  }
  return is_well(findings) ? kYes : kNo;
}

// ---- The command line ----

void add_doctor(Verb app, Commands& commands) {
  const auto options = std::make_shared<DoctorOptions>();
  Verb verb = app.add_verb("doctor",
                           "Check everything that is needed to answer texts; print each result, "
                           "with the command that corrects it");
  verb.add_option("--kannel-conf", options->kannel_conf, "Configuration file of bearerbox")
      .type_name("FILE")
      .shows_default();
  verb.add_option("--user", options->user, "User that smsbox runs as; default: kannel, or you if there is no such user")
      .type_name("NAME");
  verb.add_flag("--json", options->json, "Print JSON");
  options->conf = commands.defaults.file();
  commands.push_back({verb, [=] { return doctor(*options); }, true});
}

}  // namespace permit::tool
