#include "tool/rules/diff.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

/// test/rules/base, and a copy of it.
TEST_GROUP(Diff) {
  test::StoreFolder scratch;
  DiffOptions options;
  std::string out;
  std::string err;

  void setup() override {
    options = {"test/rules/base", scratch.file("copy")};
    std::filesystem::copy(options.before, options.after);
  }

  void append(const std::string& name, const std::string& xml) const {
    std::ofstream(options.after + "/" + name, std::ios::binary | std::ios::app) << xml;
  }
  ExitStatus compare() {
    const test::CapturedOutput output;
    const ExitStatus status = diff(options);
    out = output.out();
    err = output.err();
    return status;
  }
};

TEST(Diff, saysThatNothingDiffers) {
  LONGS_EQUAL(kYes, compare());
  STRCMP_EQUAL("No difference.\n", out.c_str());
}

TEST(Diff, saysThatOnlyBytesDiffer) {
  append("decree.xml", "<!-- later -->\n");
  LONGS_EQUAL(kYes, compare());
  STRCMP_EQUAL("No difference in the rules; only comments, order or examples differ.\n", out.c_str());
}

TEST(Diff, printsEachDifferenceAndReturnsOne) {
  append("later.xml",
         R"(<forbidden id="later" from="2029-09-01T00:00" until="2030-01-10T00:00" clause="A 1" reply="no-decree">)"
         "<title>None</title></forbidden>");
  LONGS_EQUAL(kNo, compare());
  STRCMP_CONTAINS("forbidden later: new, 2029-09-01 00:00 until 2030-01-10 00:00 (Notice A §1)\n", out.c_str());
}

TEST(Diff, jsonSaysWhatALineSays) {
  append("later.xml",
         R"(<forbidden id="later" from="2029-09-01T00:00" until="2030-01-10T00:00" clause="A 1" reply="no-decree">)"
         "<title>None</title></forbidden>");
  options.json = true;
  LONGS_EQUAL(kNo, compare());
  STRCMP_CONTAINS("{\n  \"version\": 1,\n  \"before\": {\n    \"folder\": \"test/rules/base\",\n    \"hash\": \"",
                  out.c_str());
  const char* expected = R"json(    {
      "subject": "permits by text",
      "before": "no rule",
      "after": "forbidden",
      "clause_before": null,
      "clause_after": "Notice A §1",
      "from": "2029-09-01T00:00:00",
      "until": "2030-01-10T00:00:00",
      "text": "permits by text: no rule → forbidden from 2029-09-01 00:00 until 2030-01-10 00:00 (Notice A §1)"
    })json";
  STRCMP_CONTAINS(expected, out.c_str());
}

TEST(Diff, namesTheFaultsOfAFolderThatDoesNotCompile) {
  append("later.xml", "<forbidden");
  LONGS_EQUAL(kBrokenInput, compare());
  STRCMP_EQUAL("", out.c_str());
  STRCMP_CONTAINS("copy/later.xml:1: ", err.c_str());
  options.before = "/nonexistent";
  LONGS_EQUAL(kBrokenInput, compare());
}
