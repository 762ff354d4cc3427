// What only a store on disk can do, or how it can fail.

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "store/format/keys.h"
#include "store/lmdb_store.h"
#include "test/rig/file_size_limit.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

const Instant kMorning = utc("2020-07-21T10:00");
constexpr lmdb::Options kReadOnly{.map_size = 0, .read_only = true};
constexpr lmdb::Options kTiny{.map_size = 64 << 10, .read_only = false};

std::unique_ptr<LmdbStore> must_open(const StoreFolder& folder, const lmdb::Options& options = {}) {
  Result<std::unique_ptr<LmdbStore>> store = LmdbStore::open(folder.path(), options);
  if (!store.ok()) FAIL(store.error().message.c_str());
  return std::move(*store);
}

std::string refusal(const std::string& folder, const lmdb::Options& options = {}) {
  const Result<std::unique_ptr<LmdbStore>> store = LmdbStore::open(folder, options);
  return store.ok() ? "opened" : store.error().message;
}

void must_commit(LmdbStore& store, Instant now, const std::vector<Ask>& asked) {
  const Result<std::vector<CommitResult>> answers = commit(store, now, asked);
  if (!answers.ok()) FAIL(answers.error().message.c_str());
}

std::vector<Ask> many(unsigned first, unsigned count) {
  std::vector<Ask> asked;
  for (unsigned number = first; number < first + count; ++number)
    asked.push_back(ask(number, "D" + std::to_string(number), "P" + std::to_string(number)));
  return asked;
}

void change_row(const StoreFolder& folder, const char* database, const std::string& key,
                const std::function<void(std::string&)>& change) {
  auto environment = lmdb::Environment::open(folder.path(), {});
  CHECK(environment.ok());
  const Status status = (*environment)->write([&](lmdb::WriteTransaction& transaction) {
    const lmdb::Database at = transaction.at(database);
    std::string row(*transaction.get(at, key));
    change(row);
    transaction.put(at, key, row);
    return Done{};
  });
  CHECK(status.ok());
}

/// Writes bytes that are not a register.
void write_file(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

}  // namespace

TEST_GROUP(LmdbStore) { StoreFolder folder; };

TEST(LmdbStore, keepsEveryChangeOfTheRulesInForce) {
  const auto store = must_open(folder);
  CHECK(store->rules_history()->empty());
  const HostTime noon = kMorning + 2h + 123ms;
  CHECK(store->accept_rules(Digest{1}, {{"a.xml", "1"}}, kMorning).ok());
  CHECK(store->accept_rules(Digest{1}, {{"a.xml", "1"}}, kMorning + 1h).ok());
  CHECK(store->accept_rules(Digest{2}, {{"a.xml", "2"}}, noon).ok());
  CHECK(store->accept_rules(Digest{1}, {{"a.xml", "1"}}, kMorning + 3h).ok());
  const std::vector<AcceptedRules> history = *store->rules_history();
  CHECK_EQUAL(3, history.size());
  CHECK(history[0].hash == Digest{1} && history[0].at == kMorning);
  CHECK(history[1].hash == Digest{2} && history[1].at == noon);
  CHECK(history[2].hash == Digest{1} && history[2].at == kMorning + 3h);
}

TEST(LmdbStore, commitsSurviveReopening) {
  const Ask asked = ask(1, "AZE12345678", "10AA123");
  {
    const auto store = must_open(folder);
    must_commit(*store, kMorning, {asked});
    CHECK(store->accept_rules(Digest{1}, {{"service.xml", "<service/>"}}, kMorning).ok());
  }
  const auto store = must_open(folder);
  CHECK_EQUAL(2, *store->last());
  CHECK_EQUAL(1, by_document(*store, "AZE12345678").size());
  CHECK_EQUAL(1, by_plate(*store, "10AA123").size());
  CHECK(*store->rules_in_force() == Digest{1});
  const auto again = commit(*store, kMorning + 1h, {asked, ask(2, "AZE12345678")});
  CHECK(again->at(0).is_duplicate);
  CHECK(again->at(1).entry.outcome == Outcome::repeated);
  CHECK_EQUAL(3, *store->verify());
}

TEST(LmdbStore, aWriterCreatesAMissingFolder) {
  const std::string inner = folder.file("a/b");
  CHECK(LmdbStore::open(inner).ok());
  struct stat file {};
  CHECK_EQUAL(0, stat((inner + "/data.mdb").c_str(), &file));
  CHECK_EQUAL(0600, file.st_mode & 0777);
  CHECK_EQUAL(0, stat((inner + "/lock.mdb").c_str(), &file));
  CHECK_EQUAL(0600, file.st_mode & 0777);
}

TEST(LmdbStore, aReaderAddsNoFile) {
  STRCMP_CONTAINS("does not exist", refusal(folder.path(), kReadOnly).c_str());
  STRCMP_CONTAINS("does not exist", refusal(folder.file("absent"), kReadOnly).c_str());
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST(LmdbStore, aReaderWritesNothing) {
  { must_open(folder); }
  const auto store = must_open(folder, kReadOnly);
  CHECK(!commit(*store, kMorning, {ask(1, "AZE12345678")}).ok());
  CHECK(!store->probe().ok());
  CHECK_EQUAL(0, *store->last());
}

TEST(LmdbStore, aFileInsteadOfAFolderIsRefused) {
  write_file(folder.file("store"), "x");
  STRCMP_CONTAINS("is not a folder", refusal(folder.file("store")).c_str());
  STRCMP_CONTAINS("store'", refusal(folder.file("store")).c_str());
}

TEST(LmdbStore, aNonLmdbFileIsRefused) {
  write_file(folder.file("data.mdb"), std::string(10000, 'x'));
  STRCMP_CONTAINS("damaged or not an LMDB file", refusal(folder.path()).c_str());
  STRCMP_CONTAINS("damaged or not an LMDB file", refusal(folder.path(), kReadOnly).c_str());
}

TEST(LmdbStore, anotherProgramsLmdbFileIsRefusedAndUnchanged) {
  {
    auto environment = lmdb::Environment::open(folder.path(), {});
    CHECK((*environment)
              ->write([](lmdb::WriteTransaction& transaction) {
                transaction.create("accounts");
                return Done{};
              })
              .ok());
  }
  STRCMP_CONTAINS("not a register of permits", refusal(folder.path()).c_str());
  auto environment = lmdb::Environment::open(folder.path(), kReadOnly);
  CHECK_EQUAL(1, (*environment)->read([](const lmdb::ReadTransaction& t) { return t.names("", "~"); })->size());
}

TEST(LmdbStore, rulesThatComeIntoForceAreLoggedOnce) {
  const auto store = must_open(folder);
  CHECK(store->accept_rules(Digest{1}, {{"a.xml", "1"}}, kMorning).ok());
  CHECK(store->accept_rules(Digest{1}, {{"a.xml", "1"}}, kMorning + 1h).ok());
  must_commit(*store, kMorning + 2h, many(0, 1));
  CHECK(store->accept_rules(Digest{2}, {{"a.xml", "2"}}, kMorning + 1h).ok());  // the clock was set back
  const std::vector<Record> log = *store->log(1, 10);
  CHECK_EQUAL(3, log.size());
  CHECK(std::get<RulesAccepted>(std::get<AdminEvent>(log[0].event).what).rules == Digest{1});
  CHECK(log[0].at == kMorning && log[0].rules == Digest{1});
  CHECK(log[2].sequence == 3 && log[2].at == kMorning + 2h && log[2].rules == Digest{2});
}

// A rehearsal of another year uses its own clock; an act on its register uses the real one.
TEST(LmdbStore, anActDoesNotMoveTheTimeOfDecisions) {
  const auto store = must_open(folder);
  CHECK(store->accept_rules(Digest{1}, {{"a.xml", "1"}}, kMorning + 24h * 365).ok());
  CHECK(commit(*store, kMorning, many(0, 1))->at(0).entry.decided == kMorning);
  CHECK(*store->last_decided() == kMorning);
}

TEST(LmdbStore, aNewerSchemaIsRefused) {
  { must_open(folder); }
  change_row(folder, "meta", "schema", [](std::string& row) { row[0] = 3; });
  STRCMP_CONTAINS("schema 3", refusal(folder.path()).c_str());
  STRCMP_CONTAINS("schema 3", refusal(folder.path(), kReadOnly).c_str());
}

TEST(LmdbStore, aFileThatIsCutShortIsRefused) {
  {
    const auto store = must_open(folder);
    must_commit(*store, kMorning, many(0, 500));
  }
  const auto size = std::filesystem::file_size(folder.file("data.mdb"));
  for (const auto left : {size - 1, size / 2, std::uintmax_t{8192}}) {
    std::filesystem::resize_file(folder.file("data.mdb"), left);
    STRCMP_CONTAINS("cut short", refusal(folder.path()).c_str());
    STRCMP_CONTAINS("cut short", refusal(folder.path(), kReadOnly).c_str());
  }
}

TEST(LmdbStore, aRegisterThatAnotherProcessIsCreatingIsAwaited) {
  { must_open(folder); }
  const std::string data = folder.file("data.mdb");
  std::ostringstream content;
  content << std::ifstream(data, std::ios::binary).rdbuf();
  std::filesystem::resize_file(data, 0);
  ChildProcess creator([&] {
    usleep(50'000);
    std::ofstream(data, std::ios::binary) << content.str();
    return 0;
  });
  must_commit(*must_open(folder), kMorning, many(0, 1));
  CHECK_EQUAL(0, creator.wait());
}

TEST(LmdbStore, anEmptyFileIsNotTakenForANewRegister) {
  { must_open(folder); }
  std::filesystem::resize_file(folder.file("data.mdb"), 0);
  STRCMP_CONTAINS("is empty", refusal(folder.path()).c_str());
  STRCMP_CONTAINS("is empty", refusal(folder.path(), kReadOnly).c_str());
}

// Data written into a removed file is lost when the last program closes it.
TEST(LmdbStore, commitsFailWhileFilesAreRemoved) {
  namespace fs = std::filesystem;
  const std::string inner = folder.file("store");
  const std::string away = folder.file("away");
  for (const char* what : {"", "/data.mdb", "/lock.mdb"}) {
    const auto store = LmdbStore::open(inner);
    CHECK(store.ok());
    const auto before = *(*store)->last();
    fs::rename(inner + what, away);
    if (std::string(what) == "/lock.mdb") {  // any program creates a new one
      CHECK(commit(**store, kMorning, many(static_cast<unsigned>(before), 1)).ok());
      fs::remove(away);
    } else {
      for (int attempt = 0; attempt < 2; ++attempt)
        STRCMP_CONTAINS("removed", commit(**store, kMorning, many(0, 1)).error().message.c_str());
      STRCMP_CONTAINS("Put its files back", (*store)->probe().error().message.c_str());
      CHECK(!fs::exists(inner + "/data.mdb"));
      if (*what == '\0') fs::remove_all(inner);
      fs::rename(away, inner + what);
      CHECK(commit(**store, kMorning, many(static_cast<unsigned>(before), 1)).ok());
    }
    CHECK_EQUAL(before + 1, *(*store)->verify());
  }
}

TEST(LmdbStore, aReplacementWithANewerSchemaIsRefused) {
  const std::string inner = folder.file("store");
  const auto store = LmdbStore::open(inner);
  CHECK(store.ok());
  { must_open(folder); }
  change_row(folder, "meta", "schema", [](std::string& row) { row[0] = 3; });
  std::filesystem::rename(folder.file("data.mdb"), inner + "/data.mdb");
  STRCMP_CONTAINS("was replaced while it was open", commit(**store, kMorning, many(0, 1)).error().message.c_str());
  std::filesystem::remove(inner + "/lock.mdb");
  STRCMP_CONTAINS("schema 3", commit(**store, kMorning, many(0, 1)).error().message.c_str());
}

TEST(LmdbStore, aChangedByteInTheLogIsFound) {
  {
    const auto store = must_open(folder);
    must_commit(*store, kMorning, many(0, 1500));
    CHECK_EQUAL(1500, *store->verify());
  }
  change_row(folder, "log", sequence_key(1234), [](std::string& row) { row[row.size() - 40] ^= 1; });
  STRCMP_CONTAINS("record 1234 of the log does not fit", must_open(folder)->verify().error().message.c_str());
}

TEST(LmdbStore, aMissingEndOfTheLogIsFound) {
  {
    const auto store = must_open(folder);
    must_commit(*store, kMorning, many(0, 10));
  }
  {
    auto environment = lmdb::Environment::open(folder.path(), {});
    CHECK(*(*environment)->write([](lmdb::WriteTransaction& transaction) {
      return transaction.erase(transaction.at("log"), sequence_key(10));
    }));
  }
  STRCMP_CONTAINS("ends at record 9", must_open(folder)->verify().error().message.c_str());
}

TEST(LmdbStore, aDamagedRowIsAnErrorNotACrash) {
  {
    const auto store = must_open(folder);
    must_commit(*store, kMorning, many(0, 3));
  }
  change_row(folder, "log", sequence_key(2), [](std::string& row) { row.resize(5); });
  change_row(folder, "document 2020-07-21", subject_key("D1", 2), [](std::string& row) { row.resize(5); });
  const auto store = must_open(folder);
  STRCMP_CONTAINS("record 2 of the log is damaged", store->log(1, 10).error().message.c_str());
  STRCMP_CONTAINS("document 2020-07-21",
                  store->by_document("D1", Instant::min(), Instant::max()).error().message.c_str());
  CHECK(!commit(*store, kMorning, {ask(10, "D1")}).ok());
  must_commit(*store, kMorning, {ask(11, "D2")});
}

TEST(LmdbStore, oddTimesShareOneDatabase) {
  {
    const auto store = must_open(folder);
    for (unsigned day = 0; day < 10; ++day)
      must_commit(*store, kMorning, {ask(day, "D", "", kMorning - std::chrono::days(9 + day))});
  }
  const auto environment = lmdb::Environment::open(folder.path(), kReadOnly);
  const auto seen = (*environment)->read([](const lmdb::ReadTransaction& t) { return t.names("seen", "seen~"); });
  CHECK(*seen == std::vector<std::string>{"seen other"});
}

TEST(LmdbStore, manyDaysDoNotExhaustDatabases) {
  const auto store = must_open(folder);
  constexpr unsigned days = lmdb::kMostDatabases / 3 + 20;  // each day makes three databases
  for (unsigned day = 0; day < days; ++day) {
    const Instant now = kMorning + std::chrono::days(day);
    must_commit(*store, now, {ask(day, "D", "", now)});
  }
  CHECK_EQUAL(days, by_document(*store, "D").size());
}

TEST(LmdbStore, aFullMapGrows) {
  const auto store = must_open(folder, kTiny);
  for (unsigned batch = 0; batch < 20; ++batch) must_commit(*store, kMorning, many(batch * 100, 100));
  CHECK_EQUAL(2000, *store->last());
  CHECK_EQUAL(2000, *store->verify());
}

TEST(LmdbStore, anotherProcessFollowsAGrowingMap) {
  Signal child_has_opened, parent_has_grown;
  ChildProcess child([&] {
    const auto store = LmdbStore::open(folder.path(), kTiny);
    if (!store.ok()) return 1;
    child_has_opened.give();
    if (!parent_has_grown.await()) return 2;
    if (by_document(**store, "D1999").size() != 1) return 3;
    return commit(**store, kMorning, many(2000, 500)).ok() ? 0 : 4;
  });
  CHECK(child_has_opened.await());
  const auto store = must_open(folder, kTiny);
  for (unsigned batch = 0; batch < 20; ++batch) must_commit(*store, kMorning, many(batch * 100, 100));
  parent_has_grown.give();
  CHECK_EQUAL(0, child.wait());
  CHECK_EQUAL(1, by_document(*store, "D2499").size());
  CHECK_EQUAL(2500, *store->verify());
}

TEST(LmdbStore, twoProcessesGrantOneDocumentOnce) {
  constexpr unsigned kRounds = 60;
  const auto contend = [&](unsigned process) {
    const auto store = LmdbStore::open(folder.path());
    if (!store.ok()) return 255;
    int granted = 0;
    for (unsigned round = 0; round < kRounds; ++round) {
      const auto answers = commit(**store, kMorning, {ask(process * kRounds + round, "D" + std::to_string(round))});
      if (!answers.ok()) return 254;
      granted += answers->at(0).entry.outcome == Outcome::granted;
    }
    return granted;
  };
  ChildProcess one([&] { return contend(0); });
  ChildProcess two([&] { return contend(1); });
  CHECK_EQUAL(kRounds, static_cast<unsigned>(one.wait() + two.wait()));
  const auto store = must_open(folder);
  CHECK_EQUAL(2 * kRounds, *store->verify());
  for (unsigned round = 0; round < kRounds; ++round)
    CHECK_EQUAL(1, by_document(*store, "D" + std::to_string(round)).size());
}

TEST(LmdbStore, twoProcessesCreateTheSameDays) {
  const auto walk = [&](unsigned process) {
    const auto store = LmdbStore::open(folder.path());
    for (unsigned day = 0; day < 30; ++day) {
      const Instant now = kMorning + std::chrono::days(day);
      if (!store.ok() || !commit(**store, now, {ask(process * 100 + day, "D" + std::to_string(process), "", now)}).ok())
        return 1;
    }
    return 0;
  };
  ChildProcess one([&] { return walk(0); });
  ChildProcess two([&] { return walk(1); });
  CHECK_EQUAL(0, one.wait());
  CHECK_EQUAL(0, two.wait());
  CHECK_EQUAL(60, *must_open(folder)->verify());
}

namespace {

// Ends its process in the middle of a batch.
class KillsItself : public TwoHours {
 public:
  using TwoHours::TwoHours;
  Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const override {
    if (index == 5) raise(SIGKILL);
    return TwoHours::decide(index, sequence, account, decided);
  }
};

}  // namespace

TEST(LmdbStore, aKilledWriterChangesNothing) {
  ChildProcess child([&] {
    const auto store = LmdbStore::open(folder.path());
    if (!store.ok() || !commit(**store, kMorning, many(0, 10)).ok()) return 1;
    const KillsItself decider(many(10, 10));
    return (*store)->commit(kMorning, decider.questions(), decider).ok() ? 2 : 3;
  });
  CHECK_EQUAL(128 + SIGKILL, child.wait());
  const auto store = must_open(folder);
  CHECK_EQUAL(10, *store->verify());
  CHECK(by_document(*store, "D12").empty());
  must_commit(*store, kMorning, many(10, 10));
  CHECK_EQUAL(20, *store->verify());
}

TEST(LmdbStore, killedCommittersLoseNothingTheyReported) {
  for (unsigned round = 0; round < 5; ++round) {
    int ends[2];
    CHECK_EQUAL(0, pipe(ends));
    ChildProcess child([&] {
      const auto store = LmdbStore::open(folder.path());
      for (unsigned number = round * 100000;; ++number) {
        if (!store.ok() || !commit(**store, kMorning, many(number, 1)).ok()) return 1;
        if (write(ends[1], &number, sizeof number) != sizeof number) return 2;
      }
    });
    close(ends[1]);
    std::vector<unsigned> said;
    unsigned number = 0;
    while (said.size() < 5 + round * 7 && read(ends[0], &number, sizeof number) == sizeof number)
      said.push_back(number);
    child.kill();
    while (read(ends[0], &number, sizeof number) == sizeof number) said.push_back(number);
    close(ends[0]);
    CHECK_EQUAL(128 + SIGKILL, child.wait());
    const auto store = must_open(folder);
    CHECK(store->verify().ok());
    for (const unsigned one : said) CHECK_EQUAL(1, by_document(*store, "D" + std::to_string(one)).size());
  }
}

TEST(LmdbStore, aFullDiskChangesNothingAndWritesResume) {
  const auto store = must_open(folder);
  must_commit(*store, kMorning, many(0, 100));
  {
    const FileSizeLimit full(std::filesystem::file_size(folder.file("data.mdb")));
    for (unsigned attempt = 0; attempt < 3; ++attempt) {
      const auto answers = commit(*store, kMorning, many(100, 1000));
      CHECK(!answers.ok());
      STRCMP_CONTAINS("full or failing disk", answers.error().message.c_str());
      STRCMP_CONTAINS(folder.path().c_str(), answers.error().message.c_str());
    }
    CHECK_EQUAL(100, *store->last());
    CHECK(by_document(*store, "D100").empty());
  }
  CHECK(store->probe().ok());
  must_commit(*store, kMorning, many(100, 1000));
  CHECK_EQUAL(1100, *store->verify());
}

TEST(LmdbStore, aThreadReadsWhileAnotherCommits) {
  const auto store = must_open(folder);
  std::atomic<bool> done = false;
  unsigned wrong = 0;
  std::thread reader([&] {
    while (!done) {
      const auto entries = store->log(1, 1000);
      wrong += !entries.ok() || entries->size() > *store->last();
    }
  });
  for (unsigned batch = 0; batch < 20; ++batch) must_commit(*store, kMorning, many(batch * 10, 10));
  done = true;
  reader.join();
  CHECK_EQUAL(0, wrong);
}

TEST(LmdbStore, aThrowingDeciderChangesNothing) {
  class Throws : public TwoHours {
   public:
    using TwoHours::TwoHours;
    Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const override {
      if (index == 2) throw std::runtime_error("thrown by the test");
      return TwoHours::decide(index, sequence, account, decided);
    }
  };
  const auto store = must_open(folder);
  const Throws decider(many(0, 5));
  CHECK_THROWS(std::runtime_error, (void)store->commit(kMorning, decider.questions(), decider));
  CHECK_EQUAL(0, *store->last());
  must_commit(*store, kMorning, many(0, 5));
}

TEST(LmdbStore, aReaderInAnotherProcessFollowsTheWriter) {
  Signal opened, committed;
  { must_open(folder); }
  ChildProcess child([&] {
    const auto store = LmdbStore::open(folder.path(), kReadOnly);
    if (!store.ok() || *(*store)->last() != 0) return 1;
    opened.give();
    if (!committed.await()) return 2;
    return by_document(**store, "D499").size() == 1 && *(*store)->verify() == 500 ? 0 : 3;
  });
  CHECK(opened.await());
  const auto store = must_open(folder);
  must_commit(*store, kMorning, many(0, 500));
  committed.give();
  CHECK_EQUAL(0, child.wait());
}
