#include "service/commit_observer.h"

#include <string>
#include <utility>
#include <vector>

#include "store/memory_store.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

const Instant kMorning = utc("2020-07-21T10:00");

class Notes : public CommitObserver {
 public:
  void saw(const Entry& answered, Account account) override { seen.emplace_back(answered, std::move(account)); }

  std::vector<std::pair<Entry, Account>> seen;
};

}  // namespace

TEST_GROUP(ObservedStore) {
  MemoryStore store;
  Notes notes;
  ObservedStore witnessed{store, notes};
};

TEST(ObservedStore, showsEachAnswerWithTheAccountItRestsOn) {
  CHECK_TRUE(commit(witnessed, kMorning, {ask(1, "AZE12345678")}).ok());
  CHECK_TRUE(commit(witnessed, kMorning + 1h, {ask(2, "AZE12345678"), ask(3, "AZE00000003")}).ok());
  CHECK_EQUAL(3, notes.seen.size());
  CHECK_TRUE(notes.seen[0].second.permits.empty());
  CHECK_TRUE(notes.seen[1].first.outcome == Outcome::repeated);
  CHECK_EQUAL(1, notes.seen[1].second.permits.size());
  CHECK_TRUE(notes.seen[2].first.outcome == Outcome::granted);
  CHECK_TRUE(notes.seen[2].second.permits.empty());
}

TEST(ObservedStore, showsNoTextTwice) {
  const Ask asked = ask(1, "AZE12345678");
  CHECK_TRUE(commit(witnessed, kMorning, {asked}).ok());
  CHECK_TRUE(commit(witnessed, kMorning + 1h, {asked}).ok());
  CHECK_EQUAL(1, notes.seen.size());
}
