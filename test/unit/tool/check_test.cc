#include "tool/rules/check.h"

#include <string>
#include <vector>

#include "ruleset/read/source.h"

#include <CppUTest/TestHarness.h>

using permit::DiagnosticId;
using permit::Loaded;
using permit::tool::render_json;

TEST_GROUP(Check){};

TEST(Check, jsonNamesFolderHashAndEachFault) {
  Loaded loaded = permit::compile({{"a.xml", "<texts lang=\"en\"/>"}});
  loaded.faults = {{DiagnosticId::no_service, "", 0, "no service"},
                   {DiagnosticId::unreadable_folder, "b.xml", 0, "gone"},
                   {DiagnosticId::unused_text, "a.xml", 3, "text \"spare\": ə"}};
  const std::string expected = R"({
  "version": 1,
  "folder": "rules/x",
  "hash": ")" + permit::hex(*permit::hash_of(loaded.text)) +
                               R"(",
  "faults": [
    {
      "file": null,
      "line": null,
      "name": "no-service",
      "severity": "broken",
      "message": "no service"
    },
    {
      "file": "b.xml",
      "line": null,
      "name": "unreadable-folder",
      "severity": "broken",
      "message": "gone"
    },
    {
      "file": "a.xml",
      "line": 3,
      "name": "unused-text",
      "severity": "wrong",
      "message": "text \"spare\": ə"
    }
  ]
}
)";
  STRCMP_EQUAL(expected.c_str(), render_json(loaded, "rules/x").c_str());
}

TEST(Check, jsonOfAMissingFolderHasNoHash) {
  const std::string json = render_json(permit::load_folder("/nonexistent"), "/nonexistent");
  STRCMP_CONTAINS("\"hash\": null,", json.c_str());
  STRCMP_CONTAINS("\"name\": \"unreadable-folder\"", json.c_str());
}

TEST(Check, jsonReplacesInvalidUtf8) {
  Loaded loaded;
  loaded.faults = {{DiagnosticId::broken_xml, "\xFF.xml", 1, "\xC9\x99\xFF"}};
  STRCMP_CONTAINS("\"message\": \"ə\xEF\xBF\xBD\"", render_json(loaded, "x").c_str());
}

TEST(Check, jsonOfValidRulesHasNoFault) {
  STRCMP_CONTAINS("\"faults\": []", render_json(permit::load_folder("test/rules/base"), "b").c_str());
}
