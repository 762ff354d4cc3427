#include "test/rig/page_block.h"

#include <fstream>
#include <iterator>
#include <string>

#include <CppUTest/TestHarness.h>

#include "test/rig/tmp_folder.h"

namespace permit::test {

TEST_GROUP(PageBlock) {
  TmpFolder folder;
  const std::string page = folder.path() / "README.md";

  void write(const std::string& text) const { std::ofstream(page) << text; }
  std::string text() const {
    std::ifstream in(page);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Replaces block `fast`. Returns the error without the path of the page, or an empty text.
  std::string replace(std::string_view lines) const {
    const Status replaced = replace_block(page, "fast", lines);
    if (replaced) return {};
    CHECK_TRUE(replaced.error().message.starts_with(page + ": "));
    return replaced.error().message.substr(page.size() + 2);
  }
};

TEST(PageBlock, replacesItsOwnLinesOnly) {
  write(
      "# Fast\n<!-- generated: fast -->\n| old |\n\n| older |\n<!-- end -->\n<!-- generated: grows -->\n| x |\n<!-- "
      "end -->\n");
  STRCMP_EQUAL("", replace("| new |\n").c_str());
  STRCMP_EQUAL(
      "# Fast\n<!-- generated: fast -->\n| new |\n<!-- end -->\n<!-- generated: grows -->\n| x |\n<!-- end -->\n",
      text().c_str());
}

TEST(PageBlock, mayBeEmptyAndBecomeEmpty) {
  write("<!-- generated: fast -->\n<!-- end -->");
  STRCMP_EQUAL("", replace("| new |\n").c_str());
  STRCMP_EQUAL("<!-- generated: fast -->\n| new |\n<!-- end -->", text().c_str());
  STRCMP_EQUAL("", replace("").c_str());
  STRCMP_EQUAL("<!-- generated: fast -->\n<!-- end -->", text().c_str());
}

TEST(PageBlock, aMissingMarkerIsAnErrorThatNamesIt) {
  const std::string other = "<!-- generated: grows -->\n| x |\n<!-- end -->\n";
  write(other);
  STRCMP_EQUAL("the marker `<!-- generated: fast -->' is missing; add a line with it", replace("| new |\n").c_str());
  STRCMP_EQUAL(other.c_str(), text().c_str());
  write("`<!-- generated: fast -->` inside of a line\n<!-- end -->\n");
  STRCMP_EQUAL("the marker `<!-- generated: fast -->' is missing; add a line with it", replace("| new |\n").c_str());
}

TEST(PageBlock, aMissingEndIsAnErrorAndKeepsTheNextBlock) {
  for (const std::string after : {"", "<!-- generated: grows -->\n| x |\n<!-- end -->\n"}) {
    const std::string before = "<!-- generated: fast -->\n| old |\n" + after;
    write(before);
    STRCMP_EQUAL("the marker `<!-- end -->' is missing below `<!-- generated: fast -->'; add a line with it",
                 replace("| new |\n").c_str());
    STRCMP_EQUAL(before.c_str(), text().c_str());
  }
}

TEST(PageBlock, aMarkerThatOccursTwiceIsAnError) {
  write("<!-- generated: fast -->\n<!-- end -->\n<!-- generated: fast -->\n<!-- end -->\n");
  STRCMP_EQUAL("the marker `<!-- generated: fast -->' occurs twice", replace("| new |\n").c_str());
}

TEST(PageBlock, aMissingPageIsAnError) { STRCMP_EQUAL("cannot be read", replace("| new |\n").c_str()); }

TEST(PageBlock, numbersHaveCommas) {
  STRCMP_EQUAL("0", with_commas(0).c_str());
  STRCMP_EQUAL("999", with_commas(999).c_str());
  STRCMP_EQUAL("1,000", with_commas(1000).c_str());
  STRCMP_EQUAL("1,234,567", with_commas(1'234'567).c_str());
}

}  // namespace permit::test
