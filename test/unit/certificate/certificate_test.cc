// permit8103-certificate as permitctl runs it: JSON in; other programs read the page back.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "test/rig/process.h"
#include "test/rig/run_folder.h"

#include <CppUTest/TestHarness.h>

namespace fs = std::filesystem;

using nlohmann::json;
using permit::test::build_folder;
using permit::test::Environment;
using permit::test::Finished;
using permit::test::read_file;
using permit::test::run_to_end;
using permit::test::RunFolder;
using permit::test::write_file;

namespace {

const fs::path kSamples = "test/unit/certificate";

std::string sample(const std::string& name) { return read_file(kSamples / (name + ".json")); }

/// A folder with the program's input and output. Other programs read the page back.
class PageMaker {
 public:
  fs::path file(const std::string& name) const { return folder_.path() / name; }
  fs::path page() const { return file("page.pdf"); }

  /// Runs the program. `output` empty: page().
  Finished make(const std::string& input, const fs::path& output = {}, const Environment& environment = {}) const {
    write_file(file("input.json"), input);
    return run_to_end({.arguments = {build_folder() / "permit8103-certificate", "-o", output.empty() ? page() : output},
                       .environment = environment,
                       .input = file("input.json")});
  }

  /// Makes page() and returns its bytes.
  std::string make_page(const std::string& input) const {
    const Finished made = make(input);
    STRCMP_EQUAL("", made.output.c_str());
    LONGS_EQUAL(0, made.status);
    return read_file(page());
  }

  std::string words() const { return output_of({"pdftotext", "-layout", page(), "-"}); }
  std::string info() const { return output_of({"pdfinfo", page()}); }

  /// Returns what a telephone reads from the printed page.
  std::string qr_code() const {
    output_of({"pdftoppm", "-r", "150", "-gray", "-singlefile", page(), file("picture")});
    const fs::path read = file("code.txt");
    output_of({"sh", "-c", R"(zbarimg --quiet --raw "$1" 2> /dev/null > "$2")", "sh", file("picture.pgm"), read});
    return read_file(read);
  }

  /// Checks what holds for every page.
  void check_page() const {
    const std::string shown = info();
    STRCMP_CONTAINS("\nPages:           1\n", shown.c_str());
    STRCMP_CONTAINS("(A4)", shown.c_str());
  }

 private:
  static std::string output_of(std::vector<std::string> command) {
    const Finished answered = run_to_end({.arguments = std::move(command)});
    LONGS_EQUAL_TEXT(0, answered.status, answered.output.c_str());
    return answered.output;
  }

  RunFolder folder_;
};

/// Returns `text` with each run of spaces as one: how many pdftotext writes depends on the installed fonts.
std::string with_single_spaces(std::string text) {
  text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }), text.end());
  return text;
}

/// Returns the July certificate with the member at `pointer` set; an empty value removes the member.
std::string changed(const std::string& pointer, const std::string& value) {
  json certificate = json::parse(sample("july"));
  const json::json_pointer at(pointer);
  if (value.empty()) {
    certificate.at(at.parent_pointer()).erase(at.back());
  } else {
    certificate[at] = json::parse(value);
  }
  return certificate.dump();
}

std::string in_quotes(const std::string& text) { return json(text).dump(); }

std::string repeated(const std::string& text, std::size_t times) {
  std::string whole;
  for (std::size_t i = 0; i < times; ++i) whole += text;
  return whole;
}

/// Returns the July certificate with `count` copies of its first permit.
std::string with_permits(std::size_t count) {
  json certificate = json::parse(sample("july"));
  certificate["permits"] = std::vector<json>(count, certificate["permits"][0]);
  return certificate.dump();
}

}  // namespace

// ---- The page

TEST_GROUP(CertificatePage) { PageMaker maker; };

TEST(CertificatePage, matchesTheSamples) {
  const bool record = std::getenv("PERMIT8103_RECORD") != nullptr;
  int samples = 0;
  for (const auto& entry : fs::directory_iterator(kSamples)) {
    if (entry.path().extension() != ".json") continue;
    ++samples;
    maker.make_page(read_file(entry.path()));
    maker.check_page();
    const std::string said = maker.words() + "QR\n" + maker.qr_code();
    const fs::path expected = fs::path(entry.path()).replace_extension(".txt");
    if (record) std::ofstream(expected, std::ios::binary) << said;
    STRCMP_EQUAL_TEXT(with_single_spaces(read_file(expected)).c_str(), with_single_spaces(said).c_str(),
                      expected.c_str());
  }
  CHECK(samples >= 3);
}

TEST(CertificatePage, keepsEveryAzerbaijaniLetter) {
  maker.make_page(changed("/permits/0/name", R"("əƏıIiİğĞşŞöÖüÜçÇ")"));
  STRCMP_CONTAINS("əƏıIiİğĞşŞöÖüÜçÇ", maker.words().c_str());
  STRCMP_CONTAINS("ARAYIŞ", maker.words().c_str());
}

TEST(CertificatePage, hasTheSameBytesForTheSameInput) {
  const std::string first = maker.make_page(sample("july"));
  CHECK(first == maker.make_page(sample("july")));
  CHECK(first == maker.make_page(json::parse(sample("july")).dump()));
  CHECK(first != maker.make_page(changed("/issued", R"("2020-07-21T10:05:13")")));
}

TEST(CertificatePage, isDatedWhenIssued) {
  maker.make_page(sample("july"));
  STRCMP_CONTAINS("Tue Jul 21 10:05:12 2020", maker.info().c_str());
}

TEST(CertificatePage, showsTheTimeOfIssueIfNoOtherIsGiven) {
  const std::string issued = maker.make_page(sample("july"));
  CHECK(issued == maker.make_page(changed("/at", R"("2020-07-21T10:05:12")")));
  CHECK(issued == maker.make_page(changed("/at", "null")));
}

TEST(CertificatePage, showsAMaskedPlate) {
  maker.make_page(changed("/permits/0/plate", R"("10****3")"));
  STRCMP_CONTAINS("10****3", maker.words().c_str());
}

TEST(CertificatePage, saysHowManyOfAHundredPermitsDoNotFit) {
  maker.make_page(with_permits(100));
  maker.check_page();
  const std::string words = maker.words();
  std::size_t shown = 0;
  for (std::size_t at = 0; (at = words.find("7K3M-9QX4", at)) != std::string::npos; ++at) ++shown;
  LONGS_EQUAL(3, shown);
  STRCMP_CONTAINS(("və daha " + std::to_string(100 - shown) + " icazə").c_str(), words.c_str());
  const std::string code = maker.qr_code();
  const auto lines = static_cast<std::size_t>(std::count(code.begin(), code.end(), '\n'));
  LONGS_EQUAL(shown + 2, lines);
  STRCMP_CONTAINS(("\n+" + std::to_string(100 - shown) + "\n").c_str(), code.c_str());
}

TEST(CertificatePage, fitsTheLongestOfEverything) {
  json certificate = json::parse(sample("july"));
  certificate["document"] = repeated("W", 32);
  certificate["service"] = {{"number", "123456789012345"}, {"name", repeated("Щ", 120)}};
  certificate["zone"] = repeated("W", 64);
  json& permit = certificate["permits"][0];
  permit["code"] = "999";
  permit["name"] = repeated("Щ", 200);
  permit["plate"] = repeated("W", 32);
  permit["places"] = std::vector<std::string>(32, repeated("W", 400));
  permit["clause"] = repeated("W", 200);
  permit["decree"] = {{"id", repeated("W", 64)}, {"title", repeated("W", 300)}};
  permit["source"] = {{"kind", repeated("w", 32)}, {"issuer", repeated("W", 200)}, {"activity", repeated("W", 200)}};
  permit["check_code"] = repeated("W", 32);
  maker.make_page(certificate.dump());
  maker.check_page();
  const std::string words = maker.words();
  for (const char* whole : {"123456789012345", "WWWW-WWWW", "21 iyul 2020, 10:00:37 – 13:01", "Qaydalar"}) {
    STRCMP_CONTAINS(whole, words.c_str());
  }
  STRCMP_EQUAL(("P8103/1 123456789012345 " + repeated("W", 32) + "\n999 2020-07-21T13:01 " + repeated("W", 32) +
                "\nwork - P0TT8ZZQ\n")
                   .c_str(),
               maker.qr_code().c_str());
}

// ---- What it reads

TEST_GROUP(CertificateInput) {
  PageMaker maker;

  void refused(const std::string& input, const std::string& message) const {
    const Finished made = maker.make(input);
    STRCMP_EQUAL(("permit8103-certificate: " + message + "\n").c_str(), made.output.c_str());
    LONGS_EQUAL(65, made.status);
    CHECK_FALSE(fs::exists(maker.page()));
  }
};

TEST(CertificateInput, namesTheWrongMember) {
  const struct {
    const char* pointer;
    std::string value;
    const char* message;
  } cases[] = {
      {"/version", "", "version: is missing"},
      {"/version", "2", "version: must be 1, the only version that this program reads"},
      {"/language", R"("de")", "language: must be one of az, en, ru"},
      {"/service", "8103", "service: must be an object, not number"},
      {"/service/number", R"("81o3")", "service.number: must be 1 to 15 digits"},
      {"/service/name", R"("  ")", "service.name: is empty"},
      {"/document", R"("AZE 12345678")", "document: must be 1 to 32 upper-case Latin letters and digits"},
      {"/document", "null", "document: must be a string, not null"},
      {"/issued", R"("21.07.2020")", "issued: must be a local time such as 2020-07-21T10:00:00, from 1970 to 2099"},
      {"/zone", in_quotes(repeated("ə", 65)), "zone: is longer than 64 characters"},
      {"/rules", R"("51F8")", "rules: must be 64 hexadecimal digits in lower case"},
      {"/permits", "[]", "permits: must be a list of at least one permit"},
      {"/permits", "{}", "permits: must be a list of at least one permit"},
      {"/permits/1", R"("work")", "permits[1]: must be an object, not string"},
      {"/permits/0/until", "", "permits[0].until: is missing"},
      {"/permits/0/until", R"("2020-07-21T10:00:37")", "permits[0].until: is not after from"},
      {"/permits/0/until", R"("2020-07-21T10:05:12")", "permits[0].until: is not after the moment of the certificate"},
      {"/permits/0/untill", "null",
       "permits[0].untill: is not a known member; known are code, name, from, until, plate, places, clause, decree, "
       "source, "
       "check_code"},
      {"/permits/0/code", "null", "permits[0].code: must be a string, not null"},
      {"/permits/0/code", R"("1234")", "permits[0].code: must be 1 to 3 digits"},
      {"/permits/0/name", in_quotes(repeated("W", 201)), "permits[0].name: is longer than 200 characters"},
      {"/permits/0/name", R"("Bak\u0131\n")", "permits[0].name: has U+000A as character 5, which cannot be printed"},
      {"/permits/0/name", R"("a\u202Eb")", "permits[0].name: has U+202E as character 2, which cannot be printed"},
      {"/permits/0/name", R"("\u0000")", "permits[0].name: has U+0000 as character 1, which cannot be printed"},
      {"/permits/0/plate", R"("10-AA-123")",
       "permits[0].plate: must be 1 to 32 upper-case Latin letters, digits and masks `*'"},
      {"/permits/0/places", R"("Baku")", "permits[0].places: must be a list of at most 32 strings"},
      {"/permits/0/places/13", "13", "permits[0].places[13]: must be a string, not number"},
      {"/permits/0/decree/title", "", "permits[0].decree.title: is missing"},
      {"/permits/0/source", R"("portal")",
       "permits[0].source: must be \"text\" or an object with the kind of a standing permit"},
      {"/permits/1/source/kind", R"("work\n")",
       "permits[1].source.kind: must be 1 to 32 Latin letters, digits, dots, hyphens and underscores"},
      {"/permits/0/check_code", R"("7K3M-9QXI")",
       "permits[0].check_code: must be 4 to 32 characters of Crockford's base 32"},
  };
  for (const auto& wrong : cases) refused(changed(wrong.pointer, wrong.value), wrong.message);
}

TEST(CertificateInput, isAsTheManualShows) {
  const std::string manual = read_file("plugin/tool/JSON.md");
  const std::string fence = "\n```json\n";
  const std::size_t begin = manual.find(fence, manual.find("\n## permit8103-certificate\n")) + fence.size();
  maker.make_page(manual.substr(begin, manual.find("\n```", begin) - begin));
  maker.check_page();
}

TEST(CertificateInput, saysWhereJsonIsBad) {
  refused("",
          "the input is not JSON: line 1, column 1: syntax error while parsing value - unexpected end of input; "
          "expected '[', '{', or a literal");
  refused(
      "{\"version\": 1,\n \"document\": \"\xC9\"}",
      "the input is not JSON: line 2, column 16: syntax error while parsing value - invalid string: ill-formed UTF-8 "
      "byte");
  refused("{\"version\": 1e999}", "the input has a number greater than any member can be");
  refused("[1]", "the input: must be an object, not array");
}

TEST(CertificateInput, hasALengthLimit) {
  refused(repeated(" ", 1U << 20U) + "{}", "the input is longer than a certificate can be, 1 MiB");
  const Finished nested = maker.make(repeated("[", 1U << 20U));
  LONGS_EQUAL(65, nested.status);
}

TEST(CertificateInput, doesNotEchoUnknownNames) {
  refused(R"({"\u001B[31m": 1})",
          "the input: has an unknown member; known are version, language, service, document, issued, at, zone, rules, "
          "permits");
}

// ---- What it writes, and where

TEST_GROUP(CertificateProgram) {
  PageMaker maker;

  /// Returns an environment in which fontconfig finds only the fonts of `folder`; empty: none.
  Environment fonts(const std::string& folder) const {
    const std::string dir = folder.empty() ? "" : "<dir>" + folder + "</dir>";
    write_file(maker.file("fonts.conf"),
               "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>" + dir +
                   "<cachedir>" + maker.file("cache").string() + "</cachedir></fontconfig>\n");
    return {{"FONTCONFIG_FILE", maker.file("fonts.conf")}};
  }

  std::size_t file_count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(maker.file("")), fs::directory_iterator()));
  }
};

TEST(CertificateProgram, replacesAFileWholeAndLeavesNoOther) {
  write_file(maker.page(), "old");
  maker.make_page(sample("july"));
  STRCMP_CONTAINS("%PDF-", read_file(maker.page()).substr(0, 5).c_str());
  LONGS_EQUAL(2, file_count());
  CHECK((fs::status(maker.page()).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST(CertificateProgram, keepsTheOldFileWhenTheInputIsWrong) {
  write_file(maker.page(), "old");
  LONGS_EQUAL(65, maker.make("{}").status);
  STRCMP_EQUAL("old", read_file(maker.page()).c_str());
}

TEST(CertificateProgram, writesToStandardOutput) {
  const std::string page = maker.make_page(sample("july"));
  const Finished printed = maker.make(sample("july"), "-");
  LONGS_EQUAL(0, printed.status);
  CHECK(page == printed.output);
}

TEST(CertificateProgram, namesAFileThatCannotBeWritten) {
  const std::string page = maker.file("none") / "page.pdf";
  const Finished nowhere = maker.make(sample("july"), page);
  LONGS_EQUAL(73, nowhere.status);
  STRCMP_EQUAL(("permit8103-certificate: " + page + ": cannot be written: No such file or directory\n").c_str(),
               nowhere.output.c_str());
  const Finished device = maker.make(sample("july"), "/dev/null");
  LONGS_EQUAL(73, device.status);
  STRCMP_CONTAINS("/dev/null: is not a file that can be replaced", device.output.c_str());
}

TEST(CertificateProgram, failsWhenTheDiskIsFull) {
  write_file(maker.file("july.json"), sample("july"));
  const Finished lost =
      run_to_end({.arguments = {"sh", "-c", "\"$0\" -o - > /dev/full", build_folder() / "permit8103-certificate"},
                  .input = maker.file("july.json")});
  LONGS_EQUAL(74, lost.status);
  STRCMP_EQUAL("permit8103-certificate: the output could not be written completely\n", lost.output.c_str());
}

TEST(CertificateProgram, requiresAnOutput) {
  const Finished told = run_to_end({.arguments = {build_folder() / "permit8103-certificate"}});
  LONGS_EQUAL(64, told.status);
  STRCMP_CONTAINS("--output is required", told.output.c_str());
}

TEST(CertificateProgram, saysWhichFontIsMissing) {
  const Finished without = maker.make(sample("july"), "", fonts(""));
  LONGS_EQUAL(69, without.status);
  STRCMP_EQUAL(
      "permit8103-certificate: the font DejaVu Serif is not installed; install Debian's package "
      "fonts-dejavu-core\n",
      without.output.c_str());
}

TEST(CertificateProgram, refusesCharactersThatNoFontHas) {
  const Environment dejavu = fonts("/usr/share/fonts/truetype/dejavu");
  LONGS_EQUAL(0, maker.make(sample("july"), "", dejavu).status);
  const Finished strange = maker.make(changed("/permits/0/name", R"("漢字")"), "", dejavu);
  LONGS_EQUAL(69, strange.status);
  STRCMP_EQUAL(
      "permit8103-certificate: no installed font has every character of `漢字'; install one that does, such as "
      "fonts-noto\n",
      strange.output.c_str());
}
