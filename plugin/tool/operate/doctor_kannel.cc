#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include "tool/operate/doctor_checks.h"

namespace permit::tool {

namespace {

using Verdict = Finding::Verdict;

constexpr long kUsualPending = 100;           // gw/bb_boxc.c
constexpr const char* kGoodPending = "1000";  // measured: a higher value is not faster
constexpr long kFewWaiting = 100'000;         // the texts of a few minutes
constexpr const char* kGoodLimit = "1000000";
constexpr const char* kSpool = "/var/spool/kannel";

// ---- Correcting a file -------------------------------------------------------------------------------------------

/// Whether sed reads no character of the text as special.
bool is_plain(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char sign) {
    return std::isalnum(sign) || sign == '-' || sign == '_';
  });
}

/// A pattern for the line `key = value' with any blanks and quotes.
std::string line_of(const std::string& key, const std::string& value) {
  return R"(/^\s*)" + key + R"(\s*=\s*"?)" + value + R"("?\s*$/)";
}

std::string sed(const std::string& script, const std::string& file) {
  return "sed -Ei " + shell_quoted(script) + " " + shell_quoted(file);
}

/// A command that sets a key in the last group of that name.
std::string set(const KannelConf& conf, const std::string& name, const std::string& key, const std::string& value) {
  const ConfGroup* group = conf.group(name);
  if (!group) return {};
  if (const ConfEntry* entry = entry_of(*group, key))
    return sed("s|^\\s*" + key + "\\s*=.*|" + key + " = " + value + "|", conf.file_of(*entry));
  return sed(line_of("group", name) + "a " + key + " = " + value, conf.file_of(group->front()));
}

std::string then_restart(const std::string& command, const std::string& unit) {
  return command + " && systemctl restart " + unit;
}

// ---- Values ------------------------------------------------------------------------------------------------------

std::optional<long> number_of(const ConfGroup& group, std::string_view key) {
  const std::string value = value_of(group, key);
  long number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return number;
}

bool is_yes(const std::string& value) { return value == "yes" || value == "true" || value == "on" || value == "1"; }

/// The items of a Kannel list, which semicolons separate.
std::vector<std::string> listed_in(const std::string& value) {
  std::vector<std::string> items;
  std::istringstream in(value);
  for (std::string item; std::getline(in, item, ';');) {
    std::erase_if(item, [](unsigned char sign) { return std::isspace(sign); });
    if (!item.empty()) items.push_back(item);
  }
  return items;
}

bool holds(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

bool is_this_machine(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// Whether a list of bearerbox has the address of this machine; `*' matches any octet (is_allowed_ip of gwlib).
bool names_this_machine(const std::vector<std::string>& addresses) {
  return std::any_of(addresses.begin(), addresses.end(), [](const std::string& address) {
    std::istringstream wanted("127.0.0.1");
    std::istringstream given(address);
    std::string want;
    std::string give;
    while (std::getline(wanted, want, '.'))
      if (!std::getline(given, give, '.') || (give != "*" && give != want)) return false;
    return true;
  });
}

/// Whether a process on this machine listens on the port, by the list of the kernel (proc_pid_net(5)): opens no socket.
bool listens(long port) {
  std::ostringstream wanted;
  wanted.width(4);
  wanted.fill('0');
  wanted << std::hex << std::uppercase << port;
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream rows(table);
    for (std::string row; std::getline(rows, row);) {
      std::istringstream words(row);
      std::string number;
      std::string local;
      std::string remote;
      std::string state;
      if (words >> number >> local >> remote >> state && state == "0A" && local.ends_with(":" + wanted.str()))
        return true;
    }
  }
  return false;
}

// ---- The checks ---------------------------------------------------------------------------------------------------

class KannelChecks {
 public:
  KannelChecks(const Site& site, const KannelConf& kannel) : site_(site), kannel_(kannel) {}

  Findings run() {
    if (!can_be_read()) return findings_;
    const ConfGroup* core = kannel_.group("core");
    if (!core) {
      add("kannel", Verdict::wrong,
          kannel_.file() + " has no group `core', so it is not for bearerbox; name the right " +
              "one with --kannel-conf");
      return findings_;
    }
    check_file();
    check_port(*core);
    check_addresses(*core);
    check_group();
    check_route();
    check_ids();
    check_smscs();
    check_store(*core);
    check_pending(*core);
    check_queue(*core);
    return findings_;
  }

 private:
  void add(std::string about, Verdict verdict, std::string says, std::string fix = {}) {
    findings_.push_back({std::move(about), verdict, std::move(says), std::move(fix)});
  }

  bool can_be_read() {
    const int error = kannel_.error();
    if (error == 0) return true;
    const std::string what = kannel_.file() + ": " + std::generic_category().message(error);
    if (error == EACCES) {
      add("kannel", Verdict::unknown, what + "; run this as root");
    } else if (!is_this_machine(site_.config.bearerbox_host)) {
      add("kannel", Verdict::unknown,
          what + "; bearerbox runs on " + site_.config.bearerbox_host +
              ": copy its kannel.conf here and name it with " + "--kannel-conf");
    } else {
      add("kannel", Verdict::wrong, what + "; name the file that bearerbox reads with --kannel-conf");
    }
    return false;
  }

  void check_file() {
    for (const std::string& fault : kannel_.faults()) add("kannel", Verdict::wrong, fault);
    if (const ConfGroup* ours = kannel_.group("permit8103"))
      add("kannel", Verdict::wrong,
          kannel_.place(ours->front()) + ": bearerbox refuses the group `permit8103'; move it to " + site_.conf);
    if (findings_.empty()) add("kannel", Verdict::well, kannel_.file());
  }

  void check_port(const ConfGroup& core) {
    const long ours = site_.config.bearerbox_port;
    const std::string port = std::to_string(ours);
    const auto theirs = number_of(core, "smsbox-port");
    if (!theirs) {
      add("port", Verdict::wrong, "`smsbox-port' is missing in `core', so bearerbox accepts no smsbox",
          then_restart(set(kannel_, "core", "smsbox-port", port), "kannel"));
    } else if (*theirs != ours) {
      add("port", Verdict::wrong,
          "bearerbox listens for smsboxes on port " + std::to_string(*theirs) + ", but the library connects to port " +
              port,
          then_restart(set(KannelConf(site_.conf), "permit8103", "bearerbox-port", std::to_string(*theirs)),
                       "permit8103"));
    } else if (is_yes(value_of(core, "smsbox-port-ssl"))) {
      add("port", Verdict::wrong, "`smsbox-port-ssl' is on, but the library does not use SSL",
          then_restart(set(kannel_, "core", "smsbox-port-ssl", "no"), "kannel"));
    } else if (is_this_machine(site_.config.bearerbox_host) && !listens(ours)) {
      add("port", Verdict::wrong, "nothing listens for smsboxes on port " + port + "; bearerbox is not running",
          "systemctl restart kannel");
    } else {
      add("port", Verdict::well, "bearerbox listens for smsboxes on port " + port);
    }
  }

  // An address on neither list is allowed.
  void check_addresses(const ConfGroup& core) {
    if (!is_this_machine(site_.config.bearerbox_host)) return;
    const std::string allowed = value_of(core, "box-allow-ip");
    if (!names_this_machine(listed_in(value_of(core, "box-deny-ip"))) || names_this_machine(listed_in(allowed))) return;
    add("address", Verdict::wrong, "`box-deny-ip' refuses 127.0.0.1, so bearerbox refuses the library",
        then_restart(set(kannel_, "core", "box-allow-ip", (allowed.empty() ? "" : allowed + ";") + "127.0.0.1"),
                     "kannel"));
  }

  // A bearerbox with a port for smsboxes does not start without a group `smsbox', even if no smsbox runs.
  void check_group() {
    if (!kannel_.groups("smsbox").empty()) return;
    add("group", Verdict::wrong, "there is no group `smsbox'; bearerbox does not start without one",
        then_restart(R"(printf '\ngroup = smsbox\nbearerbox-host = 127.0.0.1\n' >> )" + shell_quoted(kannel_.file()),
                     "kannel"));
  }

  void check_route() {
    const std::string& box = site_.config.box_id;
    const std::string number = site_.rules ? site_.rules->number : std::string();
    for (const ConfGroup* route : kannel_.groups("smsbox-route")) {
      const std::vector<std::string> numbers = listed_in(value_of(*route, "shortcode"));
      const bool is_ours = value_of(*route, "smsbox-id") == box;
      const bool takes_number = number.empty() ? !numbers.empty() : holds(numbers, number);
      if (is_ours) return check_own_route(*route, number, takes_number);
      if (!number.empty() && takes_number)
        return add("route", Verdict::wrong,
                   kannel_.place(route->front()) + " sends " + number + " to the box `" +
                       value_of(*route, "smsbox-id") + "': write `smsbox-id = " + box +
                       "' there, or remove the number from its `shortcode'");
    }
    const std::string shown = number.empty() ? "8103" : number;
    add("route", Verdict::wrong, "no group `smsbox-route' sends " + shown + " to the box `" + box + "'",
        then_restart(R"(printf '\ngroup = smsbox-route\nsmsbox-id = %s\nshortcode = "%s"\n' )" + shell_quoted(box) +
                         " " + shell_quoted(shown) + " >> " + shell_quoted(kannel_.file()),
                     "kannel"));
  }

  void check_own_route(const ConfGroup& route, const std::string& number, bool takes_number) {
    const std::string& box = site_.config.box_id;
    const std::string where = kannel_.place(route.front());
    const std::vector<std::string> smscs = listed_in(value_of(route, "smsc-id"));
    if (!takes_number && (smscs.empty() || entry_of(route, "shortcode"))) {
      const std::string wanted = number.empty() ? "8103" : number;
      const bool has_line = entry_of(route, "shortcode") || !is_plain(box);
      add("route", Verdict::wrong,
          where + ": the route to `" + box + "' does not name " + wanted + "; write `shortcode = \"" + wanted +
              "\"' there",
          has_line ? ""
                   : then_restart(sed(line_of("smsbox-id", box) + "a shortcode = \"" + wanted + "\"",
                                      kannel_.file_of(route.front())),
                                  "kannel"));
      return;
    }
    std::string from;
    for (const std::string& smsc : smscs) from += (from.empty() ? ", from the SMSCs " : ", ") + smsc;
    add("route", Verdict::well,
        (takes_number && !number.empty() ? number : "every text") + " goes to the box `" + box + "'" + from + " (" +
            where + ")");
  }

  // Two boxes with one id get its texts at random.
  void check_ids() {
    const std::string& box = site_.config.box_id;
    for (const ConfGroup* smsbox : kannel_.groups("smsbox")) {
      if (value_of(*smsbox, "smsbox-id") != box) continue;
      return add("box-id", Verdict::wrong,
                 kannel_.place(*entry_of(*smsbox, "smsbox-id")) + ": another smsbox has the id `" + box +
                     "', so it receives some of the texts and does not answer them; give it another id, or none");
    }
    add("box-id", Verdict::well, "no other smsbox has the id `" + box + "'");
  }

  void check_smscs() {
    const auto smscs = kannel_.groups("smsc");
    if (smscs.empty()) {
      add("smsc", Verdict::wrong,
          "there is no group `smsc', so no text arrives; an example is in "
          "/usr/share/doc/permit8103/kannel-smpp.conf");
      return;
    }
    const std::size_t before = findings_.size();
    for (const ConfGroup* smsc : smscs) {
      const std::string id = value_of(*smsc, "smsc-id");
      if (smscs.size() == 1 || entry_of(*smsc, "allowed-smsc-id")) continue;
      const std::string where = kannel_.place(smsc->front());
      if (id.empty()) {
        add("smsc", Verdict::doubtful,
            where +
                ": without `smsc-id' and `allowed-smsc-id', replies to texts from other SMSCs may leave through this "
                "one");
      } else {
        add("smsc", Verdict::doubtful,
            where + ": without `allowed-smsc-id', replies to texts from other SMSCs may leave through `" + id + "'",
            is_plain(id) ? then_restart(sed(line_of("smsc-id", id) + "a allowed-smsc-id = " + id,
                                            kannel_.file_of(smsc->front())),
                                        "kannel")
                         : "");
      }
    }
    if (findings_.size() == before)
      add("smsc", Verdict::well,
          smscs.size() == 1 ? "one SMSC"
                            : std::to_string(smscs.size()) +
                                  " SMSCs, each of which sends the "
                                  "replies to its own texts");
  }

  void check_store(const ConfGroup& core) {
    const std::string type = value_of(core, "store-type");
    const std::string old = value_of(core, "store-file");
    const std::string where = old.empty() ? value_of(core, "store-location") : old;
    if (where.empty()) {
      const std::string lines = std::string("store-type = spool\\nstore-location = \"") + kSpool + "\"";
      const bool has_type = entry_of(core, "store-type") != nullptr;
      add("store", Verdict::wrong,
          "`store-type' and `store-location' are missing, so waiting texts are lost if "
          "bearerbox is killed",
          has_type ? std::string()
                   : then_restart("install -d -o " + site_.user.name + " -m 750 " + kSpool + " && " +
                                      sed(line_of("group", "core") + "a " + lines, kannel_.file_of(core.front())),
                                  "kannel"));
      return;
    }
    const bool is_folder = old.empty() && type == "spool";
    const std::string folder = is_folder ? where : std::filesystem::path(where).parent_path().string();
    std::error_code failed;
    if (!std::filesystem::is_directory(folder, failed)) {
      if (failed == std::errc::permission_denied) return add("store", Verdict::unknown, folder + ": run this as root");
      add("store", Verdict::wrong,
          "the folder " + folder + " of `" + (old.empty() ? "store-location" : "store-file") +
              "' does not exist, so bearerbox does not start",
          then_restart("install -d -o " + site_.user.name + " -m 750 " + shell_quoted(folder), "kannel"));
      return;
    }
    add("store", Verdict::well, "bearerbox keeps waiting texts in " + where);
  }

  void check_pending(const ConfGroup& core) {
    const auto pending = number_of(core, "smsbox-max-pending");
    if (pending && *pending > kUsualPending)
      return add("pending", Verdict::well, "`smsbox-max-pending' is " + std::to_string(*pending));
    const long texts = pending.value_or(kUsualPending);
    add("pending", Verdict::doubtful,
        "`smsbox-max-pending' is " + std::to_string(texts) + (pending ? "" : " by default") +
            ": under load a commit has no more texts than that",
        then_restart(set(kannel_, "core", "smsbox-max-pending", kGoodPending), "kannel"));
  }

  void check_queue(const ConfGroup& core) {
    const std::string key =
        entry_of(core, "maximum-queue-length") ? "maximum-queue-length" : "sms-incoming-queue-limit";
    const auto limit = number_of(core, key);
    if (!limit || *limit < 0) return add("queue", Verdict::well, "bearerbox queues any number of texts");
    const std::string says = "`" + key + "' is " + std::to_string(*limit);
    if (*limit >= kFewWaiting) return add("queue", Verdict::well, says);
    add("queue", Verdict::doubtful,
        says + ": when that many wait, such as while the register cannot be written, bearerbox drops all further texts",
        then_restart(set(kannel_, "core", key, kGoodLimit), "kannel"));
  }

  const Site& site_;
  const KannelConf& kannel_;
  Findings findings_;
};

}  // namespace

Findings check_kannel(const Site& site, const KannelConf& kannel) { return KannelChecks(site, kannel).run(); }

Findings check_smsbox_conf(const Site& site, const KannelConf& kannel) {
  const std::string file = (std::filesystem::path(site.conf).parent_path() / "smsbox.conf").string();
  const KannelConf own(file);
  const ConfGroup* smsbox = own.group("smsbox");
  const ConfGroup* core = own.group("core");
  if (!smsbox || !core) return {};  // the library runs in another smsbox
  const std::string id = value_of(*smsbox, "smsbox-id");
  const std::string name = site.config.box_id + "-host";
  if (id == site.config.box_id)
    return {{"smsbox", Verdict::wrong,
             file + ": this smsbox has the id of the library's link, `" + id + "', so it receives some of its texts",
             then_restart(set(own, "smsbox", "smsbox-id", name), "permit8103")}};
  if (id.empty())
    return {{"smsbox", Verdict::wrong,
             file + ": without `smsbox-id' this smsbox receives texts to other numbers, but it has no services",
             then_restart(set(own, "smsbox", "smsbox-id", name), "permit8103")}};
  const std::string port = std::to_string(site.config.bearerbox_port);
  const ConfGroup* theirs = kannel.group("core");
  const std::string wanted = theirs && entry_of(*theirs, "smsbox-port") ? value_of(*theirs, "smsbox-port") : port;
  if (value_of(*core, "smsbox-port") != wanted)
    return {{"smsbox", Verdict::wrong,
             file + ": `smsbox-port' is " + value_of(*core, "smsbox-port") +
                 ", but bearerbox listens for smsboxes on " + wanted,
             then_restart(set(own, "core", "smsbox-port", wanted), "permit8103")}};
  return {{"smsbox", Verdict::well, file + ": `" + id + "', an id without a route"}};
}

}  // namespace permit::tool
