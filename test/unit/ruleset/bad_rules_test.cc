// Every case of test/rules/bad, with the exact faults that its author must see (test/README.md).

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "ruleset/load.h"

#include <CppUTest/TestHarness.h>

using permit::Diagnostic;
using permit::RuleFile;
using permit::RuleFiles;

namespace fs = std::filesystem;

namespace {

const fs::path kRules = "test/rules";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

RuleFiles files_in(const fs::path& folder) {
  RuleFiles files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    files.push_back({entry.path().filename(), bytes_of(entry.path())});
  }
  return files;
}

void put(RuleFiles& text, const std::string& name, const std::string& in_place_of, std::string bytes) {
  std::erase_if(text, [&](const RuleFile& file) { return file.name == in_place_of; });
  text.push_back({name, std::move(bytes)});
}

/// The base, with files of the case added or replaced.
RuleFiles text_of(const fs::path& bad_case) {
  RuleFiles text = files_in(kRules / "base");
  if (fs::is_directory(bad_case)) {
    for (RuleFile& file : files_in(bad_case)) put(text, file.name, file.name, std::move(file.bytes));
  } else {
    const std::string name = bad_case.filename();
    put(text, name, name.substr(0, name.find('-')) + ".xml", bytes_of(bad_case));
  }
  std::sort(text.begin(), text.end(), [](const RuleFile& one, const RuleFile& other) { return one.name < other.name; });
  return text;
}

std::string faults_of(const RuleFiles& text) {
  std::string lines;
  for (const Diagnostic& fault : permit::compile(text).faults) lines += render(fault) + "\n";
  return lines;
}

std::vector<fs::path> bad_cases() {
  std::vector<fs::path> cases;
  for (const auto& entry : fs::directory_iterator(kRules / "bad")) {
    if (entry.path().extension() != ".expected") cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

void check_case(const fs::path& bad_case, bool record) {
  const std::string faults = faults_of(text_of(bad_case));
  const fs::path expected = fs::path(bad_case).replace_extension(".expected");
  if (record) std::ofstream(expected, std::ios::binary) << faults;
  CHECK_TRUE_TEXT(!faults.empty(), bad_case.c_str());
  STRCMP_EQUAL_TEXT(bytes_of(expected).c_str(), faults.c_str(), bad_case.c_str());
}

}  // namespace

TEST_GROUP(BadRules){};

TEST(BadRules, theBaseHasNoFault) { STRCMP_EQUAL("", faults_of(files_in(kRules / "base")).c_str()); }

TEST(BadRules, eachCaseGetsItsExpectedFaults) {
  const bool record = std::getenv("PERMIT8103_RECORD") != nullptr;
  for (const fs::path& bad_case : bad_cases()) check_case(bad_case, record);
}

TEST(BadRules, everyExpectedFileHasACase) {
  for (const auto& entry : fs::directory_iterator(kRules / "bad")) {
    if (entry.path().extension() != ".expected") continue;
    const fs::path folder = fs::path(entry.path()).replace_extension("");
    const fs::path file = fs::path(entry.path()).replace_extension(".xml");
    CHECK_TRUE_TEXT(fs::exists(folder) || fs::exists(file), entry.path().c_str());
  }
}
