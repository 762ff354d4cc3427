// Users replace names in their folders by links, again and again, while root runs permitctl there. Nothing of root may
// change, and nothing may appear elsewhere. Only root can try this.
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/process.h"
#include "test/rig/run_folder.h"
#include "test/rig/store_process.h"
#include "test/rig/tmp_folder.h"
#include "test/torture/fault_trial.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

constexpr uid_t kService = 48103;
constexpr uid_t kAuthor = 48105;
constexpr unsigned kRunsInARace = 4;

void give(const fs::path& path, uid_t user) {
  CHECK_EQUAL(0, lchown(path.c_str(), user, user));
  if (!fs::is_directory(fs::symlink_status(path))) return;
  for (const auto& entry : fs::directory_iterator(path)) give(entry.path(), user);
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code gone;
  for (fs::directory_iterator at(folder, gone); !gone && at != fs::directory_iterator(); at.increment(gone))
    names.push_back(at->path().filename());
  return names;
}

/// A link to a target, or a folder of links to the first one.
void make_plant(const fs::path& at, const std::vector<fs::path>& targets, std::size_t turn) {
  std::error_code ignored;
  const std::size_t chosen = turn % (targets.size() + 1);
  if (chosen < targets.size()) {
    fs::create_symlink(targets[chosen], at, ignored);
    return;
  }
  fs::create_directory(at, ignored);
  for (const char* name :
       {"data.mdb", "lock.mdb", "writer.lock", "import.lock", "pause.xml", "service.xml", "later.xml"})
    fs::create_symlink(targets.front(), at / name, ignored);
}

/// Exchanges every name in the folders with such a plant, then exchanges it back, without end.
int race(uid_t user, const fs::path& plants, const std::vector<fs::path>& folders, const std::vector<fs::path>& targets,
         const Signal& racing) {
  if (setgroups(0, nullptr) != 0 || setgid(user) != 0 || setuid(user) != 0) return 1;
  const std::string link = plants / "link";
  std::error_code ignored;
  for (std::size_t turn = 0;; ++turn) {
    if (turn == 1) racing.give();
    for (const fs::path& folder : folders)
      for (const std::string& name : names_in(folder)) {
        if (folder / name == plants) continue;
        if (!fs::is_symlink(link)) fs::remove_all(link, ignored);
        make_plant(link, targets, turn);
        const std::string file = folder / name;
        if (renameat2(AT_FDCWD, link.c_str(), AT_FDCWD, file.c_str(), RENAME_EXCHANGE) != 0) continue;
        renameat2(AT_FDCWD, link.c_str(), AT_FDCWD, file.c_str(), RENAME_EXCHANGE);
        if (fs::is_symlink(link)) fs::remove(link, ignored);
      }
  }
}

/// Every name, mode, owner and byte in root's folder.
std::string state_of(const fs::path& folder) {
  std::string all;
  for (const std::string& name : names_in(folder)) {
    struct stat status {};
    CHECK_EQUAL(0, lstat((folder / name).c_str(), &status));
    all += name + ' ' + std::to_string(status.st_mode) + ' ' + std::to_string(status.st_uid) + ' ' +
           std::to_string(status.st_gid) + ' ' + read_file(folder / name) + '\n';
  }
  return all;
}

}  // namespace

/// `home' is of the user of the register, `desk' of the author of the rules, `root' of root.
TEST_GROUP(PlantedLinks) {
  const TmpFolder place;
  const fs::path made = place.path() / "made";
  const fs::path home = place.path() / "home";
  const fs::path desk = place.path() / "desk";
  const fs::path root = place.path() / "root";

  void setup() override {
    chmod(place.path().c_str(), 0755);
    if (geteuid() != 0) return;
    fs::create_directories(made / "keys");
    fs::copy("test/rules/base", made / "rules");
    std::string service = read_file(made / "rules/service.xml");
    service.replace(service.find("<plates/>"), 9,
                    "<plates/><lists><list id=\"health\">ill</list></lists>"
                    "<standing-permits><standing-permit id=\"work\">staff</standing-permit></standing-permits>");
    write_file(made / "rules/service.xml", service);
    write_file(made / "rules/notice.txt", "as signed");
    fs::copy(made / "rules", made / "draft");
    write_file(made / "draft/later.xml",
               R"(<forbidden id="later" from="2030-02-10T00:00" until="2030-03-01T00:00" published="2030-02-01" )"
               R"(clause="A 1" reply="no-decree"><title>None</title></forbidden>)");
    write_file(made / "staff.csv", "holder,from,until\nAB123461,2030-01-01T00:00,none\nAB,2030-01-01T00:00,none\n");
    {
      const Loaded loaded = load_folder(made / "rules");
      const auto store = open_store(made / "store");
      CHECK(store.ok() && loaded.rules);
      CHECK((*store)->accept_rules(loaded.rules->hash, loaded.text, HostTime{}).ok());
    }
    fs::copy(made / "store", made / "backup", fs::copy_options::recursive);
  }

  void make_folders(bool rules_are_roots) const {
    for (const fs::path& folder : {home, desk, root}) fs::remove_all(folder);
    for (const fs::path& folder : {home / "plants", desk / "plants", root / "inner"}) fs::create_directories(folder);
    fs::copy(made / "store", home / "store", fs::copy_options::recursive);
    fs::copy(made / "keys", home / "keys", fs::copy_options::recursive);
    fs::copy(made / "rules", desk / "rules", fs::copy_options::recursive);
    write_file(root / "victim", "kept");
    chmod((root / "victim").c_str(), 0600);
    give(home, kService);
    give(desk, kAuthor);
    if (!rules_are_roots) return;
    for (const fs::path& folder : {desk, desk / "rules"}) {
      CHECK_EQUAL(0, chown(folder.c_str(), 0, kAuthor));
      CHECK_EQUAL(0, chmod(folder.c_str(), 02775));
    }
  }

  std::vector<Words> verbs() const {
    const Words following{"--rules", desk / "rules", "--store", home / "store", "--wait", "0"};
    const auto on_store = [&](Words words) {
      words.insert(words.end(), {"--store", home / "store"});
      return words;
    };
    const auto on_rules = [&](Words words) {
      words.insert(words.end(), following.begin(), following.end());
      return words;
    };
    return {on_store({"show", "document", "AB123461", "--reveal"}),
            on_store({"import", "work", made / "staff.csv", "--skip-bad", "--rejects", home / "out"}),
            on_store({"grant", "work", "AB123458", "--until", "none", "--why", "why"}),
            on_store({"list", "add", "health", "document", "AB123456", "--why", "why"}),
            on_store({"export", "work", "-o", home / "out"}),
            on_store({"store", "check", "--repair"}),
            on_store({"store", "backup", home / "copy"}),
            on_store({"store", "restore", made / "backup", "--yes"}),
            on_store({"store", "compact"}),
            {"keys", "new", home / "keys/check-codes"},
            {"print", made / "rules", "-o", home / "out"},
            on_rules({"pause", "No permits until noon"}),
            on_rules({"resume"}),
            on_rules({"rules", "install", made / "draft", "--yes"})};
  }

  /// Runs a verb some times in a race. Returns whether root's folder is as before.
  bool survives(const Words& verb, FaultTrial& trial) const {
    make_folders(trial.between(0, 1) == 0);
    const std::string before = state_of(root);
    const std::vector<fs::path> targets{root / "victim", root / "new", root, root / "inner"};
    const Signal racing;
    ChildProcess service([&] {
      return race(kService, home / "plants", {home, home / "store", home / "keys"}, targets, racing);
    });
    ChildProcess author([&] { return race(kAuthor, desk / "plants", {desk, desk / "rules"}, targets, racing); });
    CHECK(racing.await() && racing.await());
    Words words{build_folder() / "permitctl"};
    words.insert(words.end(), verb.begin(), verb.end());
    for (unsigned run = 0; run < kRunsInARace; ++run) {
      const Finished finished = run_to_end({.arguments = words});
      if (finished.status < 0) trial.wrong(verb[0] + " hung");
    }
    for (ChildProcess* racer : {&service, &author}) {
      racer->kill();
      racer->wait();
    }
    const std::string after = state_of(root);
    if (after != before) trial.wrong(verb[0] + " " + verb[1] + " changed a folder of root:\n" + after);
    return after == before;
  }
};

TEST(PlantedLinks, whileRootWrites) {
  if (geteuid() != 0) {
    std::cout << "(skipped: only root has folders of other users) ";
    return;
  }
  FaultTrial trial("names are replaced by links while root writes");
  for (std::size_t round = 0; round < times(1, 60); ++round)
    for (const Words& verb : verbs()) {
      trial.tried(kRunsInARace);
      if (survives(verb, trial)) trial.survived(kRunsInARace);
    }
  trial.check();
}

}  // namespace permit::test
