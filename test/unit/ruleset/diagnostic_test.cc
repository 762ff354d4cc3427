#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "ruleset/diagnostic.h"

#include <CppUTest/TestHarness.h>

using permit::DiagnosticId;
using permit::DiagnosticKind;
using permit::Diagnostics;
using permit::kDiagnosticKinds;
using permit::Severity;

TEST_GROUP(Diagnostic){};

TEST(Diagnostic, isPrintedWithFileLineAndName) {
  STRCMP_EQUAL("a.xml:3: gone [missing-text]",
               permit::render({DiagnosticId::missing_text, "a.xml", 3, "gone"}).c_str());
  STRCMP_EQUAL("a.xml: gone [missing-text]", permit::render({DiagnosticId::missing_text, "a.xml", 0, "gone"}).c_str());
  STRCMP_EQUAL("gone [missing-text]", permit::render({DiagnosticId::missing_text, "", 0, "gone"}).c_str());
}

TEST(Diagnostic, isOneLineWhateverItQuotes) {
  Diagnostics faults;
  faults.add(DiagnosticId::missing_text, {"a\n.xml", 3}, "`a\nb.xml:1: fine \xC2\x9B\xE2\x80\xAE\xFF' is gone");
  STRCMP_EQUAL("a .xml:3: `a b.xml:1: fine [U+009B][U+202E]\uFFFD' is gone [missing-text]",
               permit::render(faults.take_sorted().front()).c_str());
}

TEST(Diagnostic, namesAreUniqueLowercaseAndDashes) {
  std::set<std::string_view> names;
  for (const DiagnosticKind& kind : kDiagnosticKinds) {
    const std::string name(kind.name);
    LONGS_EQUAL_TEXT(std::string::npos, name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), name.c_str());
    CHECK_TRUE_TEXT(names.insert(kind.name).second, name.c_str());
  }
}

TEST(Diagnostic, warningsNeverCrowdOutABreakingFault) {
  Diagnostics faults;
  for (std::size_t i = 0; i < 2 * Diagnostics::kMost; ++i)
    faults.add(DiagnosticId::unused_text, {"a.xml", 1}, "unused");
  LONGS_EQUAL(0, faults.count(Severity::broken));
  faults.add(DiagnosticId::missing_text, {"b.xml", 1}, "gone");
  LONGS_EQUAL(1, faults.count(Severity::broken));
  const auto found = faults.take_sorted();
  LONGS_EQUAL(Diagnostics::kMost + 1, found.size());
  CHECK_TRUE(found.back().id == DiagnosticId::missing_text);
}
