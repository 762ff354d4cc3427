#include "tool/operate/doctor.h"

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "checkcode/key_file.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "system/descriptor.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "test/rig/tmp_folder.h"
#include "tool/cli/command_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;
using Json = nlohmann::json;

namespace fs = std::filesystem;

/// A good installation: an operator's files, a library that reports that it runs, and a listening port.
TEST_GROUP(Doctor) {
  test::StoreFolder scratch;
  const std::string conf = scratch.file("permit8103.conf");
  const std::string kannel = scratch.file("kannel.conf");
  const std::string store = scratch.file("store");
  const std::string rules = scratch.file("rules");
  const std::string me = std::to_string(geteuid());
  const Descriptor bearerbox{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  std::string port;
  std::map<std::string, std::string> core;      ///< keys of the group
  std::map<std::string, std::string> settings;  ///< of permit8103.conf
  std::string groups;                           ///< the rest of kannel.conf
  Json report;
  std::string out;

  void setup() override {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    bind(bearerbox.get(), reinterpret_cast<sockaddr*>(&address), size);
    listen(bearerbox.get(), 1);
    getsockname(bearerbox.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port = std::to_string(ntohs(address.sin_port));
    core = {{"smsbox-port", port},
            {"store-type", "spool"},
            {"store-location", scratch.path()},
            {"smsbox-max-pending", "1000"}};
    settings = {{"bearerbox-port", port},
                {"store", absolute(store)},
                {"rules", absolute(rules)},
                {"rehearse-at", "2030-01-12T10:00"}};
    groups =
        "group = smsc\nsmsc-id = one\n\ngroup = smsbox-route\nsmsbox-id = permit8103\nshortcode = "
        "\"8000;8104\"\n\ngroup = smsbox\n";
    fs::copy("test/rules/base", rules, fs::copy_options::recursive);
    tell_of_a_library();
  }

  static std::string absolute(const std::string& path) { return fs::absolute(path).string(); }

  void tell_of_a_library() const {
    const auto opened = open_store(store);
    const Loaded loaded = load_folder(rules);
    InstanceStatus box;
    box.box = "permit8103";
    box.process = static_cast<std::uint32_t>(getpid());
    box.at = host_time_now();
    box.folder = absolute(rules);
    box.rules = loaded.rules->hash;
    CHECK_TRUE((*opened)->publish(box).ok());
  }
  void write_files() const {
    std::ofstream ours(conf);
    ours << "group = permit8103\n";
    for (const auto& [key, value] : settings) ours << key << " = " << value << '\n';
    std::ofstream theirs(kannel);
    theirs << "group = core\n";
    for (const auto& [key, value] : core) theirs << key << " = " << value << '\n';
    theirs << '\n' << groups;
  }
  ExitStatus look() {
    const test::CapturedOutput output;
    const ExitStatus status = doctor({.conf = conf, .kannel_conf = kannel, .user = me, .json = true});
    report = Json::parse(output.out());
    return status;
  }
  /// Lets another user read the configuration. The folders above this project may be closed to that user.
  void copy_register_to(const fs::path& folder) {
    settings["store"] = folder / "store";
    fs::copy(store, settings["store"], fs::copy_options::recursive);
    write_files();
    chmod(scratch.path().c_str(), 0755);
  }
  /// Needs root.
  ExitStatus look_as_another() {
    const test::CapturedOutput output;
    const ExitStatus status = doctor({.conf = conf, .kannel_conf = kannel, .user = "48103", .json = true});
    report = Json::parse(output.out());
    return status;
  }
  ExitStatus ask() {
    write_files();
    return look();
  }
  /// The last finding of that name: `verdict: text'.
  std::string said(const std::string& about) const {
    const Json found = finding(about);
    return found.is_null() ? "nothing" : found["verdict"].get<std::string>() + ": " + found["says"].get<std::string>();
  }
  Json finding(const std::string& about) const {
    Json found;
    for (const Json& each : report["findings"])
      if (each["about"] == about) found = each;
    return found;
  }
  /// Runs the command that corrects the fault, with an empty `systemctl', and checks again.
  std::string said_once_corrected(const std::string& about) {
    const std::string bin = absolute(scratch.file("bin"));
    fs::create_directories(bin);
    std::ofstream(bin + "/systemctl") << "#!/bin/sh\n";
    chmod((bin + "/systemctl").c_str(), 0755);
    const Json fix = finding(about)["mend"];
    if (fix.is_null()) return "nothing corrects it";
    const std::string script = scratch.file("fix.sh");
    std::ofstream(script) << "PATH=" << bin << ":$PATH\n" << fix.get<std::string>() << '\n';
    LONGS_EQUAL(0, std::system(("sh " + script).c_str()));
    look();
    return said(about);
  }
};

TEST(Doctor, findsNoFaultInAGoodInstallation) {
  ask();
  for (const char* about : {"user", "conf", "rules", "ahead", "keys", "register", "readers", "kannel", "port", "route",
                            "box-id", "smsc", "store", "pending", "queue", "library"})
    STRCMP_CONTAINS("ok: ", said(about).c_str());
  STRCMP_CONTAINS("8000 goes to the box `permit8103'", said("route").c_str());
  STRCMP_CONTAINS("doubtful: `rehearse-at' is set", said("rehearsal").c_str());
  CHECK_TRUE(said("space") != "nothing");
}

TEST(Doctor, printsOneLinePerCheck) {
  core.erase("smsbox-max-pending");
  write_files();
  const test::CapturedOutput output;
  doctor({.conf = conf, .kannel_conf = kannel, .user = me});
  STRCMP_CONTAINS(("ok        port      bearerbox listens for smsboxes on port " + port + "\n").c_str(),
                  output.out().c_str());
  STRCMP_CONTAINS("doubtful  pending   `smsbox-max-pending' is 100 by default", output.out().c_str());
  STRCMP_CONTAINS("\n                    # sed -Ei ", output.out().c_str());
}

TEST(Doctor, correctsAMissingRoute) {
  groups = "group = smsc\nsmsc-id = one";  // without a line end, as editors leave it
  LONGS_EQUAL(kNo, ask());
  STRCMP_EQUAL("wrong: no group `smsbox-route' sends 8000 to the box `permit8103'", said("route").c_str());
  STRCMP_CONTAINS("ok: 8000 goes to the box `permit8103'", said_once_corrected("route").c_str());
}

TEST(Doctor, seesARouteToAnotherBoxAndOneForAnotherNumber) {
  groups = "group = smsc\n\ngroup = smsbox-route\nsmsbox-id = other\nshortcode = 8000\n";
  ask();
  STRCMP_CONTAINS("sends 8000 to the box `other': write `smsbox-id = permit8103' there", said("route").c_str());
  groups = "group = smsc\n\ngroup = smsbox-route\nsmsbox-id = permit8103\nshortcode = 8104\n";
  ask();
  STRCMP_CONTAINS("does not name 8000; write `shortcode = \"8000\"' there", said("route").c_str());
  groups = "group = smsc\n\ngroup = smsbox-route\nsmsbox-id = permit8103\n";
  ask();
  STRCMP_CONTAINS("ok: 8000 goes", said_once_corrected("route").c_str());
}

TEST(Doctor, seesABoxWithTheSameId) {
  groups += "\ngroup = smsbox\nsmsbox-id = permit8103\n";
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("another smsbox has the id `permit8103'", said("box-id").c_str());
}

TEST(Doctor, correctsAMissingSmsboxGroup) {
  groups = "group = smsc";
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("bearerbox does not start without one", said("group").c_str());
  STRCMP_EQUAL("nothing", said_once_corrected("group").c_str());
  STRCMP_CONTAINS("ok: no other smsbox", said("box-id").c_str());
}

TEST(Doctor, correctsPorts) {
  core.erase("smsbox-port");
  ask();
  STRCMP_CONTAINS("`smsbox-port' is missing", said("port").c_str());
  STRCMP_CONTAINS("ok: ", said_once_corrected("port").c_str());
  settings["bearerbox-port"] = "9";
  core["smsbox-port"] = port;
  ask();
  STRCMP_CONTAINS("the library connects to port 9", said("port").c_str());
  STRCMP_CONTAINS("ok: ", said_once_corrected("port").c_str());
  core["smsbox-port"] = settings["bearerbox-port"] = "9";
  ask();
  STRCMP_CONTAINS("bearerbox is not running", said("port").c_str());
}

TEST(Doctor, correctsAddressesThatBearerboxRefuses) {
  for (const char* denied : {"*.*.*.*", "10.0.0.1;127.0.*.*"}) {
    core["box-deny-ip"] = denied;
    core["box-allow-ip"] = "10.0.0.*";
    LONGS_EQUAL(kNo, ask());
    STRCMP_CONTAINS("wrong: `box-deny-ip' refuses 127.0.0.1", said("address").c_str());
    STRCMP_EQUAL("nothing", said_once_corrected("address").c_str());
    core.erase("box-allow-ip");
    ask();
    STRCMP_EQUAL("nothing", said_once_corrected("address").c_str());
  }
  core["box-deny-ip"] = "10.*.*.*;127.0.0.2";
  ask();
  STRCMP_EQUAL("nothing", said("address").c_str());
}

TEST(Doctor, correctsHowBearerboxKeepsWaitingTexts) {
  core["sms-incoming-queue-limit"] = "1000";
  core["smsbox-max-pending"] = "10";
  core["smsbox-port-ssl"] = "yes";
  core["store-location"] = absolute(scratch.file("spool"));
  ask();
  STRCMP_CONTAINS("doubtful: `sms-incoming-queue-limit' is 1000", said("queue").c_str());
  STRCMP_CONTAINS("doubtful: `smsbox-max-pending' is 10:", said("pending").c_str());
  STRCMP_CONTAINS("bearerbox does not start", said("store").c_str());
  STRCMP_CONTAINS("the library does not use SSL", said("port").c_str());
  for (const char* about : {"queue", "pending", "port"}) STRCMP_CONTAINS("ok: ", said_once_corrected(about).c_str());
  if (geteuid() == 0) STRCMP_CONTAINS("ok: ", said_once_corrected("store").c_str());
  core.erase("store-type");
  core.erase("store-location");
  ask();
  STRCMP_CONTAINS("wrong: `store-type' and `store-location' are missing", said("store").c_str());
  core["store-file"] = absolute(scratch.file("store.log"));  // the old name
  ask();
  STRCMP_CONTAINS("ok: bearerbox keeps waiting texts in ", said("store").c_str());
}

TEST(Doctor, seesThatRepliesMayLeaveByAnotherSmsc) {
  groups += "\ngroup = smsc\nsmsc-id = two\nallowed-smsc-id = two\n";
  ask();
  STRCMP_CONTAINS("without `allowed-smsc-id', replies to texts from other SMSCs may leave through `one'",
                  said("smsc").c_str());
  STRCMP_CONTAINS("ok: 2 SMSCs", said_once_corrected("smsc").c_str());
}

TEST(Doctor, seesABadOrMissingKannelConf) {
  write_files();
  std::ofstream(kannel) << "group = smsbox\n";
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("has no group `core'", said("kannel").c_str());
  fs::remove(kannel);
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("name the file that bearerbox reads with --kannel-conf", said("kannel").c_str());
  groups += "\ngroup = permit8103\n";
  ask();
  STRCMP_CONTAINS("bearerbox refuses the group `permit8103'", said("kannel").c_str());
}

TEST(Doctor, seesThatTheServicesSmsboxWouldTakeTexts) {
  const std::string own = "group = core\nsmsbox-port = " + port + "\n\ngroup = smsbox\n";
  std::ofstream(scratch.file("smsbox.conf")) << own;
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("without `smsbox-id' this smsbox receives texts to other numbers", said("smsbox").c_str());
  STRCMP_CONTAINS("ok: ", said_once_corrected("smsbox").c_str());
  std::ofstream(scratch.file("smsbox.conf")) << own << "smsbox-id = permit8103\n";
  look();
  STRCMP_CONTAINS("has the id of the library's link", said("smsbox").c_str());
  STRCMP_CONTAINS("ok: ", said_once_corrected("smsbox").c_str());
  std::ofstream(scratch.file("smsbox.conf")) << "group = core\nsmsbox-port = 9\n\ngroup = smsbox\nsmsbox-id = host\n";
  look();
  STRCMP_CONTAINS("`smsbox-port' is 9", said("smsbox").c_str());
  STRCMP_CONTAINS("ok: ", said_once_corrected("smsbox").c_str());
}

TEST(Doctor, printsEveryFaultOfTheConfiguration) {
  settings["box-it"] = "x";
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("wrong: no text is answered: ", said("conf").c_str());
  STRCMP_CONTAINS("The key `box-it' is unknown", said("conf").c_str());
}

TEST(Doctor, endsARehearsal) {
  ask();
  STRCMP_CONTAINS("nothing", (said_once_corrected("rehearsal"), said("rehearsal")).c_str());
  STRCMP_CONTAINS("wrong: no rule covers ", said("ahead").c_str());
}

TEST(Doctor, seesRulesThatDoNotCompileOrEndSoon) {
  settings["rehearse-at"] = "2030-01-12T10:00";
  std::ofstream(rules + "/service.xml", std::ios::app) << "<oops";
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("does not compile: service.xml:", said("rules").c_str());
  STRCMP_CONTAINS("all faults: permitctl check ", said("rules").c_str());
}

TEST(Doctor, correctsKeys) {
  const std::string keys = absolute(scratch.file("keys"));
  settings["check-code-keys"] = keys;
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("does not exist", said("keys").c_str());
  CHECK_TRUE(add_key(keys, false, "").ok());
  chmod(keys.c_str(), 0644);
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("is accessible to users other than its owner", said("keys").c_str());
  if (geteuid() == 0) STRCMP_CONTAINS("ok: ", said_once_corrected("keys").c_str());
}

TEST(Doctor, seesWhatOtherUsersCanAccess) {
  struct Case {
    const char* path;
    mode_t mode;
  };
  for (const char* name : {"/import.lock", "/other"}) std::ofstream(store + name).flush();
  const auto close = [&] {
    for (const char* name : {"/import.lock", "/other"}) chmod((store + name).c_str(), 0600);
    chmod(store.c_str(), 0700);
  };
  for (const auto& [path, mode] : std::vector<Case>{{"", 02750},  // of older versions
                                                    {"/data.mdb", 0640},
                                                    {"/lock.mdb", 0660},
                                                    {"/import.lock", 0660},
                                                    {"", 0710},
                                                    {"", 0720},
                                                    {"", 0701},
                                                    {"", 0755},
                                                    {"/data.mdb", 0602},
                                                    {"/data.mdb", 0604},
                                                    {"/lock.mdb", 0606},
                                                    {"/writer.lock", 0640},
                                                    {"/writer.lock", 0644},
                                                    {"/other", 0640}}) {
    close();
    CHECK_EQUAL(0, chmod((store + path).c_str(), mode));
    LONGS_EQUAL(kNo, ask());
    STRCMP_CONTAINS("wrong: users other than `", said("register").c_str());
    STRCMP_CONTAINS(("' have access to " + absolute(store) + path).c_str(), said("register").c_str());
    CHECK_FALSE(finding("register")["mend"].is_null());
    if (geteuid() == 0) {
      STRCMP_CONTAINS("ok: ", said_once_corrected("register").c_str());
    } else {
      CHECK_EQUAL(0, chmod((store + path).c_str(), *path ? 0600 : 0700));
    }
  }
}

TEST(Doctor, seesWhatBelongsToAnotherUser) {
  if (geteuid() != 0) return;
  std::ofstream(store + "/import.lock").flush();
  chmod((store + "/import.lock").c_str(), 0600);
  for (const char* path : {"", "/data.mdb", "/lock.mdb", "/writer.lock", "/import.lock"}) {
    CHECK_EQUAL(0, chown((store + path).c_str(), 48199, 48199));
    LONGS_EQUAL(kNo, ask());
    STRCMP_EQUAL(("wrong: " + absolute(store) + path + " belongs to `48199', not to `root'").c_str(),
                 said("register").c_str());
    STRCMP_CONTAINS("ok: ", said_once_corrected("register").c_str());
  }
}

// The owner of the folder chose what is in it.
TEST(Doctor, correctsNoFileElsewhereThroughALink) {
  if (geteuid() != 0) return;
  const std::string victim = scratch.file("victim");
  std::ofstream(victim).flush();
  chmod(victim.c_str(), 0644);
  fs::create_symlink(absolute(victim), store + "/import.lock");
  chmod(store.c_str(), 0750);
  CHECK_EQUAL(0, chown(store.c_str(), 48199, 48199));
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("ok: ", said_once_corrected("register").c_str());
  struct stat status {};
  CHECK_EQUAL(0, stat(victim.c_str(), &status));
  LONGS_EQUAL(0644, status.st_mode & 07777);
}

TEST(Doctor, tellsEveryUserThatOthersHaveAccess) {
  if (geteuid() != 0) return;
  const test::TmpFolder place;
  copy_register_to(place.path());
  chmod(place.path().c_str(), 0755);
  const std::string copy = settings["store"];
  const std::string readable = place.path() / "permit8103.conf";
  fs::copy(conf, readable);
  CHECK_EQUAL(0, chown(copy.c_str(), 48103, 48103));
  const auto is_said = [&](const std::string& words) {
    return test::run_as(48104, 48104, [&] {
      const test::CapturedOutput output;
      doctor({.conf = readable, .kannel_conf = kannel, .user = "48103", .json = true});
      report = Json::parse(output.out());
      return said("register").find(words) != std::string::npos ? 0 : 1;
    });
  };
  CHECK_EQUAL(0, chmod(copy.c_str(), 0750));
  LONGS_EQUAL(0, is_said("wrong: users other than `48103' have access to " + copy));
  CHECK_EQUAL(0, chmod(copy.c_str(), 0700));
  LONGS_EQUAL(0, is_said("unknown: only `48103' and root can check this"));
}

TEST(Doctor, seesARegisterThatSmsboxCannotWrite) {
  if (geteuid() != 0) return;  // only root can be another user
  const test::TmpFolder place;
  copy_register_to(place.path());
  chmod(place.path().c_str(), 0755);
  LONGS_EQUAL(kNo, look_as_another());
  STRCMP_CONTAINS("`48103' cannot write ", said("register").c_str());
  LONGS_EQUAL(0, geteuid());
  said_once_corrected("register");
  look_as_another();
  STRCMP_CONTAINS("ok: ", said("register").c_str());
  STRCMP_CONTAINS("runs as `root', not as `48103'", said("library").c_str());
}

TEST(Doctor, seesAProgramThatIsStoppedInTheMiddleOfAWrite) {
  const test::Signal writing;
  test::ChildProcess writer([&] { return test::write_forever(store, writing); });
  CHECK_TRUE(writing.await());
  writer.signal(SIGSTOP);
  LONGS_EQUAL(writer.pid(), waitpid(writer.pid(), nullptr, WUNTRACED));
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS(("process " + std::to_string(writer.pid()) + ", is stopped in the middle of a write").c_str(),
                  said("writer").c_str());
  STRCMP_EQUAL("nothing", said_once_corrected("writer").c_str());
}

TEST(Doctor, namesTheFolderThatSmsboxCannotEnter) {
  if (geteuid() != 0) return;
  const test::TmpFolder closed;
  copy_register_to(closed.path());
  LONGS_EQUAL(kNo, look_as_another());
  STRCMP_CONTAINS(
      ("wrong: `48103' cannot enter " + closed.path().string() + ", so it cannot reach the register").c_str(),
      said("register").c_str());
}

TEST(Doctor, seesAMissingOrBadRegister) {
  fs::remove_all(store);
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("No such file or directory", said("register").c_str());
  mkdir(store.c_str(), 0700);
  ask();
  STRCMP_CONTAINS("ok: ", said("register").c_str());
  STRCMP_CONTAINS("no smsbox with the library runs on the register", said("library").c_str());
  std::ofstream(store + "/data.mdb") << std::string(8192, 'x');
  chmod((store + "/data.mdb").c_str(), 0600);
  LONGS_EQUAL(kNo, ask());
  STRCMP_CONTAINS("Restore a backup", said("register").c_str());
}

TEST(Doctor, seesALibraryWithOtherSettings) {
  settings["box-id"] = "other";
  ask();
  STRCMP_CONTAINS("was started with settings other than those in ", said("library").c_str());
}
