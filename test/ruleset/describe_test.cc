#include "ruleset/describe.h"

#include <map>
#include <string>

#include "ruleset/load.h"

#include <CppUTest/TestHarness.h>

using permit::describe;
using permit::load_folder;
using permit::Loaded;

TEST_GROUP(Describe) {
  std::string page;

  void setup() override {
    const Loaded loaded = load_folder("rules/8103");
    page = describe(*loaded.rules, loaded.notes);
  }
  void teardown() override { page = {}; }

  void says(const char* line) const { STRCMP_CONTAINS((std::string(line) + "\n").c_str(), page.c_str()); }
};

TEST(Describe, namesTheService) {
  says("8103, Permits to leave home by SMS, Azerbaijan");
  says("  time zone  Asia/Baku");
  says("  languages  az, ru and en, az where nothing tells another");
  says("  questions  9108 [digital.gov.az 19.07.2020 §14]");
}

TEST(Describe, namesEachValueWithItsClause) {
  says("  in force   2020-07-20 06:00 until 2020-08-05 06:00 [digital.gov.az 19.07.2020 §1]");
  says("  code 1, medical [digital.gov.az 19.07.2020 §7]");
  says("    lasts 2 h");
  says("    no limit [digital.gov.az 19.07.2020 §7]");
  says("  code 2, food, medicine, services, open air [e-gov.az 759]");
  says("    at most 1 a day and document, counted over code 2, earlier decrees too [e-gov.az 759]");
}

TEST(Describe, namesWhatIsStatedOtherwise) {
  says(
      "    also stated 3 h [digital.gov.az 19.07.2020 §5]; not chosen, because A 7 speaks of code 1, A 5 of the "
      "service as a whole");
}

TEST(Describe, namesTheTimesWithoutRules) {
  says("No rule from 2020-08-05 06:00 until 2020-12-14 00:00: texts are refused with no-decree");
  says("No rule from 2021-01-18 00:00 on: texts are refused with no-decree");
}

TEST(Describe, countsTheSegmentsOfEachReplyAtItsLongest) {
  // Icaze 2: OYQ123456789012, avto 1234567890, 22.07 01:30-22.07 01:30. …
  says("  az  granted                 GSM    130  1 segment");
  says("  ru  granted                 UCS-2   66  1 segment");
  says("  ru  limit                   UCS-2  132  2 segments");
}
