#include "store/instances.h"

#include <unistd.h>

#include <chrono>
#include <string>

#include "store/lmdb_store.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace std::chrono_literals;

namespace {

InstanceStatus sample() {
  InstanceStatus status;
  status.box = "permit8103";
  status.process = static_cast<std::uint32_t>(getpid());
  status.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  status.folder = "/rules";
  status.rules.fill(0x81);
  status.faults = {"/rules/service.xml:1: no", std::string("\0\xFF", 2)};
  InstanceStatus::Shadow shadow;
  shadow.folder = "/next";
  shadow.rules.fill(0x03);
  shadow.since = HostTime{-1ms};
  shadow.texts = {5, {{{Outcome::granted, Outcome::refused}, 2}, {{Outcome::granted, Outcome::granted}, 1}}};
  shadow.passed_over = 7;
  status.shadow = shadow;
  status.rules_since = HostTime{77ms};
  status.figures.started = HostTime{5ms};
  status.figures.outcomes[Outcome::silent] = 3;
  status.figures.latency.count(0.25);
  status.figures.batches.count(1000);
  status.figures.waiting = 1;
  status.figures.replies_held = 2;
  status.figures.failed_commits = 4;
  status.figures.failed_at = HostTime{6ms};
  status.figures.failure = "disk full";
  status.figures.writer_waits = 5;
  status.figures.waited_at = HostTime{7ms};
  status.figures.waited_for = {.process = 4711, .name = "permitctl", .is_stopped = true};
  status.figures.is_waiting = true;
  return status;
}

}  // namespace

TEST_GROUP(InstanceStatuses){};

TEST(InstanceStatuses, areReadAsTheyWereWritten) {
  InstanceStatus status = sample();
  CHECK_TRUE(decode_status(encode(status)) == status);
  status.shadow.reset();
  status.faults.clear();
  CHECK_TRUE(decode_status(encode(status)) == status);
}

TEST(InstanceStatuses, areReadFromNoOtherBytes) {
  const std::string bytes = encode(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(decode_status(bytes.substr(0, size)).has_value());
  CHECK_FALSE(decode_status(bytes + "x").has_value());
  std::string newer = bytes;
  newer[0] = 4;
  CHECK_FALSE(decode_status(newer).has_value());
}

TEST(InstanceStatuses, areWrittenWithTheNextCommitOrAlone) {
  test::StoreFolder folder;
  const auto store = std::move(*LmdbStore::open(folder.path()));
  InstanceStatus status = sample();
  store->publish_with_next_commit(status);
  CHECK_TRUE(store->statuses()->empty());
  CHECK_TRUE(test::commit(*store, test::utc("2020-07-21T10:00"), {test::ask(1, "D")}).ok());
  CHECK_TRUE(store->statuses()->front() == status);
  status.figures.replies_held = 9;
  store->publish_with_next_commit(status);
  CHECK_TRUE(store->publish_queued().ok());
  CHECK_TRUE(store->statuses()->front() == status);
}

TEST(InstanceStatuses, thatCannotBeReadFailNoCommit) {
  test::StoreFolder folder;
  CHECK_TRUE(LmdbStore::open(folder.path()).ok());
  {
    const auto environment = lmdb::Environment::open(folder.path(), {});
    CHECK_TRUE((*environment)
                   ->write([](lmdb::WriteTransaction& transaction) {
                     transaction.put(transaction.create("boxes"), "other", "of another version");
                     return Done{};
                   })
                   .ok());
  }
  const auto store = std::move(*LmdbStore::open(folder.path()));
  CHECK_TRUE(store->statuses()->empty());  // the look-up does not fail
  store->publish_with_next_commit(sample());
  CHECK_TRUE(test::commit(*store, test::utc("2020-07-21T10:00"), {test::ask(1, "D")}).ok());
  CHECK_EQUAL(1, store->statuses()->size());
}

TEST(InstanceStatuses, areKeptWhileTheirProcessRuns) {
  test::StoreFolder folder;
  InstanceStatus ended = sample();
  ended.process = 0x3FFFFFFF;  // above any pid of Linux
  const auto store = LmdbStore::open(folder.path());
  CHECK_TRUE((*store)->statuses()->empty());
  CHECK_TRUE((*store)->publish(ended).ok());
  CHECK_FALSE(is_running((*store)->statuses()->front()));
  InstanceStatus mine = sample();
  CHECK_TRUE((*store)->publish(mine).ok());
  mine.faults.clear();
  CHECK_TRUE((*store)->publish(mine).ok());
  CHECK_EQUAL(1, (*store)->statuses()->size());
  CHECK_TRUE((*store)->statuses()->front() == mine);
  CHECK_TRUE(is_running(mine));
}

// After a restart of the machine, another process may have the pid.
TEST(InstanceStatuses, areNotRunningAfterARestartOfTheMachine) {
  InstanceStatus mine = sample();
  CHECK_TRUE(is_running(mine));
  mine.at -= std::chrono::hours(24 * 3650);
  CHECK_FALSE(is_running(mine));
}
