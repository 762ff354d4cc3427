#include "test/rig/rig.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

namespace permit::test {
namespace {

namespace fs = std::filesystem;

KannelPlan plan_kannel(const fs::path& folder, const RigOptions& options) {
  KannelPlan plan;
  plan.folder = fs::absolute(folder);
  plan.admin_port = free_port();
  plan.box_port = free_port();
  if (options.separate_stock_link) plan.stock_port = free_port();
  const std::size_t ids = options.shared_id ? 1 : options.boxes;
  for (std::size_t id = 0; id < ids; ++id) plan.fake_ports.push_back(free_port());
  if (options.spare_fake) plan.spare_port = free_port();
  if (options.smpp) plan.smpp_port = free_port();
  plan.transceiver = options.transceiver;
  plan.keeps_texts = options.keeps_texts;
  plan.max_pending = options.max_pending;
  plan.get_url = options.get_url;
  plan.exec = options.exec;
  return plan;
}

PermitPlan plan_permit(const KannelPlan& kannel, const RigOptions& options) {
  return {.bearerbox_port = kannel.box_port,
          .rules = fs::absolute(options.rules),
          .rules_next = options.rules_next.empty() ? fs::path() : fs::absolute(options.rules_next),
          .store = kannel.folder / "store",
          .check_code_keys = options.check_code_keys,
          .metrics = options.metrics,
          .rehearse_at = options.rehearse_at,
          .service = options.service,
          .account = options.account};
}

bool is_forbidden(std::string_view line) {
  constexpr std::string_view signs[] = {"PANIC:", "Sanitizer", "runtime error:", "Segmentation"};
  return std::any_of(std::begin(signs), std::end(signs),
                     [&](auto sign) { return line.find(sign) != std::string::npos; });
}

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size())) ++found;
  return found;
}

// These count entries of bearerbox's status page.
std::size_t count_links(std::string_view page, const std::string& box_id) {
  return count(page, "smsbox:" + box_id + ",");
}

}  // namespace

std::string preload_list() {
  const char* first = std::getenv("PERMIT8103_PRELOAD_FIRST");
  const std::string ours = build_folder() / "permit8103.so";
  return first == nullptr || *first == '\0' ? ours : first + (":" + ours);
}

KannelRig::KannelRig(const fs::path& folder, const RigOptions& options)
    : plan_(plan_kannel(folder, options)),
      permit_plan_(plan_permit(plan_, options)),
      register_view_(permit_plan_.store),
      library_(options.library),
      preload_bearerbox_(options.preload_bearerbox),
      smsbox_wrapper_(options.smsbox_wrapper),
      smsboxes_(options.boxes) {
  for (const Port port : plan_.fake_ports) loop_.add(fakes_.emplace_back(port));
  if (plan_.smpp_port) loop_.add(smpp_.emplace(*plan_.smpp_port));
  if (options.tapped) {
    permit_plan_.bearerbox_port = free_port();
    loop_.add(tap_.emplace(permit_plan_.bearerbox_port, plan_.box_port));
  }
  write_configurations();
}

void KannelRig::write_configurations() const {
  fs::create_directories(plan_.folder);
  if (plan_.keeps_texts) fs::create_directories(plan_.folder / "spool");
  for (std::size_t box = 0; box < smsboxes_.size(); ++box) {
    write_file(kannel_conf(box), render_kannel_conf(plan_, box));
    write_file(permit_conf(box), render_permit_conf(permit_plan_, plan_.box_id(box)));
  }
}

fs::path KannelRig::kannel_conf(std::size_t box) const { return plan_.folder / (numbered("kannel", box) + ".conf"); }
fs::path KannelRig::permit_conf(std::size_t box) const {
  return plan_.folder / (numbered("permit8103", box) + ".conf");
}
fs::path KannelRig::smsbox_log_path(std::size_t box) const { return plan_.folder / (numbered("smsbox", box) + ".log"); }

void KannelRig::start() {
  start_bearerbox();
  for (std::size_t box = 0; box < smsboxes_.size(); ++box) start_smsbox(box);
  wait_until_ready();
}

void KannelRig::start_bearerbox() {
  const std::size_t starts = starts_of_bearerbox();
  bearerbox_ = Process({.arguments = {"/usr/sbin/bearerbox", "-v", "4", kannel_conf()},
                        .environment = preload_bearerbox_ ? box_environment() : Environment{},
                        .output = plan_.folder / "bearerbox.out"});
  // bearerbox accepts status requests before it can answer them, so look at the log first.
  wait_for("bearerbox has started", [&] { return starts_of_bearerbox() > starts || !bearerbox_.running(); });
  if (!bearerbox_.running()) throw RigFailure("bearerbox exited at startup\n" + tails());
}

std::size_t KannelRig::starts_of_bearerbox() const { return count(read_file(bearerbox_log_path()), "Start-up done"); }

void KannelRig::start_smsbox(std::size_t box) {
  std::vector<std::string> arguments = smsbox_wrapper_;
  arguments.insert(arguments.end(), {"/usr/sbin/smsbox", "-v", "4", kannel_conf(box)});
  smsboxes_.at(box) = Process({.arguments = arguments,
                               .environment = box_environment(box),
                               .output = plan_.folder / (numbered("smsbox", box) + ".out")});
}

void KannelRig::set_clock(const std::string& rehearse_at) {
  permit_plan_.rehearse_at = rehearse_at;
  write_configurations();
}

Environment KannelRig::box_environment(std::size_t box) const {
  if (!library_) return {};
  return {{"LD_PRELOAD", preload_list()}, {"PERMIT8103_CONF", permit_conf(box)}};
}

void KannelRig::wait_until_ready() {
  wait_for("all links are up", [&] { return is_ready(); });
}

bool KannelRig::is_ready() {
  if (smpp_ && !smpp_->ready()) return false;
  const std::string page = status();
  for (const Port port : plan_.fake_ports)
    if (page.find("FAKE:" + std::to_string(port) + " (online ") == std::string::npos) return false;
  std::map<std::string, std::size_t> started;
  for (std::size_t box = 0; box < smsboxes_.size(); ++box)
    if (smsboxes_[box].pid() > 0) ++started[library_ ? plan_.box_id(box) : "(none)"];
  return std::all_of(started.begin(), started.end(),
                     [&](const auto& id) { return count_links(page, id.first) >= id.second; });
}

bool KannelRig::is_linked(std::size_t box) const { return count_links(status(), plan_.box_id(box)) > 0; }

void KannelRig::wait_for(std::string_view what, const std::function<bool()>& done, Milliseconds deadline) {
  if (!loop_.until(done, deadline)) throw RigFailure("did not happen in time: " + std::string(what) + "\n" + tails());
}

Sms KannelRig::ask(Smsc& smsc, const Sms& text) {
  const std::size_t before = smsc.replies_to(text.from).size();
  smsc.send(text);
  wait_for("a reply to `" + text.text + "'", [&] { return smsc.replies_to(text.from).size() > before; });
  return smsc.replies_to(text.from).at(before);
}

std::string KannelRig::forbidden_log_lines() const {
  std::string found;
  for (const auto& entry : fs::directory_iterator(plan_.folder)) {
    if (entry.path().extension() != ".log" && entry.path().extension() != ".out") continue;
    std::istringstream lines(read_file(entry.path()));
    for (std::string line; std::getline(lines, line);)
      if (is_forbidden(line)) found += entry.path().filename().string() + ": " + line + "\n";
  }
  return found;
}

std::string KannelRig::tails() const {
  std::string all;
  for (const auto& entry : fs::directory_iterator(plan_.folder)) {
    const fs::path extension = entry.path().extension();
    if ((extension == ".log" || extension == ".out") && fs::file_size(entry.path()) > 0)
      all += "  " + entry.path().string() + "\n" + tail_of(entry.path(), 12);
  }
  return all;
}

}  // namespace permit::test
