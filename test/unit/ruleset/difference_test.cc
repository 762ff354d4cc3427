#include "ruleset/print/difference.h"

#include <string>
#include <vector>

#include "ruleset/load.h"
#include "ruleset/read/source.h"

#include <CppUTest/TestHarness.h>

using permit::compile;
using permit::Loaded;
using permit::RuleFile;
using permit::RuleFiles;

namespace {

/// Removes the examples, which fail after a change.
std::string without_examples(const std::string& xml) {
  std::string kept;
  for (std::size_t at = 0; at < xml.size();) {
    const std::size_t end = std::min(xml.find('\n', at), xml.size() - 1) + 1;
    const std::string line = xml.substr(at, end - at);
    if (line.find("<example ") == std::string::npos) kept += line;
    at = end;
  }
  return kept;
}

}  // namespace

/// rules/8103 and a changed copy.
TEST_GROUP(Difference) {
  RuleFiles before;
  RuleFiles after;

  void setup() override {
    before = *permit::read_folder("rules/8103");
    for (RuleFile& file : before) file.bytes = without_examples(file.bytes);
    after = before;
  }
  void teardown() override {
    before = {};
    after = {};
  }

  /// Replaces the first `what` after `anchor` in a file of the copy.
  void change(const std::string& name, const std::string& anchor, const std::string& what, const std::string& to) {
    for (RuleFile& file : after) {
      if (file.name != name) continue;
      const std::size_t at = file.bytes.find(what, file.bytes.find(anchor));
      CHECK_TRUE_TEXT(at != std::string::npos, what.c_str());
      file.bytes.replace(at, what.size(), to);
    }
  }
  void add(const std::string& name, const std::string& xml) { after.push_back({name, xml}); }
  void drop(const std::string& name) {
    std::erase_if(after, [&](const RuleFile& file) { return file.name == name; });
  }

  std::string lines() const { return lines_between(before, after); }
  static std::string lines_between(const RuleFiles& one, const RuleFiles& other) {
    const Loaded old_ones = compile(one);
    const Loaded new_ones = compile(other);
    std::string lines;
    for (const Loaded* loaded : {&old_ones, &new_ones}) {
      if (loaded->rules) continue;
      for (const permit::Diagnostic& fault : loaded->faults) lines += render(fault) + "\n";
    }
    if (!lines.empty()) return lines;
    for (const auto& d :
         permit::differences({*old_ones.rules, old_ones.annotations}, {*new_ones.rules, new_ones.annotations}))
      lines += in_words(d, *new_ones.rules) + "\n";
    return lines;
  }
};

TEST(Difference, isEmptyBetweenEqualFolders) { STRCMP_EQUAL("", lines().c_str()); }

TEST(Difference, isEmptyIfOnlyCommentsAndFileNamesDiffer) {
  change("2020-07-20.xml", "<purpose", "<purpose", "<!-- a remark --><purpose");
  after.back().name = "the-service.xml";
  STRCMP_EQUAL("", lines().c_str());
}

TEST(Difference, namesADurationByCodeWithItsClause) {
  change("2020-07-20.xml", "code=\"2\"", "hours=\"3\"", "hours=\"2\"");
  STRCMP_EQUAL("code 2: 3 h → 2 h from 2020-07-20 06:00 (digital.gov.az 19.07.2020 §8)\n", lines().c_str());
}

TEST(Difference, namesTheTimeInWhichAnAmendmentHidesIt) {
  // From 28 June on the limit of the amendment applies.
  change("2020-06-21.xml", "code=\"2\"", "at-most=\"1\"", "at-most=\"2\"");
  STRCMP_EQUAL(
      "code 2, limit: at most 1 per document and day, counting code 2 in this and earlier decrees → at most 2 per "
      "document and day, counting code 2 in this and earlier decrees from 2020-06-21 00:00 until 2020-06-28 00:00 "
      "(trend.az "
      "19.06.2020)\n",
      lines().c_str());
}

TEST(Difference, namesANewClauseOfTheSameValue) {
  change("2020-07-20.xml", "code=\"2\"", "clause=\"A 8\"", "clause=\"A 7\"");
  STRCMP_CONTAINS(
      "code 2, 3 h: clause digital.gov.az 19.07.2020 §8 → digital.gov.az 19.07.2020 §7 from 2020-07-20 06:00\n",
      lines().c_str());
}

TEST(Difference, namesTheEffectsOfARemovedAmendment) {
  drop("2020-06-25.xml");
  const std::string text = lines();
  STRCMP_CONTAINS("amendment 2020-06-25: gone, 2020-06-25 12:21 until 2020-07-05 06:00\n", text.c_str());
  STRCMP_CONTAINS("code 1, beginning: 15 min after the text → at once from 2020-06-25 12:21\n", text.c_str());
}

TEST(Difference, namesADecreeThatMoves) {
  change("2020-07-20.xml", "<decree", "until=\"2020-08-05T06:00\"", "until=\"2020-08-04T06:00\"");
  const std::string text = lines();
  STRCMP_CONTAINS(
      "decree 2020-07-20: 2020-07-20 06:00 until 2020-08-05 06:00 → 2020-07-20 06:00 until 2020-08-04 06:00 "
      "(digital.gov.az 19.07.2020 §1)\n",
      text.c_str());
  STRCMP_CONTAINS("permits by text: given → no rule from 2020-08-04 06:00 until 2020-08-05 06:00\n", text.c_str());
}

TEST(Difference, namesEverythingInANewDecree) {
  add("2021-03-01.xml",
      R"(<decree id="2021-03-01" from="2021-03-01T06:00" until="2021-03-15T06:00" published="2021-02-26" clause="P">
           <title>Regime of March</title>
           <source id="P" published="2021-02-26" cited-as="gazette 26.02.2021">Gazette</source>
           <accept documents="card-old" clause="P 2"/>
           <purpose code="2" name="shopping" clause="P 3">
             <lasts hours="3"/>
             <hours from="06:00" until="20:00" clause="P 4"/>
             <limit at-most="1" per="day" by="document" over="2"/>
           </purpose>
         </decree>)");
  change("2021-01-18.xml", "", "from=\"2021-01-18T00:00\"", "from=\"2021-01-18T00:00\" until=\"2021-03-01T06:00\"");
  const std::string text = lines();
  STRCMP_CONTAINS(
      "permits by text: not needed → given from 2021-03-01 06:00 until 2021-03-15 06:00 (gazette 26.02.2021)\n",
      text.c_str());
  STRCMP_CONTAINS("code 2: new, 3 h from 2021-03-01 06:00 (gazette 26.02.2021 §3)\n", text.c_str());
  STRCMP_CONTAINS("code 2, hours: new, 06:00-20:00 from 2021-03-01 06:00 (gazette 26.02.2021 §4)\n", text.c_str());
  STRCMP_CONTAINS("code 2, limit: new, at most 1 per document and day, counting code 2", text.c_str());
  STRCMP_CONTAINS("document card-old: new, accepted from 2021-03-01 06:00 (gazette 26.02.2021 §2)\n", text.c_str());
}

TEST(Difference, namesOnlyTheTimeOfAProlongedDecree) {
  change("2021-01-18.xml", "", "2021-01-18T00:00", "2021-01-25T00:00");
  change("2020-12-14.xml", "<decree", "until=\"2021-01-18T00:00\"", "until=\"2021-01-25T00:00\"");
  const std::string text = lines();
  STRCMP_CONTAINS("permits by text: not needed → given from 2021-01-18 00:00", text.c_str());
  CHECK_TRUE_TEXT(text.find("code ") == std::string::npos, text.c_str());
}

TEST(Difference, namesANewTimeWithoutPermits) {
  add("ban.xml",
      R"(<forbidden id="ban" from="2020-07-25T00:00" until="2020-07-27T06:00" published="2020-07-23" clause="A 1" )"
      R"(reply="ban"><title>A weekend</title></forbidden>)");
  const std::string text = lines();
  STRCMP_CONTAINS("forbidden ban: new, 2020-07-25 00:00 until 2020-07-27 06:00 (digital.gov.az 19.07.2020 §1)\n",
                  text.c_str());
  STRCMP_CONTAINS(
      "permits by text: given → forbidden from 2020-07-25 00:00 until 2020-07-27 06:00 (digital.gov.az 19.07.2020 "
      "§1)\n",
      text.c_str());
  STRCMP_CONTAINS("forbidden ban, permits given before: new, stay valid until their end (", text.c_str());
}

TEST(Difference, namesABanThatCutsPermits) {
  const auto ban = [](const std::string& cuts) {
    return "<forbidden id=\"ban\" from=\"2020-07-25T00:00\" until=\"2020-07-27T06:00\" published=\"2020-07-23\" " +
           cuts + " clause=\"A 1\" reply=\"ban\"><title>A weekend</title></forbidden>";
  };
  add("ban.xml", ban("cuts-permits=\"yes\""));
  STRCMP_CONTAINS(
      "forbidden ban, permits given before: new, end when it begins, if given from 2020-07-23 00:00 on "
      "(digital.gov.az 19.07.2020 §1)\n",
      lines().c_str());
  before.push_back({"ban.xml", ban("")});
  STRCMP_EQUAL(
      "forbidden ban, permits given before: stay valid until their end → end when it begins, if given from 2020-07-23 "
      "00:00 on "
      "(digital.gov.az 19.07.2020 §1)\n",
      lines().c_str());
}

TEST(Difference, namesTheEndOfATemporaryChange) {
  add("2020-12-24.xml",
      R"(<amendment id="2020-12-24" amends="488" from="2020-12-24T06:00" until="2020-12-28T06:00" )"
      R"(published="2020-12-22" clause="A 1"><title>Four days</title><withdraw code="2" clause="A 1"/></amendment>)");
  const std::string text = lines();
  STRCMP_CONTAINS("→ withdrawn from 2020-12-24 06:00 until 2020-12-28 06:00 (digital.gov.az 19.07.2020 §1)\n",
                  text.c_str());
}

TEST(Difference, namesDocumentsListsAndCodes) {
  change("2020-07-20.xml", "", "<accept documents=\"OYQ\" clause=\"A 5\"/>", "");
  change("2020-07-20.xml", "<refuse", "health border", "health");
  change("2020-07-20.xml", "<purpose", "name=\"medical\"", "name=\"health\"");
  change("2020-07-20.xml", "<not-by-text", "reply=\"funeral\"", "reply=\"listed\"");
  const std::string text = lines();
  STRCMP_CONTAINS("document OYQ: gone, accepted from 2020-07-20 06:00 (digital.gov.az 19.07.2020 §5)\n", text.c_str());
  STRCMP_CONTAINS("people on list border: gone, refused with listed from 2020-07-20 06:00 (e-gov.az 737)\n",
                  text.c_str());
  STRCMP_CONTAINS("code 1, name: medical → health from 2020-07-20 06:00\n", text.c_str());
  STRCMP_CONTAINS("code 3: not by text, answered with funeral → not by text, answered with listed from 2020-07-20",
                  text.c_str());
}

TEST(Difference, namesARemovedCodeOnce) {
  change("2020-07-20.xml", "",
         "<not-by-text code=\"3\" name=\"funeral of a close relative\" reply=\"funeral\" clause=\"A 11\"/>", "");
  STRCMP_EQUAL(
      "code 3: gone, not by text, answered with funeral from 2020-07-20 06:00 (digital.gov.az 19.07.2020 §11)\n",
      lines().c_str());
}

TEST(Difference, namesAPermitThatNoLongerEnds) {
  change("2020-07-20.xml", "", "<lasts hours=\"3\"/>", "<no-end/>");
  STRCMP_EQUAL("code 2: 3 h → no end from 2020-07-20 06:00 (digital.gov.az 19.07.2020 §8)\n", lines().c_str());
}

TEST(Difference, namesChangesInTheService) {
  change("service.xml", "", "clause=\"A 14\">9108<", "clause=\"A 14\">9109<");
  change("service.xml", "", "picture=\"OYQ#(4-12)\"", "picture=\"OYQ#(4-9)\"");
  change("service.xml", "", "say=\"INFO ИНФО\"", "say=\"INFO\"");
  const std::string text = lines();
  STRCMP_CONTAINS("hotline: 9108 → 9109 (digital.gov.az 19.07.2020 §14)\n", text.c_str());
  STRCMP_CONTAINS("document OYQ: OYQ#(4-12) as OYQ123456, ", text.c_str());
  STRCMP_CONTAINS(" → OYQ#(4-9) as OYQ123456, ", text.c_str());
  STRCMP_CONTAINS(": gone, answered with help\n", text.c_str());
}

TEST(Difference, namesAReplyByLanguage) {
  change("service.xml", "lang=\"en\"", "{document}: no valid permit.", "{document}: none.");
  STRCMP_EQUAL(
      "text status-none in en: \"{document}: no valid permit. Questions: {hotline}\" → \"{document}: none. Questions: "
      "{hotline}\"\n",
      lines().c_str());
}

TEST(Difference, showsHiddenCharacters) {
  change("service.xml", "lang=\"en\"", "{document}: no valid permit.", "{document}:\u202E no valid permit.");
  STRCMP_CONTAINS(" → \"{document}:[U+202E] no valid permit. ", lines().c_str());
}

TEST(Difference, namesEverythingOnceBetweenTwoServices) {
  const RuleFiles other = *permit::read_folder("test/rules/base");
  const std::string text = lines_between(before, other);
  STRCMP_CONTAINS("number: 8103 → 8000\n", text.c_str());
  STRCMP_CONTAINS("decree base: new, 2030-01-10 00:00 until 2030-02-10 00:00 (Notice A §1)\n", text.c_str());
  STRCMP_CONTAINS("not needed 2020-05-18: gone, 2020-05-18 00:00 until 2020-06-21 00:00", text.c_str());
  CHECK_TRUE(lines_between(other, other).empty());
}
