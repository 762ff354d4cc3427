#include "ruleset/print/describe.h"

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
    page = describe(*loaded.rules, loaded.annotations);
  }
  void teardown() override { page = {}; }

  void says(const char* line) const { STRCMP_CONTAINS((std::string(line) + "\n").c_str(), page.c_str()); }
};

TEST(Describe, namesTheService) {
  says("8103, Permits to leave home by SMS, Azerbaijan");
  says("  time zone  Asia/Baku");
  says("  languages  az, ru and en; az by default");
  says("  hotline    9108 [digital.gov.az 19.07.2020 §14]");
}

TEST(Describe, separatesColumnsWhateverTheNames) {
  says("    card-old      AZE########  as AZE12345678 [digital.gov.az 19.07.2020 §5]");
  says("    registration  #(4-12)      as 123456, answered in en, hotline 919, number from migration.gov.az");
  says("    business-trip  entered by employers in the portal, for a journey");
  says("    work           entered by employers in the portal icaze.e-gov.az");
}

TEST(Describe, namesEachValueWithItsClause) {
  says("  in force   2020-07-20 06:00 until 2020-08-05 06:00 [digital.gov.az 19.07.2020 §1]");
  says("  code 1, medical [digital.gov.az 19.07.2020 §7]");
  says("    lasts 2 h");
  says("    no limit [digital.gov.az 19.07.2020 §7]");
  says("  code 2, food, medicine, services, open air [e-gov.az 759]");
  says("    at most 1 per document and day, counting code 2 in this and earlier decrees [e-gov.az 759]");
}

TEST(Describe, namesOtherStatedValues) {
  says(
      "    also stated 3 h [digital.gov.az 19.07.2020 §5]; not chosen, because A 7 speaks of code 1, A 5 of the "
      "service as a whole");
}

TEST(Describe, namesTimesWithoutRules) {
  const Loaded loaded = load_folder("test/rules/base");
  page = describe(*loaded.rules, loaded.annotations);
  says("No rule from 2030-02-10 00:00 on: texts are refused with no-decree");
}

TEST(Describe, namesWhatAnAmendmentChanges) {
  says("  in force   2020-06-28 00:00 until 2020-07-05 06:00 [trend.az 19.06.2020]");
  says("  amended by 2020-06-28, One permit a day in all (2020-06-28.xml)");
  says("    begins 15 min after the text [apa.az 25.06.2020]");
  says("    at most 1 per document and day, counting codes 1 and 2 in this and earlier decrees [ASAN xidmet 06.2020]");
}

TEST(Describe, citesForEachValueTheFileThatSetIt) {
  says(
      "  code 2, food, medicine, services, open air [trend.az 19.06.2020]\n"
      "    lasts 2 h\n"
      "    begins 15 min after the text [apa.az 25.06.2020]\n"
      "    at most 1 per document and day, counting codes 1 and 2 in this and earlier decrees [ASAN xidmet 06.2020]");
}

TEST(Describe, namesRefusedPeopleAndTheFateOfStandingPermits) {
  says("  code 3, funeral of a close relative: not by text, answered with funeral [e-gov.az 737]");
  says("  refuses    people on list health, with listed [e-gov.az 737]");
  says("  standing permits of kind work valid just before 2020-07-05 06:00: switched off at that time [e-gov.az 737]");
  says(
      "  standing permits of kind work valid just before 2020-07-20 06:00, only for allowed: extended until "
      "2020-08-05 06:00 [digital.gov.az 19.07.2020 §3]");
}

TEST(Describe, countsTheSegmentsOfEachReplyAtItsLongest) {
  // Icaze 2: OYQ123456789012, avto 1234567890, 22.07 01:30-22.07 01:30. …
  says("  az  granted                 GSM    143  1 segment");
  says("  ru  granted                 UCS-2   65  1 segment");
  says("  ru  limit                   UCS-2  127  2 segments");
}
