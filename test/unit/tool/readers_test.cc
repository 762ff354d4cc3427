// The permissions of a register, tried as real users of the machine, which only root can do.

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <iostream>
#include <string>

#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "tool/cli/command_rules.h"
#include "tool/inspect/log_verify.h"
#include "tool/inspect/log_view.h"
#include "tool/inspect/stats.h"
#include "tool/operate/purge.h"
#include "tool/operate/store.h"
#include "tool/permits/grant.h"
#include "tool/permits/list.h"
#include "tool/permits/show.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

namespace {

constexpr uid_t kService = 48103;
constexpr uid_t kPoliceman = 48104;
constexpr gid_t kReaders = 48103;
constexpr gid_t kNobodys = 48199;

mode_t mode_of(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

gid_t group_of(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_gid : 0;
}

}  // namespace

/// A register of the service's user, in a folder that an operator has made for that user and the readers.
TEST_GROUP(Readers) {
  test::StoreFolder scratch;
  const std::string store = scratch.file("store");

  void setup() override { chmod(scratch.path().c_str(), 0755); }

  /// Returns false, and prints why, where other users cannot be tried.
  bool make_register() const {
    const char* why = geteuid() != 0 ? "only root can be another user" : nullptr;
    if (!why && by(kReaders, [&] { return access(scratch.path().c_str(), X_OK); }) != 0)
      why = "other users cannot look into this folder";
    if (why) {
      std::cout << "(skipped: " << why << ") ";
      return false;
    }
    CHECK_EQUAL(0, mkdir(store.c_str(), 0750));
    CHECK_EQUAL(0, chown(store.c_str(), kService, kReaders));
    CHECK_EQUAL(0, chmod(store.c_str(), 02750));
    const Loaded loaded = load_folder("rules/8103");
    const Instant morning = loaded.rules->zone.instant(*parse_local_time("2020-07-21T10:00"));
    LONGS_EQUAL(0, as(kService, kNobodys, [&] {
                  const auto opened = open_store(store);
                  if (!opened || !(*opened)->accept_rules(loaded.rules->hash, loaded.text, HostTime{})) return 1;
                  return LocalService(loaded.rules, **opened).answer("2 AZE12345678", "994501112233", morning).ok() ? 0
                                                                                                                    : 2;
                }));
    return true;
  }

  static int as(uid_t user, gid_t group, const std::function<int()>& work) {
    test::ChildProcess child([&] {
      umask(027);
      const test::CapturedOutput quiet;
      const bool is_another = setgroups(1, &group) == 0 && setgid(group) == 0 && setuid(user) == 0;
      return is_another ? work() : 99;
    });
    return child.wait();
  }
  static int by(gid_t group, const std::function<int()>& work) { return as(kPoliceman, group, work); }

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
};

TEST(Readers, ofTheGroupCanReadEverythingAndChangeNothing) {
  if (!make_register()) return;
  LONGS_EQUAL(kYes, by(kReaders, [&] { return show(person()); }));
  LONGS_EQUAL(kYes, by(kReaders, [&] { return view_log(of_store<LogViewOptions>()); }));
  LONGS_EQUAL(kYes, by(kReaders, [&] { return log_head(store); }));
  LONGS_EQUAL(kYes, by(kReaders, [&] { return log_verify(of_store<LogVerifyOptions>()); }));
  LONGS_EQUAL(kNo, by(kReaders, [&] { return stats(of_store<StatsOptions>()); }));  // no library runs

  const Sequence last = *(*open_store(store))->last();
  LONGS_EQUAL(kUnavailable, by(kReaders, [&] {
                ShowOptions all = person();
                all.reveal = true;
                return show(all);
              }));
  LONGS_EQUAL(kUnavailable, by(kReaders, [&] {
                auto options = of_store<ListOptions>();
                options.name = "health";
                options.of = "document";
                options.key = "AZE12345678";
                options.why = "why";
                return list_add(options);
              }));
  LONGS_EQUAL(kUnavailable, by(kReaders, [&] {
                auto options = of_store<GrantOptions>();
                options.kind = "work";
                options.why = "why";
                return grant(options);
              }));
  LONGS_EQUAL(kUnavailable, by(kReaders, [&] { return purge(old()); }));
  LONGS_EQUAL(last, *(*open_store(store))->last());
}

// A user who can write the register need not be able to make folders next to it.
TEST(Readers, canReadARegisterThatTheServicesUserHasCompacted) {
  if (!make_register()) return;
  const auto compacted = of_store<StoreOptions>();
  LONGS_EQUAL(kUnavailable, by(kNobodys, [&] { return store_compact(compacted); }));
  LONGS_EQUAL(kNotWritten, by(kReaders, [&] { return store_compact(compacted); }));
  LONGS_EQUAL(kYes, as(kService, kNobodys, [&] { return store_compact(compacted); }));
  LONGS_EQUAL(0640, mode_of(store + "/data.mdb"));
  LONGS_EQUAL(kReaders, group_of(store + "/data.mdb"));
  LONGS_EQUAL(kYes, by(kReaders, [&] { return show(person()); }));
}

TEST(Readers, ofNoGroupSeeNothing) {
  if (!make_register()) return;
  LONGS_EQUAL(kUnavailable, by(kNobodys, [&] { return show(person()); }));
  LONGS_EQUAL(kUnavailable, by(kNobodys, [&] { return view_log(of_store<LogViewOptions>()); }));
}

TEST(Readers, getTheirGroupFromTheFolder) {
  if (!make_register()) return;
  LONGS_EQUAL(02750, mode_of(store));
  LONGS_EQUAL(0640, mode_of(store + "/data.mdb"));
  LONGS_EQUAL(0660, mode_of(store + "/lock.mdb"));
  LONGS_EQUAL(kReaders, group_of(store + "/data.mdb"));
  LONGS_EQUAL(kReaders, group_of(store + "/lock.mdb"));
  const std::string inner = store + "/more/store";
  LONGS_EQUAL(0, as(kService, kNobodys, [&] { return open_store(inner).ok() ? 0 : 1; }));
  LONGS_EQUAL(02750, mode_of(inner));
  LONGS_EQUAL(kReaders, group_of(inner + "/data.mdb"));
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
