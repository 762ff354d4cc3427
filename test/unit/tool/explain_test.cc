// Compares rules/faults.md with the names of faults.

#include "tool/rules/explain.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "ruleset/diagnostic_ids.h"

#include <CppUTest/TestHarness.h>

using permit::kDiagnosticKinds;
using permit::Severity;
using permit::tool::fault_manual;
using permit::tool::FaultSection;
using permit::tool::first_sentence;

TEST_GROUP(Explain){};

TEST(Explain, hasASectionForEachNameAndNoOther) {
  const std::vector<FaultSection> manual = fault_manual();
  std::string sections;
  std::string names;
  for (const FaultSection& section : manual) sections += section.name + "\n";
  for (const auto& kind : kDiagnosticKinds) names += std::string(kind.name) + "\n";
  STRCMP_EQUAL(names.c_str(), sections.c_str());
}

TEST(Explain, eachSectionSaysWhatItMeansAndShowsTheFix) {
  for (const FaultSection& section : fault_manual()) {
    const char* name = section.name.c_str();
    const std::size_t fix = section.text.find("\n\nFix: ");
    CHECK_TRUE_TEXT(fix != std::string::npos && fix > 100, name);
    CHECK_TRUE_TEXT(section.text.find("\n\n    ", fix) != std::string::npos, name);
    CHECK_TRUE_TEXT(section.text.ends_with("\n") && !section.text.ends_with("\n\n"), name);
  }
}

TEST(Explain, eachBeginsWithASentenceForTheList) {
  for (const FaultSection& section : fault_manual()) {
    const std::string sentence = first_sentence(section);
    CHECK_TRUE_TEXT(sentence.ends_with("."), section.name.c_str());
    CHECK_TRUE_TEXT(sentence.size() <= 100, sentence.c_str());
  }
}

TEST(Explain, eachSaysWhetherTheFolderIsUsed) {
  const std::vector<FaultSection> manual = fault_manual();
  for (std::size_t at = 0; at < manual.size(); ++at) {
    std::string text = manual[at].text;
    std::replace(text.begin(), text.end(), '\n', ' ');
    const auto says = [&text](const char* words) { return text.find(words) != std::string::npos; };
    const Severity severity = kDiagnosticKinds[at].severity;
    const char* name = manual[at].name.c_str();
    CHECK_TRUE_TEXT(says(" A warning.") == (severity == Severity::warning), name);
    CHECK_TRUE_TEXT(says(" Only `check` refuses it.") == (severity == Severity::refused_by_check), name);
  }
}
