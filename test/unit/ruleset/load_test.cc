#include "ruleset/load.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/reply/reply_values.h"
#include "core/reply/segments.h"
#include "ruleset/check/reply_cost.h"
#include "ruleset/read/source.h"

#include <CppUTest/TestHarness.h>

using permit::compile;
using permit::cost_at_worst;
using permit::Decree;
using permit::Diagnostic;
using permit::Diagnostics;
using permit::DocumentKind;
using permit::hash_of;
using permit::Instant;
using permit::Interval;
using permit::Limit;
using permit::load_folder;
using permit::Loaded;
using permit::parse_local_time;
using permit::Purpose;
using permit::read_folder;
using permit::RuleFile;
using permit::RuleFiles;
using permit::RuleSet;
using permit::Word;
namespace fs = std::filesystem;
namespace text_id = permit::text_id;
using std::chrono::hours;

namespace {

std::string faults_of(const Loaded& loaded) {
  std::string lines;
  for (const Diagnostic& fault : loaded.faults) lines += render(fault) + "\n";
  return lines;
}

Loaded loaded_8103() {
  Loaded loaded = load_folder("rules/8103");
  if (!loaded.rules) FAIL(faults_of(loaded).c_str());
  return loaded;
}

Instant at(const RuleSet& rules, std::string_view local) { return rules.zone.instant(*parse_local_time(local)); }

RuleFiles base() {
  auto text = read_folder("test/rules/base");
  CHECK_TRUE(text.ok());
  return *text;
}

/// The base folder with `more` as one more file.
Loaded base_with(const std::string& more) {
  RuleFiles text = base();
  text.push_back({"zz.xml", more});
  return compile(text);
}

}  // namespace

TEST_GROUP(Rules8103){};

TEST(Rules8103, medicalPermitsOfJulyLastTwoHoursWithoutLimit) {
  const Loaded loaded = loaded_8103();
  const Purpose* medical = loaded.rules->decree_at(at(*loaded.rules, "2020-07-21T10:00"))->purpose("1");
  CHECK_TRUE(medical->lasts == hours{2});
  CHECK_TRUE(medical->limits.empty());
  STRCMP_EQUAL("digital.gov.az 19.07.2020 §7", medical->clause.c_str());
}

TEST(Rules8103, dailyNeedsOfJulyLastThreeHoursOnceADay) {
  const Loaded loaded = loaded_8103();
  const Purpose* needs = loaded.rules->decree_at(at(*loaded.rules, "2020-07-21T10:00"))->purpose("2");
  CHECK_TRUE(needs->lasts == hours{3});
  LONGS_EQUAL(1, needs->limits.size());
  const Limit& limit = needs->limits.front();
  LONGS_EQUAL(1, limit.at_most);
  CHECK_TRUE(limit.over == std::vector<std::string>{"2"});
  CHECK_TRUE(limit.counts_earlier_decrees);
  STRCMP_EQUAL("digital.gov.az 19.07.2020 §8", limit.clause.c_str());
}

// The publication date of 2020-06-28.xml is lost.
TEST(Rules8103, onlyTheChangeOfLateJuneHasNoKnownPublication) {
  const Loaded loaded = loaded_8103();
  LONGS_EQUAL(1, loaded.faults.size());
  STRCMP_EQUAL("2020-06-28.xml", loaded.faults.front().file.c_str());
  CHECK_TRUE(loaded.faults.front().id == permit::DiagnosticId::late_publication);
}

TEST(Rules8103, julyIsInForceFromSixToSix) {
  const Loaded loaded = loaded_8103();
  const RuleSet& rules = *loaded.rules;
  STRCMP_EQUAL("2020-07-05", rules.decree_at(at(rules, "2020-07-20T05:59:59"))->id.c_str());
  STRCMP_EQUAL("2020-07-20", rules.decree_at(at(rules, "2020-07-20T06:00"))->id.c_str());
  STRCMP_EQUAL("2020-07-20", rules.decree_at(at(rules, "2020-08-05T05:59:59"))->id.c_str());
  POINTERS_EQUAL(nullptr, rules.decree_at(at(rules, "2020-08-05T06:00")));
}

TEST(Rules8103, decemberIsInForceFromMidnightToMidnight) {
  const Loaded loaded = loaded_8103();
  const RuleSet& rules = *loaded.rules;
  POINTERS_EQUAL(nullptr, rules.decree_at(at(rules, "2020-12-13T23:59:59")));
  STRCMP_EQUAL("488", rules.decree_at(at(rules, "2020-12-14T00:00"))->id.c_str());
  STRCMP_EQUAL("488", rules.decree_at(at(rules, "2021-01-17T23:59:59"))->id.c_str());
  POINTERS_EQUAL(nullptr, rules.decree_at(at(rules, "2021-01-18T00:00")));
}

TEST(Rules8103, permitsOfDecemberLastThreeHoursUnderDecision488) {
  const Loaded loaded = loaded_8103();
  const Decree* december = loaded.rules->decree_at(at(*loaded.rules, "2020-12-20T09:00"));
  for (const char* code : {"1", "2"}) {
    CHECK_TRUE(december->purpose(code)->lasts == hours{3});
    STRCMP_EQUAL("e-gov.az 759", december->purpose(code)->clause.c_str());
  }
  CHECK_TRUE(december->purpose("1")->limits.empty());
  LONGS_EQUAL(1, december->purpose("2")->limits.size());
  STRCMP_EQUAL("e-gov.az 759", december->purpose("2")->limits.front().clause.c_str());
}

TEST(Rules8103, everyDecreeSinceJuneAcceptsAllSixDocuments) {
  const Loaded loaded = loaded_8103();
  for (const Decree& decree : loaded.rules->decrees) {
    if (decree.from < at(*loaded.rules, "2020-06-21T00:00")) continue;
    LONGS_EQUAL(6, decree.accepts.size());
    for (const char* kind : {"card-old", "card-new", "MYI", "DYI", "MOM", "OYQ"})
      CHECK_TRUE(decree.accepts_document(kind, decree.from));
  }
}

TEST(Rules8103, funeralsSinceJuneAreReferredTo102) {
  const Loaded loaded = loaded_8103();
  for (const Decree& decree : loaded.rules->decrees) {
    const bool is_by_text = decree.from < at(*loaded.rules, "2020-06-21T00:00");
    CHECK_EQUAL(is_by_text, decree.purpose("3") != nullptr);
    CHECK_EQUAL(is_by_text, decree.not_by_text_entry("3") == nullptr);
  }
  for (const char* language : {"az", "ru", "en"}) {
    STRCMP_CONTAINS("102", loaded.rules->text(language, text_id::kNoSuchCode).source().c_str());
  }
}

TEST(Rules8103, foreignersAreAnsweredInEnglishAndCall919) {
  const Loaded loaded = loaded_8103();
  for (const char* id : {"MYI", "DYI", "MOM", "OYQ"}) {
    const DocumentKind* kind = loaded.rules->document_kind(id);
    STRCMP_EQUAL("en", kind->language.c_str());
    STRCMP_EQUAL("919", kind->hotline.c_str());
  }
  STRCMP_EQUAL("9108", loaded.rules->document_kind("card-old")->hotline.c_str());
}

TEST(Rules8103, anApprovalIsOneSegmentInEveryLanguage) {
  const Loaded loaded = loaded_8103();
  for (const std::string& language : loaded.rules->languages) {
    for (const auto id : {text_id::kGranted, text_id::kGrantedPlateUnclear, text_id::kRepeated}) {
      LONGS_EQUAL_TEXT(1, cost_at_worst(language, id, *loaded.rules).parts, std::string(id).c_str());
    }
  }
}

TEST(Rules8103, noReplyIsLongerThanTwoSegments) {
  const Loaded loaded = loaded_8103();
  for (const std::string& language : loaded.rules->languages) {
    for (const auto id : permit::builtin_text_ids()) {
      CHECK_TRUE_TEXT(cost_at_worst(language, id, *loaded.rules).parts <= 2, std::string(id).c_str());
    }
  }
}

TEST(Rules8103, aContradictingValueOfTheNoticeIsKept) {
  const Loaded loaded = loaded_8103();
  const auto& stated = loaded.annotations.periods.at("2020-07-20").purposes.at("1").stated;
  LONGS_EQUAL(1, stated.size());
  CHECK_TRUE(stated.front().lasts == hours{3});
  STRCMP_EQUAL("digital.gov.az 19.07.2020 §5", stated.front().clause.c_str());
}

TEST_GROUP(Load){};

TEST(Load, theSameTextHasTheSameHash) {
  const Loaded one = compile(base());
  const Loaded other = compile(base());
  CHECK_TRUE(one.rules->hash == other.rules->hash);
  CHECK_TRUE(one.rules->hash == *hash_of(one.text));
}

TEST(Load, aMissingFolderIsOneFault) {
  const Loaded loaded = load_folder("/nonexistent/rules");
  CHECK_TRUE(loaded.rules == nullptr);
  STRCMP_EQUAL("/nonexistent/rules: No such file or directory [unreadable-folder]\n", faults_of(loaded).c_str());
}

TEST(Load, rulesInASubfolderAreReportedAsNotRead) {
  const fs::path folder = fs::path("build") / "test" / ("nested-" + std::to_string(getpid()));
  fs::create_directories(folder);
  fs::copy("test/rules/base", folder / "rules");
  for (const char* name : {"august", "notices", ".git"}) fs::create_directory(folder / "rules" / name);
  for (const char* file : {"august/late.xml", "notices/august.pdf", ".git/late.xml"})
    std::ofstream(folder / "rules" / file) << "<late/>";
  const std::string faults = faults_of(load_folder(folder / "rules"));
  const std::string of_none = faults_of(load_folder(folder));
  fs::remove_all(folder);
  STRCMP_EQUAL(
      "august: warning: the rule files in this subfolder are not read; move them into the rule folder, or keep the "
      "subfolder elsewhere [ignored-folder]\n",
      faults.c_str());
  STRCMP_CONTAINS("it contains no rule file", of_none.c_str());
  STRCMP_CONTAINS("\nrules: warning: ", of_none.c_str());
}

TEST(Load, rulesUnderAnIgnoredNameAreReported) {
  const fs::path folder = fs::path("build") / "test" / ("misnamed-" + std::to_string(getpid()));
  fs::create_directories(folder.parent_path());
  fs::copy("test/rules/base", folder);
  for (const char* name : {"late", "late.xml ", "late.xml~", ".late"})
    std::ofstream(folder / name) << "\xEF\xBB\xBF\n<late/>";
  std::ofstream(folder / "late.html") << "<!doctype html>";
  std::ofstream(folder / "README") << "late";
  const std::string faults = faults_of(load_folder(folder));
  fs::remove_all(folder);
  const std::string told =
      ": warning: looks like a rule file, but is not read, because its name does not end in .xml; rename it, or keep "
      "it "
      "elsewhere [ignored-file]\n";
  STRCMP_EQUAL(("late" + told + "late.xml " + told).c_str(), faults.c_str());
}

TEST(Load, noFileMeansNoService) {
  STRCMP_EQUAL("no file has a <service>; write one with the number, the documents and the replies [no-service]\n",
               faults_of(compile({})).c_str());
}

TEST(Load, aBanMayCutPermits) {
  const Loaded loaded = base_with(R"(<forbidden id="weekend" from="2030-01-12T00:00" until="2030-01-14T06:00"
      published="2030-01-11" clause="A 9" reply="ban" cuts-permits="yes">
    <title>Nobody leaves home</title>
    <places clause="A">Everywhere</places>
    <texts lang="en"><text id="ban">No permits since {since}, {clause}</text></texts>
  </forbidden>)");
  STRCMP_EQUAL("", faults_of(loaded).c_str());
  const Interval& ban = loaded.rules->intervals.front();
  CHECK_TRUE(ban.kind == Interval::Kind::forbidden);
  CHECK_TRUE(ban.cuts_permits);
  STRCMP_EQUAL("ban", ban.reply.c_str());
  STRCMP_EQUAL("Notice A §9", ban.clause.c_str());
  CHECK_TRUE(ban.from == at(*loaded.rules, "2030-01-12T00:00"));
  CHECK_TRUE(ban.known_from == at(*loaded.rules, "2030-01-11T00:00"));
}

TEST(Load, aBanThatCutsMayFollowPermitsWithoutAnEnd) {
  RuleFiles text = *read_folder("rules/8103");
  for (RuleFile& file : text) {
    const std::size_t at = file.bytes.find(" reply=\"ban\"");
    if (file.name.starts_with("2020-06-") && at != std::string::npos) file.bytes.insert(at, " cuts-permits=\"yes\"");
  }
  const Loaded loaded = compile(text);
  CHECK_TRUE_TEXT(loaded.rules != nullptr, faults_of(loaded).c_str());  // April's "3 funeral" may lack an end
  const auto cut = [](const Interval& interval) { return interval.cuts_permits; };
  LONGS_EQUAL(2, std::count_if(loaded.rules->intervals.begin(), loaded.rules->intervals.end(), cut));
}

TEST(Load, theCachedRegisterNeedsAreCorrect) {
  for (const char* folder :
       {"rules/8103", "test/rules/services/curfew", "test/rules/services/phone", "test/rules/services/stars"}) {
    const Loaded loaded = load_folder(folder);
    CHECK_TRUE_TEXT(loaded.rules && loaded.rules->register_needs, folder);
    permit::RuleSet unsealed = *loaded.rules;
    unsealed.register_needs.reset();
    const Instant now = at(*loaded.rules, "2020-07-31T10:00");
    CHECK_TRUE(unsealed.history_from(now) == loaded.rules->history_from(now));
    CHECK_EQUAL(unsealed.counts_by_phone(), loaded.rules->counts_by_phone());
    CHECK_EQUAL(unsealed.refuses_by_list(), loaded.rules->refuses_by_list());
  }
}

TEST(Load, anIntervalMayNeedNoPermits) {
  const Loaded loaded = base_with(R"(<not-needed id="abolished" from="2030-02-10T00:00" until="2031-02-10T00:00"
      published="2030-02-09" clause="A" reply="free">
    <title>Abolished</title>
    <texts lang="en"><text id="free">No permit is needed since {since}</text></texts>
  </not-needed>)");
  STRCMP_EQUAL("", faults_of(loaded).c_str());
  CHECK_TRUE(loaded.rules->intervals.front().kind == Interval::Kind::not_needed);
  CHECK_FALSE(loaded.rules->intervals.front().cuts_permits);
}

// The reply quotes the texter's words, in any letters.
TEST(Load, lettersOfAValueMayMakeAnApprovalLong) {
  const std::string faults = faults_of(load_folder("test/rules/services/stars"));
  STRCMP_CONTAINS(
      "has 77 characters and costs 2 segments; one segment holds 70 if a value has a letter outside of GSM 7-bit, "
      "else 160 [long-approval]",
      faults.c_str());
}

TEST(Load, decreesAreSortedByTheirStart) {
  const Loaded loaded = base_with(R"(<decree id="first" from="2029-12-10T00:00" until="2030-01-10T00:00"
      published="2029-12-01" clause="A">
    <title>Before the base, in a file after it</title>
    <accept documents="card" clause="A"/>
    <purpose code="1" name="medical" clause="A"><lasts minutes="90"/><no-limit/></purpose>
  </decree>)");
  STRCMP_EQUAL("", faults_of(loaded).c_str());
  STRCMP_EQUAL("first", loaded.rules->decrees[0].id.c_str());
  STRCMP_EQUAL("base", loaded.rules->decrees[1].id.c_str());
}

TEST(Load, aLimitTakesTheClauseOfItsPurposeAndCountsEarlierDecrees) {
  const Loaded loaded = compile(base());
  const Limit& limit = loaded.rules->decrees.front().purpose("2")->limits.front();
  STRCMP_EQUAL("Notice A §4", limit.clause.c_str());
  CHECK_TRUE(limit.counts_earlier_decrees);
}

TEST(Load, wordsAreKeptAsReadInTexts) {
  RuleFiles text = base();
  for (RuleFile& file : text) {
    const std::size_t plates = file.bytes.find("<plates/>");
    if (plates == std::string::npos) continue;
    file.bytes.insert(plates + 9, R"(<words><word say="ПОМОЩЬ kömək" language="en" reply="format"/></words>)");
  }
  const Loaded loaded = compile(text);
  STRCMP_EQUAL("", faults_of(loaded).c_str());
  const Word& help = loaded.rules->words.front();
  CHECK_TRUE((help.says == std::vector<std::string>{"ПOMOЩЬ", "KÖMƏK"}));  // Latin O and M
}

TEST(Load, notepadsByteOrderMarkAndLineEndsAreAccepted) {
  RuleFiles text = base();
  for (RuleFile& file : text) {
    std::string saved = "\xEF\xBB\xBF";
    for (const char sign : file.bytes) saved += sign == '\n' ? std::string("\r\n") : std::string(1, sign);
    file.bytes = saved;
  }
  STRCMP_EQUAL("", faults_of(compile(text)).c_str());
}

TEST(Load, lineNumbersAreRightWithNotepadsLineEnds) {
  const Loaded loaded = base_with("\xEF\xBB\xBF<decree\r\n  id=\"x\"\r\n  form=\"2030-01-10T00:00\">\r\n</decree>\r\n");
  CHECK_TRUE(std::any_of(loaded.faults.begin(), loaded.faults.end(), [](const Diagnostic& fault) {
    return fault.line == 3 && fault.message == "<decree> has no attribute `form'; did you mean `from'?";
  }));
}

TEST(Load, anUnusedTextIsAFaultButBreaksNoFolder) {
  const Loaded loaded = base_with("<texts lang=\"en\"><text id=\"spare\">spare</text></texts>");
  STRCMP_EQUAL("zz.xml:1: text `spare': no rule replies with it [unused-text]\n", faults_of(loaded).c_str());
  CHECK_TRUE(loaded.rules != nullptr);
}

TEST(Load, theNumberOfFaultsIsBounded) {
  std::string more = "<texts lang=\"en\">";
  for (int i = 0; i < 10000; ++i) more += "<txt/>";
  CHECK_TRUE(base_with(more + "</texts>").faults.size() <= Diagnostics::kMost);
}
