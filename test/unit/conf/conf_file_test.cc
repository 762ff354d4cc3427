#include "conf/conf_file.h"

#include <string>
#include <string_view>

#include <CppUTest/TestHarness.h>

using permit::ConfEntry;
using permit::ConfFile;
using permit::ConfGroup;
using permit::parse_conf_file;

namespace {

/// Returns `1 key=value|2 key=value`, with ` / ` between groups.
std::string parsed(std::string_view text) {
  std::string all;
  for (const ConfGroup& group : parse_conf_file(text).groups) {
    if (!all.empty()) all += " / ";
    for (const ConfEntry& entry : group) {
      all += (&entry == &group.front() ? "" : "|") + std::to_string(entry.line) + " " + entry.key + "=" + entry.value;
    }
  }
  return all;
}

/// Returns `3: message|5: message`.
std::string faults(std::string_view text) {
  std::string all;
  for (const auto& fault : parse_conf_file(text).faults) {
    all += (all.empty() ? "" : "|") + std::to_string(fault.line) + ": " + fault.message;
  }
  return all;
}

}  // namespace

TEST_GROUP(ConfFile){};

TEST(ConfFile, readsEntriesWithTheirLines) {
  STRCMP_EQUAL("1 group=permit8103|3 rules=/a b", parsed("group = permit8103\n# words\n\t rules=/a b \r\n").c_str());
}

TEST(ConfFile, endsAGroupAtAnEmptyLine) { STRCMP_EQUAL("2 a=1|3 b=2 / 5 c=3", parsed("\na=1\nb=2\n  \nc=3").c_str()); }

TEST(ConfFile, doesNotEndAGroupAtAComment) { STRCMP_EQUAL("1 a=1|3 b=2", parsed("a=1\n# c\nb=2\n").c_str()); }

TEST(ConfFile, unquotesAndUnescapesValues) {
  STRCMP_EQUAL("1 a= x |2 b=say \"yes\" \\ \\n|3 c=|4 d=a = b",
               parsed("a = \" x \"\nb = \"say \\\"yes\\\" \\\\ \\n\"\nc = \"\"\nd = a = b\n").c_str());
}

TEST(ConfFile, continuesALineAfterABackslash) {
  STRCMP_EQUAL("1 a=onetwothree|4 b=4", parsed("a = one\\\ntwo\\\nthree\nb = 4\n").c_str());
  STRCMP_EQUAL("1 a=one\\|2 b=2", parsed("a = one\\\\\nb = 2\n").c_str());
}

TEST(ConfFile, reportsLinesWithoutEntry) {
  STRCMP_EQUAL("2: An equals sign is missing; write `key = value', or # before a comment.",
               faults("a = 1\nrules /etc\n").c_str());
  STRCMP_EQUAL("1: A key is missing before the equals sign; write `key = value'.", faults(" = 1\n").c_str());
  STRCMP_EQUAL("1: `include' cannot be used here; write the keys into this file.",
               faults("include = \"b.conf\"").c_str());
}

TEST(ConfFile, reportsAQuoteThatIsNotClosed) {
  const char* message =
      "1: The value of `a' begins with a quote but does not end with one; a comment needs a separate line.";
  STRCMP_EQUAL(message, faults("a = \"x").c_str());
  STRCMP_EQUAL(message, faults("a = \"").c_str());
  STRCMP_EQUAL(message, faults("a = \"x\" # why").c_str());
}

TEST(ConfFile, readsOnAfterAFault) {
  STRCMP_EQUAL("1 a=1|3 b=2", parsed("a=1\nnonsense\nb=2\n").c_str());
  LONGS_EQUAL(2, parse_conf_file("x\ny\n").faults.size());
}
