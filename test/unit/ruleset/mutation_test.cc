// Checks that the examples of rules/8103 and rules/README.md notice a typo: each value that affects a decision is
// changed, one at a time, and the folder must be rejected.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "ruleset/load.h"
#include "ruleset/read/source.h"

#include <CppUTest/TestHarness.h>

using permit::compile;
using permit::Loaded;
using permit::RuleFile;
using permit::RuleFiles;

namespace {

/// An attribute of an element, with the position of its value in the file.
struct Value {
  std::string element;
  std::string attribute;
  std::size_t begin;
  std::size_t end;
};

/// Returns every attribute before the first example, except in comments.
std::vector<Value> values_in(const std::string& xml) {
  std::vector<Value> values;
  const std::size_t last = std::min(xml.find("<example"), xml.size());
  for (std::size_t at = xml.find('<'); at < last; at = xml.find('<', at + 1)) {
    if (xml.compare(at, 4, "<!--") == 0) {
      at = xml.find("-->", at);
      continue;
    }
    const std::size_t close = xml.find('>', at);
    const std::string element = xml.substr(at + 1, xml.find_first_of(" />", at + 1) - at - 1);
    for (std::size_t quote = xml.find("=\"", at); quote < close;
         quote = xml.find("=\"", xml.find('"', quote + 2) + 1)) {
      const std::size_t name = xml.rfind(' ', quote) + 1;
      values.push_back({element, xml.substr(name, quote - name), quote + 2, xml.find('"', quote + 2)});
    }
  }
  return values;
}

bool is_local_time(const std::string& value) { return value.size() == 16 && value[10] == 'T'; }

/// A minute earlier and a minute later.
std::vector<std::string> other_times(const std::string& value) {
  const auto time = permit::parse_local_time(value);
  std::vector<std::string> others;
  for (const int minutes : {-1, 1}) {
    others.push_back(permit::render_local_time(*time + std::chrono::minutes{minutes}).substr(0, 16));
  }
  return others;
}

/// Returns the lists that lack one word.
std::vector<std::string> shorter_lists(const std::string& value) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find(' ', at), value.size());
    words.push_back(value.substr(at, end - at));
    at = end + 1;
  }
  std::vector<std::string> lists;
  for (std::size_t out = 0; words.size() > 1 && out < words.size(); ++out) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i != out) list += (list.empty() ? "" : " ") + words[i];
    }
    lists.push_back(list);
  }
  return lists;
}

std::vector<std::string> other_words(const std::string& value, const std::vector<std::string>& words) {
  std::vector<std::string> others;
  for (const std::string& word : words) {
    if (word != value) others.push_back(word);
  }
  return others;
}

/// Returns values that may be written by mistake; none if the value affects no decision, such as a title or a clause.
std::vector<std::string> typos(const Value& value, const std::string& written) {
  const std::string& name = value.attribute;
  if (value.element == "stated" || value.element == "source") return {};
  if (is_local_time(written)) return other_times(written);
  if (name == "hours" || name == "minutes" || name == "at-most" || name == "after-minutes") {
    const int number = std::stoi(written);
    return {std::to_string(number - 1), std::to_string(number + 1)};
  }
  if (name == "documents" || name == "lists") return shorter_lists(written);
  if (name == "over") return other_words(written, {"1", "2", "1 2", "1 2 3", "2 3"});
  if (name == "activities") return {"new"};
  if (name == "per") return {"week", "month"};
  if (name == "by") return {"phone"};
  if (name == "earlier-decrees") return {"ignore"};
  if (name == "code") return {"4", written == "1" ? "2" : "1"};
  if (name == "kind") return other_words(written, {"work", "business-trip", "funeral", "medical"});
  if (name == "reply") return other_words(written, {"ban", "curfew", "not-needed", "funeral", "listed"});
  return {};
}

RuleFiles with(RuleFiles text, std::size_t file, const Value& value, const std::string& other) {
  text[file].bytes.replace(value.begin, value.end - value.begin, other);
  return text;
}

/// The mistakes in one file that no example notices, one per line.
std::string unnoticed_in(const RuleFiles& text, std::size_t file, unsigned& tried) {
  std::string unnoticed;
  for (const Value& value : values_in(text[file].bytes)) {
    const std::string written = text[file].bytes.substr(value.begin, value.end - value.begin);
    for (const std::string& other : typos(value, written)) {
      ++tried;
      if (!compile(with(text, file, value, other)).rules) continue;
      unnoticed += text[file].name + ": <" + value.element + " " + value.attribute + "=\"" + written + "\"> as \"" +
                   other + "\"\n";
    }
  }
  return unnoticed;
}

/// Returns a file that rules/README.md shows: 1 is the decree of its tutorial, 2 the holiday.
std::string shown(unsigned number) {
  std::ifstream file("rules/README.md");
  const std::string manual{std::istreambuf_iterator<char>(file), {}};
  const std::string_view fence = "```xml\n";
  std::size_t begin = 0;
  for (unsigned i = 0; i < number; ++i) begin = manual.find(fence, begin) + fence.size();
  return manual.substr(begin, manual.find("```", begin) - begin);
}

/// Returns rules/8103 with the tutorial's decree as the last file.
RuleFiles with_tutorial() {
  RuleFiles text = *permit::read_folder("rules/8103");
  const auto before =
      std::find_if(text.begin(), text.end(), [](const RuleFile& file) { return file.name == "2021-01-18.xml"; });
  const std::string from = "from=\"2021-01-18T00:00\"";
  before->bytes.replace(before->bytes.find(from), from.size(), from + " until=\"2021-03-01T06:00\"");
  text.push_back({"2021-03-01.xml", shown(1)});
  return text;
}

}  // namespace

TEST_GROUP(RuleMutation){};

TEST(RuleMutation, everyTypoInTheTimelineIsNoticed) {
  const RuleFiles text = *permit::read_folder("rules/8103");
  std::string unnoticed;
  unsigned tried = 0;
  for (std::size_t file = 0; file < text.size(); ++file) {
    if (text[file].name != "service.xml") unnoticed += unnoticed_in(text, file, tried);
  }
  STRCMP_EQUAL("", unnoticed.c_str());
  CHECK_TRUE(tried > 250);
}

TEST(RuleMutation, everyTypoInTheTutorialIsNoticed) {
  const RuleFiles text = with_tutorial();
  CHECK_TRUE(compile(text).rules != nullptr);
  unsigned tried = 0;
  STRCMP_EQUAL("", unnoticed_in(text, text.size() - 1, tried).c_str());
  CHECK_TRUE(tried > 20);
}

TEST(RuleMutation, everyTypoInTheHolidayIsNoticed) {
  RuleFiles text = with_tutorial();
  text.push_back({"2021-03-08.xml", shown(2)});
  CHECK_TRUE(compile(text).rules != nullptr);
  unsigned tried = 0;
  STRCMP_EQUAL("", unnoticed_in(text, text.size() - 1, tried).c_str());
  CHECK_TRUE(tried >= 6);
}
