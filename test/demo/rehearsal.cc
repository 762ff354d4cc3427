#include "test/demo/rehearsal.h"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "ruleset/load.h"
#include "test/rig/elf.h"
#include "test/rig/samples.h"

namespace permit::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRules = "rules/8103";
constexpr const char* kFakesmsc = "/usr/lib/kannel/test/fakesmsc";
constexpr Milliseconds kReplyTimeout = std::chrono::seconds(10);
constexpr Milliseconds kForEver = std::chrono::hours(10000);

Rules load_rules() {
  Loaded loaded = load_folder(kRules);
  if (loaded.rules) return loaded.rules;
  std::string why = std::string(kRules) + " does not compile:";
  for (const Diagnostic& fault : loaded.faults) why += "\n  " + render(fault);
  throw BadRehearsal(why);
}

LocalTime choose_time(const RuleSet& rules, const std::optional<std::string>& at) {
  if (!at) return time_in_newest_decree(rules);
  const auto time = parse_local_time(*at);
  if (!time) throw BadRehearsal("`" + *at + "' is not a local time; write it as 2020-07-21T10:00");
  return *time;
}

// The lock is held during the whole run.
Fd lock(const fs::path& folder) {
  fs::create_directories(fs::absolute(folder).parent_path());
  Fd fd(::open((folder.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!fd || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
    throw BadRehearsal(folder.string() +
                       " is locked by another rehearsal, or not writable; choose another with --folder");
  return fd;
}

fs::path recreate(const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

RigOptions options_at(LocalTime at) {
  RigOptions options;
  options.spare_fake = true;
  options.rules = kRules;
  options.rehearse_at = render_local_time(at);
  return options;
}

// bearerbox prints: Kannel bearerbox version `1.4.5'.
std::string kannel_version() {
  const std::string output = run_to_end({.arguments = {"/usr/sbin/bearerbox", "--version"}}).output;
  constexpr std::string_view kBefore = "version `";
  const auto before = output.find(kBefore);
  if (before == std::string::npos) return "";
  const auto begin = before + kBefore.size();
  return output.substr(begin, output.find('\'', begin) - begin);
}

// Returns `libxml2.so.2, liblmdb.so.0`: the libraries that the ELF file itself requests.
std::string listed_libraries(const fs::path& library) {
  std::string list;
  for (const std::string& name : needed_libraries(library)) list += (list.empty() ? "" : ", ") + name;
  return list;
}

// Uses the GSM alphabet if it suffices, as a phone does.
Sms typed_text(const std::string& phone, const std::string& text) {
  return text_from(phone, text, encode_gsm(text) ? Coding::gsm : Coding::ucs2);
}

void show_reply(const Sms& reply) { std::printf("  %14s < %s\n", reply.from.c_str(), reply.text.c_str()); }

void show_outcome(const Entry& entry, const Sms& reply) {
  std::printf("  %14s   %s, %zu %s of %s\n", "", std::string(name(entry.outcome)).c_str(), reply.parts,
              reply.parts == 1 ? "segment" : "segments", reply.coding == Coding::gsm ? "GSM letters" : "UCS-2");
}

}  // namespace

LocalTime time_in_newest_decree(const RuleSet& rules) {
  if (rules.decrees.empty()) throw BadRehearsal("there is no decree to rehearse");
  const Decree& newest = rules.decrees.back();
  const LocalTime morning = LocalTime{rules.zone.day(newest.from) + std::chrono::days{1}} + std::chrono::hours{10};
  if (rules.zone.instant(morning) < newest.until) return morning;
  return rules.zone.local(newest.from + (newest.until - newest.from) / 2);
}

Rehearsal::Rehearsal(const fs::path& folder, const std::optional<std::string>& at)
    : Rehearsal(folder, load_rules(), at) {}

Rehearsal::Rehearsal(const fs::path& folder, Rules rules, const std::optional<std::string>& at)
    : lock_(lock(folder)),
      rules_(std::move(rules)),
      at_(choose_time(*rules_, at)),
      rig_(recreate(folder), options_at(at_)) {
  rig_.loop().add(interruption_);
}

void Rehearsal::start() {
  show_plan();
  rig_.start();
}

void Rehearsal::show_plan() const {
  const Decree* decree = rules_->decree_at(rules_->zone.instant(at_));
  const int port = *rig_.plan().spare_port;
  std::printf("The service %s on stock Kannel %s.\n\n", rules_->number.c_str(), kannel_version().c_str());
  std::printf("  time    %s in %s, REHEARSED: not the real time.\n", render_local_time(at_).c_str(),
              rules_->zone.name().c_str());
  std::printf("          The clock runs on from there; permits given here mean nothing.\n");
  std::printf("  decree  %s\n", decree == nullptr ? "none is in force" : decree->title.c_str());
  std::printf("  rules   %s\n", kRules);
  std::printf("  boxes   bearerbox, and smsbox with LD_PRELOAD=%s\n",
              fs::proximate(build_folder() / "permit8103.so").c_str());
  std::printf("  files   %s: configurations, logs, the register\n", fs::proximate(rig_.folder()).c_str());
  show_libraries();
  std::printf("  texts   fake SMSC on port %d; to send one from another terminal:\n", port);
  std::printf("          %s -H 127.0.0.1 -r %d -m 1 \"%s %s text 2 AZE12345678\"\n\n", kFakesmsc, port, phone_.c_str(),
              rules_->number.c_str());
  std::fflush(stdout);
}

void Rehearsal::show_libraries() const {
  for (const char* library : {"permit8103.so", "permit8103-box.so"})
    std::printf("  links   %s: %s\n", library, listed_libraries(build_folder() / library).c_str());
}

std::size_t Rehearsal::show_samples() {
  const bool in_force = rules_->decree_at(rules_->zone.instant(at_)) != nullptr;
  std::size_t failed = 0;
  for (const Sample& sample : samples()) {
    std::printf("  %s\n", std::string(sample.about).c_str());
    const auto entry = show_exchange(std::string(sample.phone), std::string(sample.text));
    const bool as_expected = entry && (!in_force || entry->outcome == sample.outcome);
    if (!as_expected) {
      std::printf("  %14s   WRONG: expected %s\n", "", std::string(name(sample.outcome)).c_str());
      ++failed;
    }
    std::puts("");
    std::fflush(stdout);
  }
  return failed;
}

std::optional<Entry> Rehearsal::show_exchange(const std::string& phone, const std::string& text) {
  const std::string known_as = normalize_phone(phone);
  const std::size_t replies = rig_.fake().replies_to(phone).size();
  const std::size_t entries = rig_.register_view().log_of(known_as).size();
  std::printf("  %14s > %s\n", phone.c_str(), text.c_str());
  rig_.fake().send(typed_text(phone, text));
  const bool decided =
      rig_.loop().until([&] { return rig_.register_view().log_of(known_as).size() > entries; }, kReplyTimeout);
  if (!decided) {
    std::printf("  %14s   no answer; the logs are in %s\n", "", fs::proximate(rig_.folder()).c_str());
    return std::nullopt;
  }
  const Entry entry = rig_.register_view().log_of(known_as).back();
  if (entry.reply.empty()) {
    std::printf("  %14s   %s: %s\n", "", std::string(name(entry.outcome)).c_str(), entry.reason.c_str());
    return entry;
  }
  rig_.wait_for(
      "the reply", [&] { return rig_.fake().replies_to(phone).size() > replies; }, kReplyTimeout);
  const Sms reply = rig_.fake().replies_to(phone).back();
  show_reply(reply);
  show_outcome(entry, reply);
  return entry;
}

void Rehearsal::prompt() {
  std::puts("Type a text, for instance 2 AZE12345678. `/from NUMBER' changes the phone, Ctrl-D ends.");
  rig_.loop().add(terminal_);
  for (;;) {
    std::printf("> ");
    std::fflush(stdout);
    rig_.loop().until([&] { return terminal_.ready(); }, kForEver);
    const auto line = terminal_.take_line();
    if (!line) break;
    if (line->starts_with('/')) {
      run_command(*line);
    } else if (!line->empty()) {
      show_exchange(phone_, *line);
    }
  }
  std::puts("");
}

void Rehearsal::run_command(const std::string& command) {
  constexpr std::string_view kFrom = "/from ";
  const std::string number = command.substr(std::min(kFrom.size(), command.size()));
  if (command.starts_with(kFrom) && !number.empty() && number.find(' ') == std::string::npos) {
    phone_ = number;
  } else {
    std::puts("  The only command is /from NUMBER.");
  }
}

}  // namespace permit::test
