#include "tool/rules/say.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "ruleset/read/source.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(Say) {
  test::StoreFolder scratch;
  SayOptions options;

  void setup() override {
    options.rules = scratch.file("rules");
    options.at = "2030-01-15T10:00";
    options.text = "1 AB123456";
  }

  /// Writes the rules of test/rules/base with `added` after each `before`.
  void write_rules(const std::string& before, const std::string& added) const {
    std::filesystem::create_directory(options.rules);
    RuleFiles files = *read_folder("test/rules/base");
    for (RuleFile& file : files) {
      const std::size_t at = file.bytes.find(before);
      if (at != std::string::npos) file.bytes.insert(at + before.size(), added);
      std::ofstream(options.rules + "/" + file.name, std::ios::binary) << file.bytes;
    }
  }

  std::string said() const {
    const test::CapturedOutput output;
    LONGS_EQUAL(kYes, say(options));
    return output.out();
  }
};

TEST(Say, showsHiddenCharactersOfAReply) {
  write_rules("<text id=\"granted\">", "\u202E");
  STRCMP_CONTAINS("\n[U+202E]Permit 1: AB123456 10:00-12:00\n", said().c_str());
}

TEST(Say, showsHiddenCharactersInAnExplanation) {
  write_rules("<title>A decree", "\u200B");
  options.explain = true;
  STRCMP_CONTAINS("decree base \"A decree[U+200B] for tests\"", said().c_str());
}
