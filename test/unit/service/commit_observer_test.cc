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

class Recorder : public CommitObserver {
 public:
  void on_answer(const Entry& answered, Account account) override {
    answers.emplace_back(answered, std::move(account));
  }

  std::vector<std::pair<Entry, Account>> answers;
};

}  // namespace

TEST_GROUP(ObservedStore) {
  MemoryStore store;
  Recorder recorder;
  ObservedStore observed{store, recorder};
};

TEST(ObservedStore, showsEachAnswerWithTheAccountItDependsOn) {
  CHECK_TRUE(commit(observed, kMorning, {ask(1, "AZE12345678")}).ok());
  CHECK_TRUE(commit(observed, kMorning + 1h, {ask(2, "AZE12345678"), ask(3, "AZE00000003")}).ok());
  CHECK_EQUAL(3, recorder.answers.size());
  CHECK_TRUE(recorder.answers[0].second.permits.empty());
  CHECK_TRUE(recorder.answers[1].first.outcome == Outcome::repeated);
  CHECK_EQUAL(1, recorder.answers[1].second.permits.size());
  CHECK_TRUE(recorder.answers[2].first.outcome == Outcome::granted);
  CHECK_TRUE(recorder.answers[2].second.permits.empty());
}

TEST(ObservedStore, showsNoTextTwice) {
  const Ask asked = ask(1, "AZE12345678");
  CHECK_TRUE(commit(observed, kMorning, {asked}).ok());
  CHECK_TRUE(commit(observed, kMorning + 1h, {asked}).ok());
  CHECK_EQUAL(1, recorder.answers.size());
}
