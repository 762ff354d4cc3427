// Every verb that writes, as root, in folders of other users who have planted links, pipes and folders there. Nothing
// of root may change, and nothing may appear elsewhere.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "operations/user.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_process.h"
#include "test/rig/tmp_folder.h"
#include "tool/cli/command_rules.h"
#include "tool/inspect/log_verify.h"
#include "tool/inspect/log_view.h"
#include "tool/inspect/plates.h"
#include "tool/inspect/stats.h"
#include "tool/operate/erase.h"
#include "tool/operate/keys.h"
#include "tool/operate/purge.h"
#include "tool/operate/store.h"
#include "tool/operate/store_check.h"
#include "tool/permits/certificate.h"
#include "tool/permits/grant.h"
#include "tool/permits/import.h"
#include "tool/permits/list.h"
#include "tool/permits/list_file.h"
#include "tool/permits/permits.h"
#include "tool/permits/show.h"
#include "tool/rules/local_service.h"
#include "tool/rules/pause.h"
#include "tool/rules/print.h"
#include "tool/rules/replay.h"
#include "tool/rules/rules.h"
#include "tool/rules/say.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

namespace fs = std::filesystem;

namespace {

constexpr uid_t kService = 48103;
constexpr uid_t kAuthor = 48105;
constexpr unsigned kLongestSeconds = 30;  // of a verb; one that waits for a pipe takes for ever

/// What a user can plant under a name.
enum class Plant { link, dangling_link, second_name, pipe, folder };
constexpr Plant kPlants[] = {Plant::link, Plant::dangling_link, Plant::second_name, Plant::pipe, Plant::folder};

const char* name_of(Plant plant) {
  switch (plant) {
    case Plant::link:
      return "link";
    case Plant::dangling_link:
      return "dangling link";
    case Plant::second_name:
      return "second name";
    case Plant::pipe:
      return "pipe";
    case Plant::folder:
      return "folder";
  }
  return "";
}

void write(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::string bytes_of(const fs::path& file) {
  if (!fs::is_regular_file(file)) return {};
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void give(const fs::path& path, uid_t user) {
  CHECK_EQUAL(0, lchown(path.c_str(), user, user));
  if (!fs::is_directory(fs::symlink_status(path))) return;
  for (const auto& entry : fs::directory_iterator(path)) give(entry.path(), user);
}

uid_t owner_of(const fs::path& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 ? status.st_uid : static_cast<uid_t>(-1);
}

/// The state of root's folder. The number of names of a file does not count.
std::string state_of(const fs::path& folder) {
  std::set<std::string> lines;
  for (const auto& entry : fs::directory_iterator(folder)) {
    struct stat status {};
    CHECK_EQUAL(0, lstat(entry.path().c_str(), &status));
    lines.insert(entry.path().filename().string() + ' ' + std::to_string(status.st_mode) + ' ' +
                 std::to_string(status.st_uid) + ' ' + std::to_string(status.st_gid) + ' ' +
                 (S_ISREG(status.st_mode) ? bytes_of(entry.path()) : ""));
  }
  std::string all;
  for (const std::string& line : lines) all += line + '\n';
  return all;
}

/// Folders of three users. `home` is of the service's user, with the register, its copies and keys; `desk` of an
/// author, with the rules; `root` of root.
struct Site {
  explicit Site(fs::path folder) : place(std::move(folder)) {}

  const fs::path place;
  const fs::path template_store = place / "template";
  const fs::path home = place / "home";
  const fs::path store = home / "store";
  const fs::path keys = home / "keys";
  const fs::path desk = place / "desk";
  const fs::path rules = desk / "rules";
  const fs::path root = place / "root";
  const fs::path victim = root / "victim";
  const fs::path inputs = place / "inputs";  ///< files that root names

  Following following() const { return {rules, store, 0}; }
};

struct TriedVerb {
  const char* name;
  ExitStatus without_plants;
  std::function<ExitStatus(const Site&)> run;
};

template <typename Options>
Options on(const Site& site) {
  Options options;
  options.store = site.store;
  return options;
}

ListOptions listed(const Site& site) {
  auto options = on<ListOptions>(site);
  options.name = "health";
  options.of = "document";
  options.key = "AB123456";
  options.why = "why";
  return options;
}

ChangeOptions changed(const Site& site) {
  auto options = on<ChangeOptions>(site);
  options.whom = "AB123457";
  options.until = "2040-01-01T00:00";
  options.why = "why";
  options.yes = true;
  return options;
}

ImportOptions imported(const Site& site, const char* file) {
  auto options = on<ImportOptions>(site);
  options.kind = "work";
  options.file = site.inputs / file;
  return options;
}

StoreOptions copied(const Site& site, const fs::path& copy) {
  auto options = on<StoreOptions>(site);
  options.copy = copy;
  options.yes = true;
  return options;
}

InstallOptions installed(const Site& site) {
  InstallOptions options;
  options.following = site.following();
  options.draft = site.inputs / "draft";
  options.yes = true;
  return options;
}

ShowOptions shown(const Site& site, bool reveal) {
  auto options = on<ShowOptions>(site);
  options.by = "document";
  options.key = "AB123457";
  options.reveal = reveal;
  return options;
}

const std::vector<TriedVerb> kOfTheRegister = {
    {"show", kYes, [](const Site& site) { return show(shown(site, false)); }},
    {"show --reveal", kYes, [](const Site& site) { return show(shown(site, true)); }},
    {"log", kYes, [](const Site& site) { return view_log(on<LogViewOptions>(site)); }},
    {"log head", kYes, [](const Site& site) { return log_head(site.store); }},
    {"log verify", kYes, [](const Site& site) { return log_verify(on<LogVerifyOptions>(site)); }},
    {"stats", kNo, [](const Site& site) { return stats(on<StatsOptions>(site)); }},
    {"plates", kYes, [](const Site& site) { return plates(on<PlatesOptions>(site)); }},
    {"permits", kYes, [](const Site& site) { return list_permits(on<PermitsOptions>(site)); }},
    {"list add", kYes, [](const Site& site) { return list_add(listed(site)); }},
    {"list remove", kNo, [](const Site& site) { return list_remove(listed(site)); }},
    {"list show", kYes, [](const Site& site) { return list_show(listed(site)); }},
    {"list import", kYes, [](const Site& site) { return list_import(listed(site), site.inputs / "list.csv"); }},
    {"grant", kYes,
     [](const Site& site) {
       auto options = on<GrantOptions>(site);
       options.kind = "work";
       options.words.holder = "AB123458";
       options.words.until = "none";
       options.why = "why";
       return grant(options);
     }},
    {"revoke", kYes, [](const Site& site) { return revoke(changed(site)); }},
    {"extend", kYes, [](const Site& site) { return extend(changed(site)); }},
    {"import", kYes, [](const Site& site) { return import_permits(imported(site, "good.csv")); }},
    {"import --skip-bad", kNo,
     [](const Site& site) {
       ImportOptions options = imported(site, "bad.csv");
       options.skip_bad = true;
       return import_permits(options);
     }},
    {"import --list", kYes, [](const Site& site) { return list_imports(imported(site, "good.csv")); }},
    {"purge", kYes,
     [](const Site& site) {
       auto options = on<PurgeOptions>(site);
       options.before = "2020-01-01";
       return purge(options);
     }},
    {"erase", kYes,
     [](const Site& site) {
       auto options = on<EraseOptions>(site);
       options.whom = "AB123459";
       options.why = "request 1";
       options.yes = true;
       return erase(options);
     }},
    {"say --commit", kYes,
     [](const Site& site) {
       SayOptions options;
       options.rules = site.inputs / "in-force";
       options.store = site.store;
       options.commit = true;
       options.batch = site.inputs / "texts";
       return say(options);
     }},
    {"replay", kYes,
     [](const Site& site) {
       auto options = on<ReplayOptions>(site);
       options.rules = site.inputs / "in-force";
       return replay(options);
     }},
    {"rules list", kYes, [](const Site& site) { return list_rules(site.store); }},
    {"store check", kYes,
     [](const Site& site) {
       return store_check({site.store, false});
     }},
    {"store check --repair", kYes,
     [](const Site& site) {
       return store_check({site.store, true});
     }},
    {"store backup", kYes, [](const Site& site) { return store_backup(copied(site, site.home / "copy")); }},
    {"store restore", kYes, [](const Site& site) { return store_restore(copied(site, site.inputs / "backup")); }},
    {"store compact", kYes, [](const Site& site) { return store_compact(copied(site, "")); }},
};
// The last are next to the register.
const char* const kNamesOfTheRegister[] = {"store/data.mdb",
                                           "store/lock.mdb",
                                           "store/writer.lock",
                                           "store/import.lock",
                                           "store/compact",
                                           "store/compact.partial",
                                           "store/data.mdb.new",
                                           "store.partial",
                                           "store.replaced",
                                           "copy.partial",
                                           "copy"};

const std::vector<TriedVerb> kOfTheRules = {
    {"pause", kUnavailable, [](const Site& site) { return pause("No permits until noon", site.following()); }},
    {"resume", kUnavailable, [](const Site& site) { return resume(site.following()); }},
    {"rules install", kUnavailable, [](const Site& site) { return install_rules(installed(site)); }},
    {"rules restore", kUnavailable,
     [](const Site& site) {
       InstallOptions options = installed(site);
       options.hash = hex(load_folder(site.inputs / "in-force").rules->hash);
       return restore_rules(options);
     }},
};
const char* const kNamesOfTheRules[] = {
    "rules/pause.xml", "rules/.pause.xml.new", "rules/.pause.xml", "rules/later.xml",
    "rules/texts.xml", "rules/notice.pdf",     ".rules",           "rules.new"};

const std::vector<TriedVerb> kOfTheKeys = {
    {"keys new", kYes, [](const Site& site) { return new_key(site.keys / "check-codes", false); }},
    {"keys list", kUnavailable, [](const Site& site) { return list_keys(site.keys / "check-codes"); }},
};
const char* const kNamesOfTheKeys[] = {"keys/check-codes", "keys/check-codes.new", "keys/.check-codes"};

/// Verbs that write into a file which root names, in the folder of another user. `out` and `.out` are planted.
const std::vector<TriedVerb> kOfOutputs = {
    {"export", kYes,
     [](const Site& site) {
       auto options = on<ExportOptions>(site);
       options.kind = "work";
       options.file = site.home / "out";
       return export_permits(options);
     }},
    {"list export", kYes, [](const Site& site) { return list_export(listed(site), site.home / "out"); }},
    {"import --rejects", kBrokenInput,
     [](const Site& site) {
       ImportOptions options = imported(site, "bad.csv");
       options.rejects = site.home / "out";
       return import_permits(options);
     }},
    {"print", kYes,
     [](const Site& site) {
       PrintOptions options;
       options.folder = site.inputs / "in-force";
       options.file = site.home / "out";
       return print(options);
     }},
    {"certificate", kYes,
     [](const Site& site) {
       CertificateOptions options{"AB123457", "", "en", site.home / "out", site.store, ""};
       return make_certificate(options);
     }},
};
const char* const kNamesOfOutputs[] = {"out", ".out", "out.new"};

}  // namespace

TEST_GROUP(Links) {
  const test::TmpFolder place;
  const Site site{place.path()};
  std::string path = std::getenv("PATH");

  void setup() override {
    const char* built = std::getenv("PERMIT8103_BUILD");
    setenv("PATH", (fs::absolute(built ? built : "build").string() + ":" + path).c_str(), 1);
    chmod(place.path().c_str(), 0755);
    if (!is_root()) return;
    make_inputs();
    make_register();
  }
  void teardown() override { setenv("PATH", path.c_str(), 1); }

  static bool is_root() {
    if (geteuid() == 0) return true;
    std::cout << "(skipped: only root has folders of other users) ";
    return false;
  }

  /// The rules in force, with a list and a kind of standing permit; a draft; and files for import.
  void make_inputs() const {
    const fs::path in_force = site.inputs / "in-force";
    fs::create_directories(site.inputs);
    fs::copy("test/rules/base", in_force);
    std::string service = bytes_of(in_force / "service.xml");
    service.replace(service.find("<plates/>"), 9,
                    "<plates/><lists><list id=\"health\">ill</list></lists>"
                    "<standing-permits><standing-permit id=\"work\">staff</standing-permit></standing-permits>");
    write(in_force / "service.xml", service);
    fs::copy(in_force, site.inputs / "draft");
    write(site.inputs / "draft/later.xml",
          R"(<forbidden id="later" from="2030-02-10T00:00" until="2030-03-10T00:00" published="2030-01-20" )"
          R"(clause="A 1" reply="no-decree"><title>None</title></forbidden>)");
    write(site.inputs / "list.csv", "of,key,until,why\ndocument,AB123460,,ill\n");
    write(site.inputs / "good.csv", "holder,from,until\nAB123461,2030-01-01T00:00,none\n");
    write(site.inputs / "bad.csv", "holder,from,until\nAB123461,2030-01-01T00:00,none\nAB,2030-01-01T00:00,none\n");
    write(site.inputs / "texts", "");
  }

  void make_register() const {
    const Loaded loaded = load_folder(site.inputs / "in-force");
    if (!loaded.rules) FAIL(render(loaded.faults.front()).c_str());
    {
      const auto store = open_store(site.template_store);
      CHECK_TRUE((*store)->accept_rules(loaded.rules->hash, loaded.text, HostTime{}).ok());
      const Instant day = loaded.rules->zone.instant(*parse_local_time("2020-07-21T10:00"));
      CHECK_TRUE(LocalService(loaded.rules, **store).answer("1 AB123459", "994501112233", day).ok());
      StandingPermit permit{.kind = "work"};
      permit.holder = "AB123457";
      permit.period = {day, loaded.rules->zone.instant(*parse_local_time("2035-01-01T00:00"))};
      CHECK_TRUE((*store)->enter(permit, {"clerk", ""}, day).ok());
    }
    fs::copy(site.template_store, site.inputs / "backup", fs::copy_options::recursive);
  }

  /// Makes all folders anew. The author's folder may be one of root in which the author's group writes.
  void make_folders(bool rules_are_roots) const {
    for (const fs::path& folder : {site.home, site.desk, site.root}) fs::remove_all(folder);
    fs::create_directories(site.keys);
    fs::create_directories(site.desk);
    fs::create_directories(site.root);
    chmod(site.keys.c_str(), 0700);
    write(site.victim, "kept");
    chmod(site.victim.c_str(), 0600);
    fs::copy(site.template_store, site.store, fs::copy_options::recursive);
    fs::copy(site.inputs / "in-force", site.rules);
    write(site.rules / "mine.xml",
          R"(<forbidden id="mine" from="2030-02-10T00:00" until="2030-04-01T00:00" published="2030-02-01" )"
          R"(clause="A 1" reply="no-decree"><title>None</title></forbidden>)");
    give(site.home, kService);
    give(site.desk, kAuthor);
    if (!rules_are_roots) return;
    for (const fs::path& folder : {site.desk, site.rules}) {
      CHECK_EQUAL(0, chown(folder.c_str(), 0, kAuthor));
      CHECK_EQUAL(0, chmod(folder.c_str(), 02775));
    }
  }

  void plant(Plant what, const fs::path& at) const {
    fs::remove_all(at);
    const uid_t user = at.string().starts_with(site.desk.string()) ? kAuthor : kService;
    if (what == Plant::link) fs::create_symlink(site.victim, at);
    if (what == Plant::dangling_link) fs::create_symlink(site.root / "new", at);
    if (what == Plant::second_name) fs::create_hard_link(site.victim, at);
    if (what == Plant::pipe) CHECK_EQUAL(0, mkfifo(at.c_str(), 0666));
    if (what == Plant::folder) fs::create_directory(at);
    if (what != Plant::second_name) CHECK_EQUAL(0, lchown(at.c_str(), user, user));
  }

  /// Runs a verb in a process that may lose the rights of root.
  int run(const TriedVerb& verb) const {
    test::ChildProcess child([&] {
      alarm(kLongestSeconds);
      const test::CapturedOutput quiet;
      return static_cast<int>(verb.run(site));
    });
    return child.wait();
  }

  void check_plants(const std::vector<TriedVerb>& verbs, const std::vector<fs::path>& names,
                    bool rules_are_roots = false, bool with_pipes = true) const {
    for (const TriedVerb& verb : verbs)
      for (const fs::path& name : names)
        for (const Plant what : kPlants) {
          if (what == Plant::pipe && !with_pipes) continue;
          make_folders(rules_are_roots);
          plant(what, name);
          const std::string before = state_of(site.root);
          const int status = run(verb);
          const std::string what_happened = std::string(verb.name) + " with a " + name_of(what) + " at " +
                                            name.string() + " returned " + std::to_string(status);
          CHECK_TEXT(status < 128, what_happened.c_str());
          STRCMP_EQUAL_TEXT(before.c_str(), state_of(site.root).c_str(), what_happened.c_str());
        }
  }
  template <std::size_t size>
  static std::vector<fs::path> in(const fs::path& folder, const char* const(&names)[size]) {
    std::vector<fs::path> paths;
    for (const char* name : names) paths.push_back(folder / name);
    return paths;
  }
};

// What follows would prove nothing about verbs that do nothing.
TEST(Links, verbsOfRootWorkOnTheFoldersOfOtherUsers) {
  if (!is_root()) return;
  for (const bool rules_are_roots : {false, true})
    for (const std::vector<TriedVerb>& verbs : {kOfTheRegister, kOfTheRules, kOfTheKeys, kOfOutputs})
      for (const TriedVerb& verb : verbs) {
        make_folders(rules_are_roots);
        LONGS_EQUAL_TEXT(verb.without_plants, run(verb), verb.name);
        for (const auto& entry : fs::directory_iterator(site.store))
          LONGS_EQUAL_TEXT(kService, owner_of(entry.path()), (verb.name + (" " + entry.path().string())).c_str());
      }
}

TEST(Links, filesThatRootNamesAreOfRoot) {
  if (!is_root()) return;
  for (const TriedVerb& verb : kOfOutputs) {
    make_folders(false);
    CHECK_EQUAL(0, chown(site.home.c_str(), 0, 0));  // the register's user cannot write there
    LONGS_EQUAL_TEXT(verb.without_plants, run(verb), verb.name);
    CHECK_TRUE_TEXT(!bytes_of(site.home / "out").empty(), verb.name);
    LONGS_EQUAL_TEXT(0, owner_of(site.home / "out"), verb.name);
    LONGS_EQUAL_TEXT(3, std::distance(fs::directory_iterator(site.home), fs::directory_iterator()), verb.name);
  }
}

TEST(Links, aBackupOfRootIsOfRootAndARestoredRegisterOfItsUser) {
  if (!is_root()) return;
  make_folders(false);
  CHECK_EQUAL(0, chown(site.home.c_str(), 0, 0));
  const auto backup = [](const Site& at) { return store_backup(copied(at, at.root / "copy")); };
  LONGS_EQUAL(kYes, run({"store backup", kYes, backup}));
  LONGS_EQUAL(0, owner_of(site.root / "copy"));
  LONGS_EQUAL(0, owner_of(site.root / "copy/data.mdb"));
  CHECK_EQUAL(0, chmod((site.root / "copy").c_str(), 0700));
  const auto restore = [](const Site& at) { return store_restore(copied(at, at.root / "copy")); };
  LONGS_EQUAL(kYes, run({"store restore", kYes, restore}));
  for (const char* name : {"store", "store/data.mdb", "store/lock.mdb", "store.replaced"})
    LONGS_EQUAL_TEXT(kService, owner_of(site.home / name), name);
  LONGS_EQUAL(3, std::distance(fs::directory_iterator(site.home), fs::directory_iterator()));  // and the keys
}

TEST(Links, pauseAndInstallChangeTheFolderOfItsOwner) {
  if (!is_root()) return;
  for (const bool rules_are_roots : {false, true}) {
    make_folders(rules_are_roots);
    run(kOfTheRules.at(0));
    LONGS_EQUAL(kAuthor, owner_of(site.rules / "pause.xml"));
    run(kOfTheRules.at(2));
    CHECK_TRUE(fs::exists(site.rules / "later.xml"));
    LONGS_EQUAL(rules_are_roots ? 0 : kAuthor, owner_of(site.rules));
    LONGS_EQUAL(kAuthor, owner_of(site.rules / "later.xml"));
    run(kOfTheRules.at(1));
    CHECK_FALSE(fs::exists(site.rules / "pause.xml"));
  }
}

TEST(Links, inTheFolderOfTheRegister) {
  if (!is_root()) return;
  check_plants(kOfTheRegister, in(site.home, kNamesOfTheRegister));
}

TEST(Links, inTheFolderOfTheRules) {
  if (!is_root()) return;
  for (const bool rules_are_roots : {false, true})
    check_plants(kOfTheRules, in(site.desk, kNamesOfTheRules), rules_are_roots);
}

TEST(Links, inTheFolderOfTheKeys) {
  if (!is_root()) return;
  check_plants(kOfTheKeys, in(site.home, kNamesOfTheKeys));
}

// A pipe of that name is written, as by every program.
TEST(Links, inTheFolderOfAnOutput) {
  if (!is_root()) return;
  check_plants(kOfOutputs, in(site.home, kNamesOfOutputs), false, false);
}

TEST(Links, onTheWayToAFolder) {
  if (!is_root()) return;
  for (const std::vector<TriedVerb>& verbs : {kOfTheRegister, kOfTheRules, kOfTheKeys})
    for (const TriedVerb& verb : verbs) {
      make_folders(false);
      for (const fs::path& folder : {site.store, site.keys, site.rules}) {
        fs::rename(folder, site.root / folder.filename());
        fs::create_directory_symlink(site.root / folder.filename(), folder);
        CHECK_EQUAL(0, lchown(folder.c_str(), kAuthor, kAuthor));
        give(site.root / folder.filename(), 0);
      }
      const std::string before = state_of(site.root) + state_of(site.root / "store") + state_of(site.root / "keys") +
                                 state_of(site.root / "rules");
      const int status = run(verb);
      CHECK_TRUE_TEXT(status != kYes && status < 128, verb.name);
      const std::string after = state_of(site.root) + state_of(site.root / "store") + state_of(site.root / "keys") +
                                state_of(site.root / "rules");
      STRCMP_EQUAL_TEXT(before.c_str(), after.c_str(), verb.name);
    }
}

TEST(Links, aRefusalNamesTheFileAndSaysWhatToDo) {
  if (!is_root()) return;
  for (const char* name : {"data.mdb", "lock.mdb", "writer.lock", "import.lock"}) {
    make_folders(false);
    plant(Plant::link, site.store / name);
    test::ChildProcess child([&] {
      const test::CapturedOutput output;
      const ExitStatus status = import_permits(imported(site, "good.csv"));
      const std::string wanted =
          "`" + (site.store / name).string() + "' is a symbolic link, which is not followed; find out who made it";
      return status == kUnavailable && output.err().find(wanted) != std::string::npos ? 0 : 1;
    });
    LONGS_EQUAL_TEXT(0, child.wait(), name);
  }
}

TEST(Links, aFileOfRootInTheRegisterOfAnotherUserIsNamed) {
  if (!is_root()) return;
  make_folders(false);
  CHECK_EQUAL(0, chown((site.store / "lock.mdb").c_str(), 0, 0));
  CHECK_EQUAL(0, chmod((site.store / "lock.mdb").c_str(), 0600));
  test::ChildProcess child([&] {
    const test::CapturedOutput output;
    const ExitStatus status = show(shown(site, false));
    const std::string wanted = "chown 48103 " + (site.store / "lock.mdb").string();
    return status == kUnavailable && output.err().find(wanted) != std::string::npos ? 0 : 1;
  });
  LONGS_EQUAL(0, child.wait());
}

TEST(Links, theLogNamesTheUserWhoRanRoot) {
  if (!is_root()) return;
  make_folders(false);
  setenv("SUDO_USER", "clerk", 1);
  const std::string user = user_name();
  LONGS_EQUAL(kYes, run({"list add", kYes, [](const Site& at) { return list_add(listed(at)); }}));
  unsetenv("SUDO_USER");
  const auto store = open_store(site.store, {.read_only = true});
  const auto last = (*store)->log(*(*store)->last(), 1);
  STRCMP_EQUAL(user.c_str(), std::get<AdminEvent>(last->at(0).event).actor.by.c_str());
}

TEST(Links, noUnitDoesAStepAsRoot) {
  for (const auto& entry : fs::directory_iterator("packaging/debian")) {
    if (entry.path().extension() != ".service") continue;
    std::ifstream unit(entry.path());
    bool has_user = false;
    for (std::string line; std::getline(unit, line);) {
      has_user = has_user || (line.starts_with("User=") && line != "User=root");
      const std::size_t value = line.starts_with("Exec") ? line.find('=') : std::string::npos;
      if (value == std::string::npos) continue;
      const std::string marks = line.substr(value + 1, line.find_first_not_of("@-:+!|", value + 1) - value - 1);
      CHECK_TRUE_TEXT(marks.find_first_of("+!") == std::string::npos, (entry.path().string() + ": " + line).c_str());
    }
    CHECK_TRUE_TEXT(has_user, entry.path().c_str());
  }
}
