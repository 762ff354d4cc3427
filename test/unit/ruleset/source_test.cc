#include "ruleset/read/source.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <sys/stat.h>

#include "test/rig/tmp_folder.h"

#include <CppUTest/TestHarness.h>

using permit::Digest;
using permit::hash_of;
using permit::hex;
using permit::kLargestRuleFile;
using permit::kMostRuleFiles;
using permit::read_folder;
using permit::Result;
using permit::RuleFile;
using permit::RuleFiles;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

std::string names_of(const Result<RuleFiles>& text) {
  std::string names;
  for (const RuleFile& file : *text) names += file.name + " ";
  return names;
}

}  // namespace

TEST_GROUP(Source) {
  const permit::test::TmpFolder scratch;
  const fs::path& folder = scratch.path();

  void write(const std::string& name, const std::string& bytes = "<a/>") const {
    std::ofstream(folder / name, std::ios::binary) << bytes;
  }
  std::string error() const {
    const auto text = read_folder(folder);
    CHECK_FALSE(text.ok());
    const std::string message = text.error().message;
    CHECK_TRUE_TEXT(message.starts_with(folder.string()), message.c_str());
    return message.substr(folder.string().size());
  }
};

TEST(Source, readsXmlFilesByName) {
  for (const char* name : {"b.xml", "a.xml", "C.XML", "readme.md", ".hidden.xml", "a.xml~", ".a.xml.x7Q2"}) write(name);
  fs::create_directory(folder / "old");
  STRCMP_EQUAL("C.XML a.xml b.xml ", names_of(read_folder(folder)).c_str());
}

TEST(Source, keepsBytesUnchanged) {
  const std::string bytes = "\xEF\xBB\xBF<a>\r\n\0\xFF"s;
  write("a.xml", bytes);
  CHECK_TRUE(read_folder(folder)->front().bytes == bytes);
}

TEST(Source, refusesAnEmptyFolder) {
  STRCMP_EQUAL(": it contains no rule file; names of rule files end in .xml", error().c_str());
}

TEST(Source, refusesAFileThatWindowsRenamed) {
  write("a.xml");
  write("2020-12-14.xml.txt");
  STRCMP_EQUAL("/2020-12-14.xml.txt: its name must end in .xml to be read, not in .txt", error().c_str());
}

TEST(Source, refusesAHugeFileWithoutReadingIt) {
  write("a.xml");
  fs::resize_file(folder / "a.xml", 100U << 20U);
  STRCMP_EQUAL("/a.xml: larger than 1024 KiB; no rule file needs that", error().c_str());
}

TEST(Source, refusesAHugeFolder) {
  for (char name = 'a'; name < 'k'; ++name) write(std::string(1, name) + ".xml", std::string(kLargestRuleFile, ' '));
  STRCMP_EQUAL(": its files are larger than 8 MiB together", error().c_str());
}

TEST(Source, refusesTooManyFiles) {
  for (std::size_t i = 0; i <= kMostRuleFiles; ++i) write(std::to_string(i) + ".xml", "");
  STRCMP_EQUAL(": more than 256 rule files", error().c_str());
}

TEST(Source, refusesAFolderWithTheNameOfAFile) {
  fs::create_directory(folder / "a.xml");
  STRCMP_EQUAL("/a.xml: not a regular file", error().c_str());
}

TEST(Source, doesNotWaitForAPipe) {
  LONGS_EQUAL(0, mkfifo((folder / "a.xml").c_str(), 0600));
  STRCMP_EQUAL("/a.xml: not a regular file", error().c_str());
}

TEST(Source, followsOnlyLinksInsideTheFolder) {
  fs::create_directory(folder / "version");
  write("version/a.xml", "<inside/>");
  fs::create_symlink("version/a.xml", folder / "a.xml");
  STRCMP_EQUAL("<inside/>", read_folder(folder)->front().bytes.c_str());

  fs::create_symlink("/etc/hostname", folder / "b.xml");
  STRCMP_EQUAL("/b.xml: a symbolic link to a file outside of the folder; put the file itself into the folder",
               error().c_str());
}

TEST(Source, refusesADeadLink) {
  fs::create_symlink("nowhere.xml", folder / "a.xml");
  STRCMP_EQUAL("/a.xml: No such file or directory", error().c_str());
}

TEST(Source, readsAFolderThatIsALink) {
  write("a.xml");
  const fs::path link = folder.string() + ".link";
  fs::create_directory_symlink(folder, link);
  STRCMP_EQUAL("a.xml ", names_of(read_folder(link)).c_str());
  STRCMP_EQUAL("a.xml ", names_of(read_folder(link / "")).c_str());
  fs::remove(link);
}

TEST(Source, hashesNamesAndBytesOnly) {
  const RuleFiles text = {{"a.xml", "1"}, {"b.xml", "2"}};
  CHECK_TRUE(*hash_of(text) == *hash_of(RuleFiles(text)));
  std::set<Digest> hashes = {*hash_of(text)};
  for (const RuleFiles& other : {RuleFiles{{"a.xml", "2"}, {"b.xml", "1"}}, RuleFiles{{"a.xml", "12"}, {"b.xml", ""}},
                                 RuleFiles{{"a.xml", "1"}}, RuleFiles{{"a.xml1", ""}, {"b.xml", "2"}}, RuleFiles{}}) {
    CHECK_TRUE(hashes.insert(*hash_of(other)).second);
  }
}

TEST(Source, hashIsSha256OfLengthsAndBytes) {
  // printf '\5\0\0\0\0\0\0\0a.xml\1\0\0\0\0\0\0\0\61' | sha256sum
  STRCMP_EQUAL("90b1cdf45c6ab4146a7d00d1997c6488a1f5076670ef77624bbba21b065d8a48",
               hex(*hash_of({{"a.xml", "1"}})).c_str());
}
