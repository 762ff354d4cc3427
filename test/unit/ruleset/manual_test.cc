// The documents for rule authors, rules/README.md, REFERENCE.md and SEMANTICS.md: what they show must work.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ruleset/load.h"
#include "ruleset/print/difference.h"
#include "ruleset/read/source.h"
#include "ruleset/read/xml.h"

#include <CppUTest/TestHarness.h>

using permit::compile;
using permit::Diagnostic;
using permit::Document;
using permit::Element;
using permit::Loaded;
using permit::RuleFile;
using permit::RuleFiles;

namespace {

const std::string kDraft = "2021-03-01.xml";  // of the tutorial

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

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

std::vector<std::string> tutorial() { return lines_of(read_file("rules/README.md")); }
std::vector<std::string> reference() { return lines_of(read_file("rules/REFERENCE.md")); }

/// Returns the lines of each block marked as XML.
std::vector<std::vector<std::string>> xml_blocks(const std::vector<std::string>& page) {
  std::vector<std::vector<std::string>> blocks;
  bool inside = false;
  for (const std::string& line : page) {
    if (line.starts_with("```")) {
      inside = line == "```xml";
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back().push_back(line);
    }
  }
  return blocks;
}

/// Returns the block of the tutorial that begins with `root`, as a file with that name.
RuleFile shown(const std::string& root, const std::string& name) {
  std::string bytes;
  for (const auto& block : xml_blocks(tutorial())) {
    if (!bytes.empty() ||
        !std::any_of(block.begin(), block.end(), [&](const std::string& line) { return line.starts_with(root); }))
      continue;
    for (const std::string& line : block) bytes += line + "\n";
  }
  CHECK_TRUE_TEXT(!bytes.empty(), root.c_str());
  return {name, bytes};
}

/// `Write NEW instead of OLD [in FILE]`, and the faults that the manual prints below it.
struct Typo {
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

std::vector<Typo> typos() {
  std::vector<Typo> all;
  const std::vector<std::string> lines = tutorial();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t write = lines[i].find("Write");
    if (write == std::string::npos) continue;
    const std::string sentence = lines[i].substr(write) + (i + 1 < lines.size() ? " " + lines[i + 1] : "");
    const std::string right = quoted_after(sentence, "instead of");
    if (right.empty()) continue;
    std::string file = quoted_after(sentence, "` in");
    all.push_back({quoted_after(sentence, "Write"), right, file.empty() ? kDraft : file, ""});
    for (std::size_t below = i + 1; below < lines.size(); ++below) {
      if (lines[below].starts_with("    ")) all.back().faults += lines[below].substr(4) + "\n";
      if (!lines[below].empty() && !lines[below].starts_with("    ")) break;
    }
  }
  return all;
}

/// rules/8103 with the tutorial's decree in it.
RuleFiles draft() {
  RuleFiles text = *permit::read_folder("rules/8103");
  text.push_back(shown("<decree id=\"2021-03-01\"", kDraft));
  return text;
}

void apply(const Typo& typo, RuleFiles& text) {
  for (RuleFile& file : text) {
    if (file.name != typo.file) continue;
    bool found = false;
    for (std::size_t at = file.bytes.find(typo.right); at != std::string::npos;
         at = file.bytes.find(typo.right, at + typo.wrong.size())) {
      file.bytes.replace(at, typo.right.size(), typo.wrong);
      found = true;
    }
    CHECK_TRUE_TEXT(found, typo.right.c_str());
  }
}

/// Returns the draft after the step that ends the earlier rules.
RuleFiles whole_draft() {
  RuleFiles text = draft();
  const Typo step = typos().front();
  apply(step, text);
  return text;
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
  CHECK_TRUE(typos().size() == 6);  // one step, five mistakes
  STRCMP_EQUAL("", faults_of(compile(whole_draft())).c_str());
}

TEST(RuleManual, printedFaultsAreTheRealOnes) {
  const std::vector<Typo> all = typos();
  for (std::size_t i = 1; i < all.size(); ++i) {
    RuleFiles text = whole_draft();
    apply(all[i], text);
    STRCMP_EQUAL(all[i].faults.c_str(), faults_of(compile(text)).c_str());
  }
}

TEST(RuleManual, printedDifferencesAreTheRealOnes) {
  const Loaded before = permit::load_folder("rules/8103");
  const Loaded after = compile(whole_draft());
  std::set<std::string> real;
  for (const auto& one : permit::differences({*before.rules, before.annotations}, {*after.rules, after.annotations}))
    real.insert("    " + in_words(one, *after.rules));
  const std::vector<std::string> page = tutorial();
  const auto says = [](const std::string& line) { return line.starts_with("Each line of `diff`"); };
  auto line = std::find_if(page.begin(), page.end(), says);
  CHECK_TRUE(line != page.end());
  line += 2;
  for (; line->starts_with("    "); ++line) CHECK_TRUE_TEXT(real.erase(*line) == 1, line->c_str());
  CHECK_TRUE(line[-1].starts_with("    "));
}

TEST(RuleManual, theHolidayFitsTheTutorial) {
  RuleFiles text = whole_draft();
  text.push_back(shown("<amendment", "2021-03-08.xml"));
  STRCMP_EQUAL("", faults_of(compile(text)).c_str());
}

TEST(RuleManual, theNewServiceIsComplete) {
  const Loaded loaded = compile({shown("<decree id=\"first\"", "first.xml"), shown("<service", "service.xml")});
  CHECK_TRUE(loaded.rules != nullptr);
  LONGS_EQUAL(0, loaded.faults.size());
}

TEST(RuleManual, theOtherExamplesCompile) {
  RuleFiles text = *permit::read_folder("test/rules/base");
  std::erase_if(text, [](const RuleFile& file) { return file.name == "decree.xml"; });
  const RuleFiles others = *permit::read_folder("test/rules/manual");
  text.insert(text.end(), others.begin(), others.end());
  STRCMP_EQUAL("", faults_of(compile(text)).c_str());
}

namespace {

/// Returns whether a line of `known` is `line`, or begins with it up to its `…'.
bool is_in(const std::set<std::string>& known, const std::string& line) {
  const std::string begin = line.substr(0, line.find("…"));
  const auto at = known.lower_bound(begin);
  return at != known.end() && (begin.size() < line.size() ? at->starts_with(begin) : *at == line);
}

}  // namespace

// The examples of the reference cannot become stale: all of them are in folders that compile.
TEST(RuleManual, everyLineOfXmlIsInARuleFile) {
  std::set<std::string> known;
  const std::vector<std::string> folders = {"rules/8103", "test/rules/manual", "test/rules/base",
                                            "test/rules/services/curfew", "test/rules/services/stars"};
  for (const std::string& folder : folders) {
    const RuleFiles text = *permit::read_folder(folder);
    for (const RuleFile& file : text) {
      for (const std::string& line : lines_of(file.bytes)) known.insert(trimmed(line));
    }
  }
  const auto blocks = xml_blocks(reference());
  CHECK_TRUE(blocks.size() > 15);
  std::string strangers;
  for (const auto& block : blocks) {
    for (const std::string& line : block) {
      if (!trimmed(line).empty() && !is_in(known, trimmed(line))) strangers += line + "\n";
    }
  }
  STRCMP_EQUAL("", strangers.c_str());
}

// ---- The reference against the schema ----------------------------------------------------------------------------

namespace {

/// Attributes of an element; true: required.
using Attributes = std::map<std::string, bool>;

/// The elements of rules/permit.rng.
class Schema {
 public:
  Schema() : document_(parsed()) {
    for (const Element& define : document_.root().children("define"))
      defines_.emplace(define.attribute("name").value_or(""), define);
    for (const auto& [name, define] : defines_) {
      for (const Element& element : define.children("element"))
        read(element, true, elements_[element.attribute("name").value_or("")]);
    }
  }

  const std::map<std::string, Attributes>& elements() const { return elements_; }

 private:
  static Document parsed() {
    permit::Diagnostics faults;
    return *Document::parse({"permit.rng", read_file("rules/permit.rng")}, faults);
  }

  void read(const Element& pattern, bool required, Attributes& attributes) const {
    for (const Element& child : pattern.children()) {
      if (child.name() == "attribute") attributes[child.attribute("name").value_or("")] = required;
      if (child.name() == "optional") read(child, false, attributes);
      if (child.name() != "ref") continue;
      const Element& define = defines_.at(child.attribute("name").value_or(""));
      if (!define.child("element")) read(define, required, attributes);
    }
  }

  Document document_;
  std::map<std::string, Element> defines_;
  std::map<std::string, Attributes> elements_;
};

/// Returns the parts of `text` between `before` and `after`.
std::vector<std::string> between(const std::string& text, const std::string& before, const std::string& after) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
    at += before.size();
    const std::size_t end = text.find(after, at);
    if (end == std::string::npos) break;
    found.push_back(text.substr(at, end - at));
    at = end + after.size();
  }
  return found;
}

/// Returns the elements that the reference explains: those in headings, with the tables below. The head of a table may
/// name one of them, and a row says `of <element>' if it is about others.
std::map<std::string, Attributes> explained_elements() {
  std::map<std::string, Attributes> elements;
  std::vector<std::string> here;
  std::vector<std::string> of_table;
  bool of_attributes = false;
  for (const std::string& line : reference()) {
    if (line.starts_with("#")) {
      here = between(line, "`<", ">`");
      for (const std::string& element : here) elements[element];
    }
    const std::size_t second = std::min(line.find('|', 1), line.size());
    const std::string first_cell = line.substr(0, second);
    const std::string rest = line.substr(second);
    if (!line.starts_with("|")) of_attributes = false;
    if (rest.starts_with("| Default |")) {
      of_attributes = true;
      of_table = between(first_cell, "`<", ">`");
      if (of_table.empty()) of_table = here;
    } else if (of_attributes) {
      const std::vector<std::string> of_row = between(rest, "of `<", ">`");
      for (const std::string& element : of_row.empty() ? of_table : of_row) {
        CHECK_TRUE_TEXT(std::find(here.begin(), here.end(), element) != here.end(), line.c_str());
        for (const std::string& attribute : between(first_cell, "`", "`"))
          elements[element][attribute] = rest.starts_with("| required |");
      }
    }
  }
  return elements;
}

std::string listed(const std::map<std::string, Attributes>& elements) {
  std::string lines;
  for (const auto& [element, attributes] : elements) {
    lines += "<" + element + ">";
    for (const auto& [attribute, required] : attributes) lines += " " + attribute + (required ? "!" : "");
    lines += "\n";
  }
  return lines;
}

}  // namespace

TEST(RuleManual, everyElementAndAttributeIsExplained) {
  STRCMP_EQUAL(listed(Schema().elements()).c_str(), listed(explained_elements()).c_str());
}

// ---- What the code cites -----------------------------------------------------------------------------------------

namespace {

/// Returns the points of rules/SEMANTICS.md, in their order.
std::vector<int> points() {
  std::vector<int> points;
  for (const std::string& line : lines_of(read_file("rules/SEMANTICS.md"))) {
    if (std::size_t end = line.find(". **"); end != std::string::npos && end <= 2) points.push_back(std::stoi(line));
  }
  return points;
}

/// Returns the points that a source names: `SEMANTICS 7`, `SEMANTICS 2, 3, 6`; of `SEMANTICS 13-17` both ends.
std::vector<int> cited_in(const std::string& source) {
  static const std::string kWord = "SEMANTICS ";
  std::vector<int> cited;
  for (std::size_t at = source.find(kWord); at != std::string::npos; at = source.find(kWord, at)) {
    at += kWord.size();
    while (at < source.size() && std::isdigit(static_cast<unsigned char>(source[at]))) {
      std::size_t length = 0;
      cited.push_back(std::stoi(source.substr(at, 4), &length));
      at += length;
      if (source.compare(at, 2, ", ") == 0) {
        at += 2;
      } else if (source.compare(at, 1, "-") == 0) {
        at += 1;
      }
    }
  }
  return cited;
}

}  // namespace

TEST(RuleManual, everyPointThatTheCodeCitesExists) {
  const std::vector<int> known = points();
  LONGS_EQUAL(24, known.size());
  for (std::size_t at = 0; at < known.size(); ++at) LONGS_EQUAL(at + 1, known[at]);
  std::size_t citations = 0;
  for (const char* folder : {"plugin", "test"}) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
      const std::string path = file.path().string();
      if (!path.ends_with(".cc") && !path.ends_with(".h")) continue;
      for (const int point : cited_in(read_file(path))) {
        ++citations;
        CHECK_TRUE_TEXT(std::find(known.begin(), known.end(), point) != known.end(),
                        (path + ": " + std::to_string(point)).c_str());
      }
    }
  }
  CHECK_TRUE(citations >= 25);
}
