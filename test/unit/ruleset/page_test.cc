#include "ruleset/print/page.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/version.h"
#include "ruleset/load.h"
#include "ruleset/print/describe.h"
#include "ruleset/read/source.h"

#include <CppUTest/TestHarness.h>

using permit::load_folder;
using permit::Loaded;
using permit::render_page;

TEST_GROUP(Page) {
  std::string page;

  void print(const std::string& folder, const std::string& id) {
    const Loaded loaded = load_folder(folder);
    page = render_page(*loaded.rules, loaded.annotations, id);
  }
  void teardown() override { page = {}; }

  void has(const char* html) const { STRCMP_CONTAINS(html, page.c_str()); }
  void lacks(const char* html) const { CHECK_TRUE_TEXT(page.find(html) == std::string::npos, html); }
};

// A direction mark reverses `13:00' on paper.
TEST(Page, showsHiddenCharacters) {
  permit::RuleFiles files = *permit::read_folder("test/rules/base");
  for (permit::RuleFile& file : files) {
    const std::size_t at = file.bytes.find("<title>");
    if (at != std::string::npos) file.bytes.insert(at + 7, "a\u202Eb<!-- -->\u200B &lt;");
  }
  const Loaded loaded = permit::compile(files);
  page = render_page(*loaded.rules, loaded.annotations, "");
  has("a<mark>[U+202E]</mark>b<mark>[U+200B]</mark> &lt;");
  CHECK_TRUE(page.find("\u202E") == std::string::npos && page.find("\u200B") == std::string::npos);
  const std::string words = permit::describe(*loaded.rules, loaded.annotations);
  STRCMP_CONTAINS("a[U+202E]b[U+200B] <", words.c_str());
  CHECK_TRUE(words.find("\u202E") == std::string::npos);
}

TEST(Page, namesTheValuesOfADecreeWithTheirClauses) {
  print("rules/8103", "2020-07-20");
  has("<h2>Decree 2020-07-20: Tightened special quarantine regime until 5 August 2020</h2>");
  has("<tr><td>code 2 lasts 3 h</td><td></td></tr>");
  has("<tr><td>code 2, food, medicine, services, open air</td><td>digital.gov.az 19.07.2020 §8</td></tr>");
  has("<tr><td>accepts document OYQ</td><td>digital.gov.az 19.07.2020 §5</td></tr>");
  has("<tr><td>places: cities: Baku, Jalilabad, ");
  has("<tr><td>code 1 also stated 3 h; not chosen, because A 7 speaks of code 1, ");
  lacks("<h2>The service</h2>");
  lacks("<h2>Decree 2020-07-05");
}

TEST(Page, hasTheExamplesAsATable) {
  print("rules/8103", "2020-07-20");
  has("<tr><td>2020-07-21T10:00</td><td>2 AZE12345678</td><td>outcome granted, begins 10:00, until "
      "13:00</td><td></td></tr>");
  has("<td>after 10:00 2 AZE12345678</td></tr>");
  has("<td>standing work, activity allowed, given 2020-07-06T00:00, given-until 2020-07-20T06:00</td>");
}

TEST(Page, hasThePartsAndAmendmentsOfADecree) {
  print("rules/8103", "2020-06-21");
  has("<h3>Amendment 2020-06-28: One permit a day in all</h3>");
  has("<h3>2020-06-28 00:00 until 2020-07-05 06:00, as amended by 2020-06-25 and 2020-06-28</h3>");
  has("<h3>Examples of 2020-06-25.xml, each checked</h3>");
}

TEST(Page, hasTheDecreeOfAnAmendmentAndItsAmendedParts) {
  print("rules/8103", "2020-06-25");
  has("<h2>Amendment 2020-06-25: A permit begins fifteen minutes after the text</h2>");
  has("<tr><td>amends decree 2020-06-21, ");
  has("<tr><td>in force 2020-06-25 12:21 until 2020-07-05 06:00</td>");
  has("<h3>2020-06-25 12:21 until 2020-06-28 00:00, as amended by 2020-06-25</h3>");
  has("<h3>2020-06-28 00:00 until 2020-07-05 06:00, as amended by 2020-06-25 and 2020-06-28</h3>");
  has("<tr><td>code 1 begins 15 min after the text</td>");
  lacks("<h3>2020-06-21 00:00 until");
  lacks("<h2>Decree ");
}

TEST(Page, hasServiceAndEveryDecreeOnceForTheTimeline) {
  print("rules/8103", "");
  has("<h2>The service</h2>");
  has("<h2>No permits are needed, 2020-05-18: SMS permits abolished on 18 May 2020</h2>");
  has("<h2>Leaving home is forbidden, 2020-06-06: ");
  const std::size_t first = page.find("<h2>No permits are needed, 2020-05-18");
  CHECK_TRUE(page.find("<h2>No permits are needed, 2020-05-18", first + 1) == std::string::npos);
  CHECK_TRUE(first < page.find("<h2>Decree 2020-06-21"));
}

TEST(Page, hasTheRepliesInTheirLanguagesWithTheirSegments) {
  print("rules/8103", "2020-07-20");
  has("<td lang=\"ru\">Можно {code}: {document}[, {plate}][, до {until}][ {check}]</td><td>1 (65 UCS-2)</td>");
  has("<h2>Replies in az</h2>");
}

TEST(Page, namesTheRulesAndTheProgramInTheFooter) {
  print("rules/8103", "");
  const Loaded loaded = load_folder("rules/8103");
  has(("Rules " + permit::hex(loaded.rules->hash) + ", printed by permitctl " + permit::kVersion + ".").c_str());
}

TEST(Page, loadsNothingAndRunsNothing) {
  print("rules/8103", "");
  for (const char* foreign : {"<script", "<link", "<img", "src=", "href=", "url(", "@import", "http"}) lacks(foreign);
}

TEST(Page, escapesTheTextOfAuthors) {
  Loaded loaded = load_folder("test/rules/base");
  loaded.annotations.title = "<b>\"A\" & 'B'</b>";
  page = render_page(*loaded.rules, loaded.annotations, {});
  has("&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</h1>");
  lacks("<b>");
}

TEST(Page, closesEveryElement) {
  print("rules/8103", "");
  std::vector<std::string> open;
  for (std::size_t at = page.find('<', 1); at != std::string::npos; at = page.find('<', at + 1)) {
    const bool closes = page[at + 1] == '/';
    const std::size_t begin = at + (closes ? 2 : 1);
    const std::string name = page.substr(begin, page.find_first_of(" >", begin) - begin);
    if (name == "meta") continue;
    if (!closes) {
      open.push_back(name);
      continue;
    }
    CHECK_FALSE(open.empty());
    STRCMP_EQUAL(open.back().c_str(), name.c_str());
    open.pop_back();
  }
  CHECK_TRUE(open.empty());
}
