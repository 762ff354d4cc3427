// Reading of good, bad and malicious XML.

#include "ruleset/read/xml.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ruleset/load.h"
#include "ruleset/read/markup.h"

#include <CppUTest/TestHarness.h>

using permit::compile;
using permit::Diagnostics;
using permit::Document;
using permit::load_folder;
using permit::Loaded;
using permit::Markup;
using permit::read_markup;
using permit::RuleFiles;
using permit::Severity;
using namespace std::string_literals;

namespace {

/// The fault of a rejected file; empty if accepted.
std::string fault_of(const std::string& bytes) {
  Diagnostics faults;
  const auto document = Document::parse({"a.xml", bytes}, faults);
  const auto found = faults.take_sorted();
  CHECK_TRUE(document.has_value() == found.empty());
  return found.empty() ? "" : render(found.front());
}

/// Elements nested `levels` deep.
std::string nested(std::size_t levels) {
  std::string bytes;
  for (std::size_t i = 0; i < levels; ++i) bytes += "<a>";
  for (std::size_t i = 0; i < levels; ++i) bytes += "</a>";
  return bytes;
}

}  // namespace

TEST_GROUP(Xml){};

TEST(Xml, namesTheLinesOfTagsAndAttributes) {
  Diagnostics faults;
  const auto document =
      Document::parse({"a.xml", "<!-- <b c='x'>\n -->\n<a\n  one='1'\n  two = \"2\"\n>\n<b/></a>"}, faults);
  LONGS_EQUAL(3, document->root().place().line);
  LONGS_EQUAL(4, document->root().place_of("one").line);
  LONGS_EQUAL(5, document->root().place_of("two").line);
  LONGS_EQUAL(3, document->root().place_of("three").line);
  LONGS_EQUAL(7, document->root().child("b")->place().line);
}

TEST(Xml, collapsesSpacesInText) {
  Diagnostics faults;
  const auto document =
      Document::parse({"a.xml", "<a b='  1 &amp; 2 '>\n  one <!-- not --> two\n  &lt;three&gt;\n</a>"}, faults);
  STRCMP_EQUAL("one two <three>", document->root().text().c_str());
  STRCMP_EQUAL("1 & 2", document->root().attribute("b")->c_str());
}

TEST(Xml, refusesDoctypes) {
  const char* kRefusal =
      "a.xml:1: `<!DOCTYPE' and other `<!' declarations are not allowed in rule files; remove it, the program has the "
      "schema built in [doctype]";
  STRCMP_EQUAL(kRefusal, fault_of("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>").c_str());
  STRCMP_EQUAL(kRefusal, fault_of("<!DOCTYPE a [<!ENTITY x SYSTEM 'http://127.0.0.1/'>]><a>&x;</a>").c_str());
  STRCMP_EQUAL(kRefusal, fault_of("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b "
                                  "'&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>")
                             .c_str());
}

TEST(Xml, allowsDoctypeInComments) { STRCMP_EQUAL("", fault_of("<!-- <!DOCTYPE a> --><a/>").c_str()); }

TEST(Xml, refusesDeepNesting) {
  STRCMP_EQUAL("", fault_of(nested(Markup::kDeepest)).c_str());
  STRCMP_EQUAL("a.xml:1: elements are nested more than 16 deep; no rule needs that [too-complex]",
               fault_of(nested(Markup::kDeepest + 1)).c_str());
  STRCMP_EQUAL("a.xml:1: elements are nested more than 16 deep; no rule needs that [too-complex]",
               fault_of(nested(100000)).c_str());
}

TEST(Xml, refusesManyAttributes) {
  std::string bytes = "<a";
  for (int i = 0; i < 50000; ++i) bytes += " a" + std::to_string(i) + "='1'";
  STRCMP_EQUAL("a.xml:1: a tag with more than 32 attributes; no rule needs so many [too-complex]",
               fault_of(bytes + "/>").c_str());
}

TEST(Xml, namesEncodings) {
  STRCMP_CONTAINS("UTF-16, little-endian", fault_of("\xFF\xFE<\0a\0/\0>\0"s).c_str());
  STRCMP_CONTAINS("UTF-16, big-endian", fault_of("\xFE\xFF\0<\0a\0/\0>"s).c_str());
  STRCMP_CONTAINS("UTF-16, little-endian", fault_of("<\0a\0/\0>\0"s).c_str());
  STRCMP_CONTAINS("UTF-32", fault_of("\xFF\xFE\0\0<\0\0\0"s).c_str());
  STRCMP_CONTAINS("in windows-1251;", fault_of("<?xml version='1.0' encoding='windows-1251'?><a/>").c_str());
  STRCMP_EQUAL("", fault_of("<?xml version='1.0' encoding='utf-8'?><a/>").c_str());
}

TEST(Xml, refusesInvalidUtf8) {
  STRCMP_CONTAINS("a.xml:2: not UTF-8", fault_of("<a>\n\xC0\xAF</a>").c_str());
  STRCMP_CONTAINS("a.xml:1: not UTF-8", fault_of("<a>\xED\xA0\x80</a>").c_str());
  STRCMP_CONTAINS("a.xml:1: not UTF-8", fault_of("<a>\0</a>"s).c_str());
  STRCMP_EQUAL("", fault_of("<a>\xEF\xBF\xBD</a>").c_str());  // U+FFFD itself is a valid character
}

TEST(Xml, refusesInvalidXml) {
  for (const char* bytes :
       {"", " ", "text", "<", "<a", "<a>", "<a b", "<a b=", "<a b='", "<a></b>", "</a>", "<a/><b/>", "<!--", "<?xml",
        "<![CDATA[", "<a>&#0;</a>", "<a>\x01</a>", "<a b='1' b='2'/>", "<a:b:c/>"}) {
    CHECK_TRUE_TEXT(!fault_of(bytes).empty(), bytes);
  }
}

TEST(Xml, namesTheErrorLine) {
  STRCMP_EQUAL("a.xml:2: a lone `<'; write it as &lt; [broken-xml]", fault_of("<a>\n< 3\n</a>").c_str());
  STRCMP_EQUAL("a.xml:2: the tag <b is not closed before `<' of line 4; write > after its last value [broken-xml]",
               fault_of("<a>\n<b c='1'\n d='2'\n</b></a>").c_str());
  STRCMP_EQUAL("a.xml:2: <b> is not closed before the file ends on line 3; write </b> after its content [broken-xml]",
               fault_of("<a>\n<b>\n").c_str());
  STRCMP_EQUAL("a.xml:2: the closing quotation mark of `b' is missing [broken-xml]", fault_of("<a\n b='1").c_str());
  STRCMP_EQUAL("a.xml:1: unexpected `\"' in the tag <a>; write attributes as name=\"value\" [broken-xml]",
               fault_of("<a \"1\"/>").c_str());
  STRCMP_EQUAL(
      "a.xml:2: `<?xml …?>' must be the very first thing in the file; remove everything before it, even spaces, or "
      "remove this line [broken-xml]",
      fault_of("\n<?xml version='1.0'?><a/>").c_str());
  STRCMP_EQUAL("", fault_of("\xEF\xBB\xBF<?xml version='1.0'?>\r\n<a/>\r\n").c_str());
  STRCMP_EQUAL("", fault_of("<a b='“1” — Я'>text <!-- - --> <![CDATA[<<]]></a><!-- the end -->\n").c_str());
}

TEST(Xml, survivesAnyDamageToAFile) {
  const Loaded base = load_folder("rules/8103");
  std::mt19937 random(8103);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same damage every time
  for (int round = 0; round < 300; ++round) {
    RuleFiles text = base.text;
    std::string& bytes = text[random() % text.size()].bytes;
    for (int i = 0; i < 3; ++i) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 4) {
        case 0:
          bytes[at] = "<>&\"'=/! \n[{\0\xFF"[random() % 14];
          break;
        case 1:
          bytes.erase(at, random() % 40);
          break;
        case 2:
          bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40));
          break;
        default:
          bytes.resize(at + 1);
      }
    }
    const Loaded loaded = compile(text);
    const bool broken = std::any_of(loaded.faults.begin(), loaded.faults.end(),
                                    [](const auto& fault) { return kind_of(fault.id).severity == Severity::broken; });
    CHECK_TRUE((loaded.rules == nullptr) == broken);
  }
}

TEST(Xml, readMarkupTerminatesOnAnyBytes) {
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (auto i = random() % 40; i > 0; --i) bytes += "<<>/='\"!-?[a \n"[random() % 14];
    CHECK_TRUE(read_markup(bytes).tags.size() <= bytes.size());
  }
}
