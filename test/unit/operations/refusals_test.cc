#include "operations/refusals.h"

#include <memory>
#include <vector>

#include "ruleset/read/zone_data.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace std::chrono_literals;

namespace {

/// Refuses everybody.
class Never : public test::TwoHours {
 public:
  using TwoHours::TwoHours;
  Entry decide(std::size_t index, Sequence sequence, const Account& account, Instant decided) const override {
    Entry entry = TwoHours::decide(index, sequence, account, decided);
    entry.outcome = Outcome::refused;
    entry.period.reset();
    return entry;
  }
};

}  // namespace

/// A day of many texts, and one person's refusals among them.
TEST_GROUP(Refusals) {
  test::StoreFolder folder;
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  const Zone zone = *load_zone("UTC");
  unsigned number = 0;

  void refuse(const char* when, unsigned many, const std::string& document) {
    std::vector<test::Ask> asked;
    for (unsigned n = 0; n < many; ++n) asked.push_back(test::ask(number++, document, "", test::utc(when)));
    const Never decider(asked);
    CHECK_TRUE(store->commit(test::utc(when), decider.questions(), decider).ok());
  }
  Refusals of(const char* at, std::chrono::milliseconds look = 1h) {
    return *refusals(*store, Subject::document, "AZE12345678", test::utc(at), zone, look);
  }
};

TEST(Refusals, areThoseOfTheDayUpToThatMoment) {
  refuse("2020-07-20T23:00", 1, "AZE12345678");
  refuse("2020-07-21T08:00", 1, "AZE12345678");
  refuse("2020-07-21T09:00", 12'000, "AZE87654321");
  refuse("2020-07-21T10:00", 1, "AZE12345678");
  refuse("2020-07-21T11:00", 1, "AZE12345678");
  const Refusals found = of("2020-07-21T10:30");
  LONGS_EQUAL(2, found.records.size());
  LONGS_EQUAL(12'003, found.records[0].sequence);
  LONGS_EQUAL(2, found.records[1].sequence);
  CHECK_TRUE(found.since == test::utc("2020-07-21T00:00"));
}

TEST(Refusals, areSearchedForALimitedTime) {
  refuse("2020-07-21T08:00", 1, "AZE12345678");
  refuse("2020-07-21T09:00", 12'000, "AZE87654321");
  refuse("2020-07-21T10:00", 1, "AZE12345678");
  const Refusals found = of("2020-07-21T10:30", 0ms);
  LONGS_EQUAL(1, found.records.size());
  CHECK_TRUE(found.since == test::utc("2020-07-21T09:00"));
}
