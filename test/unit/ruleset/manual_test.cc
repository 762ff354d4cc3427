// Checks that what the manual for rule authors, rules/README.md, shows is true.
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "ruleset/load.h"
#include "ruleset/read/source.h"

#include <CppUTest/TestHarness.h>

using permit::compile;
using permit::Diagnostic;
using permit::Loaded;
using permit::RuleFile;
using permit::RuleText;

namespace {

const std::string kDraft = "2021-03-01.xml";  // of the tutorial

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string trimmed(const std::string& line) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(begin, line.find_last_not_of(' ') + 1 - begin);
}

std::vector<std::string> manual() {
  std::ifstream file("rules/README.md");
  return lines_of({std::istreambuf_iterator<char>(file), {}});
}

/// The lines of each block marked as XML.
std::vector<std::vector<std::string>> xml_blocks() {
  std::vector<std::vector<std::string>> blocks;
  bool inside = false;
  for (const std::string& line : manual()) {
    if (line.starts_with("```")) {
      inside = line == "```xml";
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back().push_back(line);
    }
  }
  return blocks;
}

/// `Write NEW instead of OLD [in FILE]`, with the faults that the manual prints below it.
struct Slip {
  std::string wrong;
  std::string right;
  std::string file;
  std::string faults;
};

std::string quoted_after(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(words + " `");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + words.size() + 2;
  return text.substr(begin, text.find('`', begin) - begin);
}

std::vector<Slip> slips() {
  std::vector<Slip> slips;
  const std::vector<std::string> lines = manual();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t write = lines[i].find("Write");
    if (write == std::string::npos) continue;
    const std::string sentence = lines[i].substr(write) + (i + 1 < lines.size() ? " " + lines[i + 1] : "");
    const std::string right = quoted_after(sentence, "instead of");
    if (right.empty()) continue;
    std::string file = quoted_after(sentence, "` in");
    slips.push_back({quoted_after(sentence, "Write"), right, file.empty() ? kDraft : file, ""});
    for (std::size_t below = i + 1; below < lines.size(); ++below) {
      if (lines[below].starts_with("    ")) slips.back().faults += lines[below].substr(4) + "\n";
      if (!lines[below].empty() && !lines[below].starts_with("    ")) break;
    }
  }
  return slips;
}

/// rules/8103 with the tutorial's decree in it.
RuleText draft() {
  RuleText text = *permit::read_folder("rules/8103");
  std::string decree;
  const auto blocks = xml_blocks();
  for (const std::string& line : blocks.front()) decree += line + "\n";
  text.push_back({kDraft, decree});
  return text;
}

void apply(const Slip& slip, RuleText& text) {
  for (RuleFile& file : text) {
    if (file.name != slip.file) continue;
    bool found = false;
    for (std::size_t at = file.bytes.find(slip.right); at != std::string::npos;
         at = file.bytes.find(slip.right, at + slip.wrong.size())) {
      file.bytes.replace(at, slip.right.size(), slip.wrong);
      found = true;
    }
    CHECK_TRUE_TEXT(found, slip.right.c_str());
  }
}

std::string faults_of(const Loaded& loaded) {
  std::string lines;
  for (const Diagnostic& fault : loaded.faults) {
    if (kind_of(fault.id).severity != permit::Severity::warning) lines += render(fault) + "\n";
  }
  return lines;
}

}  // namespace

TEST_GROUP(RuleManual){};

TEST(RuleManual, theTutorialLeadsToADecreeWithoutAFault) {
  const std::vector<Slip> all = slips();
  CHECK_TRUE(all.size() == 6);  // one step, five mistakes
  RuleText text = draft();
  apply(all.front(), text);
  STRCMP_EQUAL("", faults_of(compile(text)).c_str());
}

TEST(RuleManual, mistakesLookAsItSays) {
  const std::vector<Slip> all = slips();
  for (std::size_t i = 1; i < all.size(); ++i) {
    RuleText text = draft();
    apply(all.front(), text);
    apply(all[i], text);
    STRCMP_EQUAL(all[i].faults.c_str(), faults_of(compile(text)).c_str());
  }
}

TEST(RuleManual, theFolderOfItsOtherExamplesCompiles) {
  RuleText text = *permit::read_folder("test/rules/base");
  std::erase_if(text, [](const RuleFile& file) { return file.name == "decree.xml"; });
  const RuleText shown = *permit::read_folder("test/rules/manual");
  text.insert(text.end(), shown.begin(), shown.end());
  STRCMP_EQUAL("", faults_of(compile(text)).c_str());
}

namespace {

/// Whether one of the lines begins with `line` up to its `…'.
bool stands_in(const std::set<std::string>& known, const std::string& line) {
  const std::string begin = line.substr(0, line.find("…"));
  const auto at = known.lower_bound(begin);
  return at != known.end() && (begin.size() < line.size() ? at->starts_with(begin) : *at == line);
}

}  // namespace

// Keeps the examples up to date: all of them occur in folders that compile.
TEST(RuleManual, everyLineOfXmlStandsInARuleFile) {
  std::set<std::string> known;
  const std::vector<std::string> folders = {"rules/8103", "test/rules/manual", "test/rules/base",
                                            "test/rules/services/curfew", "test/rules/services/stars"};
  for (const std::string& folder : folders) {
    const RuleText text = *permit::read_folder(folder);
    for (const RuleFile& file : text) {
      for (const std::string& line : lines_of(file.bytes)) known.insert(trimmed(line));
    }
  }
  const auto blocks = xml_blocks();
  std::string strangers;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    for (const std::string& line : blocks[i]) {
      if (!trimmed(line).empty() && !stands_in(known, trimmed(line))) strangers += line + "\n";
    }
  }
  STRCMP_EQUAL("", strangers.c_str());
}
