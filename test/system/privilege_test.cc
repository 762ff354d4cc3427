// Which files and sockets the library adds to smsbox, and who may open its files.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

using Names = std::set<std::string>;

/// Returns the inodes of the sockets that listen (proc(5): state 0A).
Names listening(pid_t process) {
  Names inodes;
  std::istringstream sockets(read_file("/proc/" + std::to_string(process) + "/net/tcp"));
  for (std::string line; std::getline(sockets, line);) {
    std::istringstream fields(line);
    std::vector<std::string> field(std::istream_iterator<std::string>(fields), {});
    if (field.size() > 9 && field[3] == "0A") inodes.insert(field[9]);
  }
  return inodes;
}

/// Returns the names of what a process has open; sockets without their numbers.
Names open_in(pid_t process) {
  const Names doors = listening(process);
  Names names;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/fd")) {
    std::error_code gone;
    const std::string name = std::filesystem::read_symlink(entry.path(), gone).string();
    const std::size_t number = name.find(":[");
    if (gone) continue;
    if (name.starts_with('/') || number == std::string::npos) {
      names.insert(name);
    } else {
      const bool is_door = doors.contains(name.substr(number + 2, name.size() - number - 3));
      names.insert((is_door ? "listening " : "") + name.substr(0, number));
    }
  }
  return names;
}

/// Returns the descriptors in the output of `ls -l`; pipes and sockets without their numbers.
std::multiset<std::string> inherited(const std::filesystem::path& list) {
  std::multiset<std::string> names;
  std::istringstream lines(read_file(list));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t arrow = line.find(" -> ");
    if (arrow == std::string::npos) continue;
    const std::string name = line.substr(arrow + 4);
    names.insert(name.starts_with('/') ? name : name.substr(0, name.find('[')));
  }
  CHECK(!names.empty());
  return names;
}

void write_key(const std::filesystem::path& keys) {
  const Finished made = run_to_end({.arguments = {build_folder() / "permitctl", "keys", "new", keys.string()}});
  LONGS_EQUAL_TEXT(0, made.status, made.output.c_str());
}

unsigned mode_of(const std::filesystem::path& file) {
  struct stat status {};
  CHECK_TEXT(::stat(file.c_str(), &status) == 0, file.c_str());
  return status.st_mode & 07777;
}

void check_private(const std::filesystem::path& store) {
  LONGS_EQUAL(0700, mode_of(store));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(store)) {
    LONGS_EQUAL_TEXT(0600, mode_of(entry.path()), entry.path().c_str());
    ++files;
  }
  CHECK(files >= 3);
}

}  // namespace

TEST_GROUP_BASE(Privilege, RigTest){};

TEST(Privilege, opensOnlyTheRegisterAndWatchesTheRules) {
  start_rig({.metrics = folder.path() / "permit8103.prom"});
  rig->ask("994501112233", "2 AZE12345678");
  const Names with = open_in(rig->smsbox().pid());
  rig->smsbox().kill_group();
  const Process stock({.arguments = {"/usr/sbin/smsbox", rig->kannel_conf()}, .output = folder.path() / "smsbox.out"});
  Names without;
  rig->wait_for("the stock smsbox is connected", [&] {
    without = open_in(stock.pid());
    return without.contains("socket");
  });

  Names more;
  std::set_difference(with.begin(), with.end(), without.begin(), without.end(), std::inserter(more, more.end()));
  const std::string store = rig->permit_plan().store.string();
  CHECK(more == Names({"anon_inode:inotify", store, store + "/data.mdb", store + "/lock.mdb", store + "/writer.lock"}));
}

// Others write the program of a service with `exec'.
TEST(Privilege, isNotInheritedByTheServicesThatSmsboxRuns) {
  const std::string keys = folder.path() / "check-codes";
  write_key(keys);
  const std::string list = folder.path() / "inherited";
  const std::string script = folder.path() / "service";
  std::ofstream(script) << "#!/bin/sh\nls -l /proc/$$/fd > " << list << "\necho listed\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  start_rig({.exec = script, .check_code_keys = keys, .metrics = folder.path() / "permit8103.prom"});
  rig->ask("994501112233", "2 AZE12345678");
  STRCMP_EQUAL("listed", ask_stock_service().text.c_str());
  const auto with = inherited(list);
  rig->smsbox().kill_group();
  const Process stock({.arguments = {"/usr/sbin/smsbox", rig->kannel_conf()}, .output = folder.path() / "smsbox.out"});
  STRCMP_EQUAL("listed", ask_stock_service().text.c_str());
  auto without = inherited(list);
  // gwlib has a pipe for each of its threads, of which the library is one, and lets every program inherit it.
  without.insert({"pipe:", "pipe:"});
  CHECK(with == without);
}

TEST(Privilege, letsNoOtherUserOpenItsFiles) {
  ::umask(0);
  start_rig({.metrics = folder.path() / "permit8103.prom"});
  ::umask(022);
  rig->ask("994501112233", "2 AZE12345678");
  check_private(rig->permit_plan().store);
  rig->wait_for(
      "the figures are written", [&] { return std::filesystem::exists(rig->permit_plan().metrics); },
      std::chrono::seconds(15));
  LONGS_EQUAL(0644, mode_of(rig->permit_plan().metrics));
}

TEST(Privilege, withdrawsTheRightsThatAnOlderVersionGaveToReaders) {
  start_rig();
  rig->ask("994501112233", "2 AZE12345678");
  rig->smsbox().kill_group();
  const std::filesystem::path store = rig->permit_plan().store;
  write_file(store / "import.lock", "");
  LONGS_EQUAL(0, ::chmod((store / "data.mdb").c_str(), 0640));
  for (const char* name : {"lock.mdb", "import.lock"}) LONGS_EQUAL(0, ::chmod((store / name).c_str(), 0660));
  LONGS_EQUAL(0, ::chmod(store.c_str(), 02750));
  rig->start_smsbox();
  rig->wait_for("smsbox has closed the register", [&] { return mode_of(store) == 0700; });
  check_private(store);
  expect(Outcome::granted, rig->fake(), text_from("994501112244", "2 AZE12345679"));
}

}  // namespace permit::test
