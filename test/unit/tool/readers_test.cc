// The rights on a register, tried as real users of the machine, which only root can do.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "operations/import_lock.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "system/descriptor.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_process.h"
#include "test/rig/tmp_folder.h"
#include "tool/cli/command_rules.h"
#include "tool/inspect/log_verify.h"
#include "tool/inspect/log_view.h"
#include "tool/inspect/plates.h"
#include "tool/inspect/stats.h"
#include "tool/operate/purge.h"
#include "tool/operate/store.h"
#include "tool/permits/grant.h"
#include "tool/permits/list.h"
#include "tool/permits/permits.h"
#include "tool/permits/show.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

namespace fs = std::filesystem;

namespace {

constexpr uid_t kService = 48103;
constexpr uid_t kPoliceman = 48104;
constexpr gid_t kReaders = 48103;
constexpr gid_t kNobodys = 48199;

mode_t mode_of(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

/// Opening it fails for lack of rights.
bool is_closed(const std::string& path, int flags) {
  const Descriptor file(open(path.c_str(), flags | O_CLOEXEC));
  return file.get() < 0 && errno == EACCES;
}

}  // namespace

/// A register of the service's user, in a folder that an operator has made for that user and a group of readers.
TEST_GROUP(Readers) {
  test::TmpFolder scratch;
  const std::string place = scratch.path() / "place";
  const std::string store = place + "/store";

  /// Returns false, and says so, where other users cannot be tried.
  bool make_register() const {
    if (geteuid() != 0) {
      std::cout << "(skipped: only root can be another user) ";
      return false;
    }
    chmod(scratch.path().c_str(), 0755);
    for (const std::string& folder : {place, store}) {
      CHECK_EQUAL(0, mkdir(folder.c_str(), 0755));
      CHECK_EQUAL(0, chown(folder.c_str(), kService, kReaders));
    }
    CHECK_EQUAL(0, chmod(store.c_str(), 02750));
    CHECK_EQUAL(0, mkdir((place + "/open").c_str(), 0777));
    CHECK_EQUAL(0, chmod((place + "/open").c_str(), 01777));  // everybody can make a copy there
    const Loaded loaded = load_folder("rules/8103");
    const Instant morning = loaded.rules->zone.instant(*parse_local_time("2020-07-21T10:00"));
    LONGS_EQUAL(0, as_service([&] {
                  const auto opened = open_store(store);
                  if (!opened || !(*opened)->accept_rules(loaded.rules->hash, loaded.text, HostTime{})) return 1;
                  if (!ImportLock::take(store)) return 2;
                  return LocalService(loaded.rules, **opened).answer("2 AZE12345678", "994501112233", morning).ok() ? 0
                                                                                                                    : 3;
                }));
    return true;
  }

  static int as(uid_t user, gid_t group, const std::function<int()>& work) {
    return test::run_as(user, group, [&] {
      umask(027);
      const test::CapturedOutput quiet;
      return work();
    });
  }
  static int as_service(const std::function<int()>& work) { return as(kService, kNobodys, work); }
  static int as_reader(const std::function<int()>& work) { return as(kPoliceman, kReaders, work); }

  /// Every file below `place`.
  std::vector<std::string> files() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(place))
      if (!entry.is_directory()) found.push_back(entry.path().string());
    return found;
  }
  void nobody_else_can_open_anything() const {
    for (const std::string& file : files())
      for (const gid_t group : {kReaders, kNobodys})
        LONGS_EQUAL_TEXT(
            0,
            as(kPoliceman, group,
               [&] {
                 return is_closed(file, O_RDONLY) && is_closed(file, O_WRONLY) && is_closed(file, O_RDWR) ? 0 : 1;
               }),
            file.c_str());
  }

  template <typename Options>
  Options of_store() const {
    Options options;
    options.store = store;
    return options;
  }
  PurgeOptions old() const {
    auto options = of_store<PurgeOptions>();
    options.before = "2020-08-01T00:00";
    return options;
  }
  ShowOptions person() const {
    auto options = of_store<ShowOptions>();
    options.by = "document";
    options.key = "AZE12345678";
    options.at = "2020-07-21T10:30";
    return options;
  }
  StoreOptions copied_to(const std::string& copy) const {
    auto options = of_store<StoreOptions>();
    options.copy = place + "/" + copy;
    options.yes = true;
    return options;
  }
  std::vector<std::function<int()>> verbs() const {
    return {[&] { return show(person()); },
            [&] {
              ShowOptions all = person();
              all.reveal = true;
              return show(all);
            },
            [&] { return view_log(of_store<LogViewOptions>()); },
            [&] { return log_head(store); },
            [&] { return log_verify(of_store<LogVerifyOptions>()); },
            [&] { return stats(of_store<StatsOptions>()); },
            [&] { return plates(of_store<PlatesOptions>()); },
            [&] { return list_permits(of_store<PermitsOptions>()); },
            [&] {
              auto options = of_store<ListOptions>();
              options.name = "health";
              options.of = "document";
              options.key = "AZE12345678";
              options.why = "why";
              return list_add(options);
            },
            [&] {
              auto options = of_store<GrantOptions>();
              options.kind = "work";
              options.why = "why";
              return grant(options);
            },
            [&] { return purge(old()); },
            [&] { return store_backup(copied_to("open/reader")); },
            [&] { return store_compact(of_store<StoreOptions>()); }};
  }
};

TEST(Readers, canOpenNoFileOfTheRegisterNorOfACopy) {
  if (!make_register()) return;
  LONGS_EQUAL(kYes, as_service([&] { return store_backup(copied_to("backup")); }));
  LONGS_EQUAL(kYes, as_service([&] { return store_compact(of_store<StoreOptions>()); }));
  LONGS_EQUAL(kYes, as_service([&] { return store_restore(copied_to("backup")); }));
  LONGS_EQUAL(kYes, as_service([&] { return show(person()); }));
  std::set<std::string> names;
  for (const std::string& file : files()) names.insert(file.substr(place.size() + 1));
  for (const char* name :
       {"store/data.mdb", "store/lock.mdb", "backup/data.mdb", "backup/lock.mdb", "store.replaced/data.mdb",
        "store.replaced/lock.mdb", "store.replaced/writer.lock", "store.replaced/import.lock"})
    CHECK_TRUE_TEXT(names.contains(name), name);

  for (const char* folder : {"/store", "/backup", "/store.replaced"}) LONGS_EQUAL(0700, mode_of(place + folder));
  nobody_else_can_open_anything();
  for (const char* folder : {"/store", "/backup", "/store.replaced"})
    CHECK_EQUAL(0, chmod((place + folder).c_str(), 0755));
  nobody_else_can_open_anything();
}

TEST(Readers, canOpenNothingThatAnOlderVersionLetThemRead) {
  if (!make_register()) return;
  const auto give_old_modes = [&] {
    CHECK_EQUAL(0, chown(store.c_str(), kService, kReaders));
    CHECK_EQUAL(0, chmod(store.c_str(), 02750));
    for (const std::string& file : files()) {
      CHECK_EQUAL(0, chown(file.c_str(), kService, kReaders));
      CHECK_EQUAL(0, chmod(file.c_str(), file.ends_with("data.mdb") ? 0640 : 0660));
    }
  };
  const auto open_by = [&](uid_t user, bool read_only) {
    return as(user, user == 0 ? 0 : kNobodys, [&] { return open_store(store, {.read_only = read_only}).ok() ? 0 : 1; });
  };
  for (const uid_t user : {kService, uid_t{0}})
    for (const bool read_only : {true, false}) {
      give_old_modes();
      LONGS_EQUAL(kYes, as_reader([&] { return show(person()); }));
      LONGS_EQUAL(0, open_by(user, read_only));
      LONGS_EQUAL(0700, mode_of(store));
      nobody_else_can_open_anything();
      LONGS_EQUAL(kYes, as_service([&] { return show(person()); }));
    }
}

TEST(Readers, getAMessageThatSaysAsWhomToRun) {
  if (!make_register()) return;
  const auto is_refused = [](const std::function<int()>& verb) {
    const test::CapturedOutput output;
    const int status = verb();
    const bool names_owner = output.err().find(
                                 "Permission denied. Only its owner `#48103' can open it. Run as that "
                                 "user: sudo -u '#48103' permitctl ...") != std::string::npos;
    return status == kUnavailable && names_owner && output.out().empty() ? 0 : 1;
  };
  const Sequence last = *(*open_store(store))->last();
  for (const auto& verb : verbs())
    for (const gid_t group : {kReaders, kNobodys})
      LONGS_EQUAL(0, as(kPoliceman, group, [&] { return is_refused(verb); }));
  LONGS_EQUAL(last, *(*open_store(store))->last());
  CHECK_EQUAL(0, chown(store.c_str(), 1, 1));  // by Debian's base-passwd
  LONGS_EQUAL(0, as_reader([&] {
                const auto opened = open_to_read(store);
                return opened.error().message.ends_with("Run as that user: sudo -u daemon permitctl ...") ? 0 : 1;
              }));
}

// The service's user need not be able to make folders next to the register.
TEST(Readers, doNotGetARegisterThatTheServicesUserHasCompacted) {
  if (!make_register()) return;
  CHECK_EQUAL(0, chown(place.c_str(), 0, 0));
  LONGS_EQUAL(kYes, as_service([&] { return store_compact(of_store<StoreOptions>()); }));
  LONGS_EQUAL(0600, mode_of(store + "/data.mdb"));
  nobody_else_can_open_anything();
  LONGS_EQUAL(kYes, as_service([&] { return show(person()); }));
}

TEST(Readers, canReadButNotWriteARegisterThatEveryoneCanWrite) {
  { CHECK_TRUE(open_store(store).ok()); }
  for (const std::string& path : {store, store + "/data.mdb", store + "/lock.mdb"}) {
    const mode_t mode = mode_of(path);
    CHECK_EQUAL(0, chmod(path.c_str(), mode | S_IWOTH));
    const auto refused = open_store(store);
    CHECK_FALSE(refused.ok());
    STRCMP_CONTAINS(("`" + path + "' can be written by every user").c_str(), refused.error().message.c_str());
    STRCMP_CONTAINS(("close it: chmod o-w " + path).c_str(), refused.error().message.c_str());
    CHECK_TRUE(open_store(store, {.read_only = true}).ok());
    CHECK_EQUAL(0, chmod(path.c_str(), mode));
    CHECK_TRUE(open_store(store).ok());
  }
}
