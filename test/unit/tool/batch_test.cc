#include "tool/rules/batch.h"

#include <memory>
#include <sstream>
#include <string>

#include "store/memory_store.h"
#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(Batch) {
  MemoryStore store;
  LocalService service{std::make_shared<const RuleSet>(test::sample_rules()), store};
  Instant latest = Instant::max();
  std::string answers;
  std::string complaints;

  ExitStatus execute(const std::string& lines) {
    std::istringstream in(lines);
    std::ostringstream out;
    std::ostringstream err;
    const ExitStatus status = answer_batch(in, latest, out, err, service);
    answers = out.str();
    complaints = err.str();
    return status;
  }
};

TEST(Batch, printsOneRowATextWithTabsBetween) {
  LONGS_EQUAL(kYes, execute("2020-07-21T10:00\t994501112233\t2 AZE12345678 10AA123\n"
                            "2020-07-21T10:01\t994501112233\tsalam\r\n"));
  STRCMP_EQUAL(
      "granted\t2\tAZE12345678\t10AA123\t2020-07-21T10:00:00\t2020-07-21T13:00:00\t"
      "az granted 2 AZE12345678 car 10AA123 10:00-13:00\n"
      "unreadable\t\t\t\t\t\taz format, call 9108\n",
      answers.c_str());
  STRCMP_EQUAL("", complaints.c_str());
}

TEST(Batch, answersInOrderOnOneRegister) {
  execute(
      "2020-07-21T10:00\t994501112233\t2 AZE12345678\n"
      "2020-07-21T11:00\t994501112233\t2 AZE12345678\n"
      "2020-07-21T14:00\t994501112233\t2 AZE12345678\n");
  STRCMP_CONTAINS("granted\t", answers.c_str());
  STRCMP_CONTAINS("\nrepeated\t", answers.c_str());
  STRCMP_CONTAINS("\nrefused\t2\tAZE12345678\t\t\t\t", answers.c_str());
}

TEST(Batch, namesABadLineAndContinues) {
  LONGS_EQUAL(kBrokenInput, execute("2020-07-21 10:00\t994501112233\t2 AZE12345678\n"
                                    "2 AZE12345678\n"
                                    "\n"
                                    "2020-07-21T10:00\t994501112233\t2 AZE12345678\n"));
  STRCMP_CONTAINS("line 1: ", complaints.c_str());
  STRCMP_CONTAINS("line 2: ", complaints.c_str());
  STRCMP_CONTAINS("granted\t", answers.c_str());
}

TEST(Batch, skipsTheMarkThatNotepadWrites) {
  LONGS_EQUAL(kYes, execute("\xEF\xBB\xBF"
                            "2020-07-21T10:00\t994501112233\t2 AZE12345678\n"));
  STRCMP_CONTAINS("granted\t", answers.c_str());
}

TEST(Batch, refusesAFutureTimeForARegister) {
  latest = test::at("2020-07-21T10:00");
  LONGS_EQUAL(kBrokenInput, execute("2020-07-21T10:01\t994501112233\t2 AZE12345678\n"));
  STRCMP_CONTAINS("line 1: a time in the future", complaints.c_str());
  LONGS_EQUAL(0, *store.last());
}

TEST(Batch, saysWhenALineIsEarlierThanTheRegister) {
  LONGS_EQUAL(kYes, execute("2020-07-22T00:10\t994501112233\t2 AZE12345678\n"
                            "2020-07-21T23:50\t994501112233\t2 AZE12345678\n"));
  STRCMP_CONTAINS("\nrepeated\t", answers.c_str());
  STRCMP_CONTAINS("line 2: answered as of 2020-07-22T00:10:00", complaints.c_str());
}
