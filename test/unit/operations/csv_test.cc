#include "operations/csv.h"

#include <array>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <CppUTest/TestHarness.h>

using namespace permit;

TEST_GROUP(Csv) {
  const std::vector<CsvColumn> columns{{"holder", true}, {"note"}, {"line", false, true}};

  /// Each row as `line|holder|note`, a faulty one as `line!why`.
  std::string rows(const std::string& bytes) const {
    std::istringstream in(bytes);
    CsvReader table(in);
    if (const Status header = table.read_header(columns); !header) return header.error().message;
    std::string all;
    while (table.next()) {
      all += std::to_string(table.line());
      all += table.fault().empty() ? "|" + table.value(0) + "|" + table.value(1) : "!" + table.fault();
      all += '\n';
    }
    return all;
  }
};

TEST(Csv, columnsMayStandInAnyOrderAndSomeMayBeLeftOut) {
  STRCMP_EQUAL("2|A|n\n", rows("note,holder\nn,A\n").c_str());
  STRCMP_EQUAL("2|A|\n3|B|\n", rows(" Holder \r\nA\r\nB").c_str());
}

TEST(Csv, aQuotedValueHoldsSeparatorsMarksAndLineEnds) {
  STRCMP_EQUAL("2|A|a, \"b\"\nc\n4|B|\n", rows("holder,note\nA,\"a, \"\"b\"\"\nc\"\n\"B\",\"\"\n").c_str());
}

TEST(Csv, readsWhatSpreadsheetsOfOtherLanguagesWrite) {
  STRCMP_EQUAL("2|A|x, y\n", rows("\xEF\xBB\xBFholder;note\r\nA;x, y\r\n").c_str());
  STRCMP_EQUAL("2|A|x\n", rows("\xEF\xBB\xBF\"holder\"\t\"note\"\nA\tx\n").c_str());
}

TEST(Csv, blankLinesAreNoRows) { STRCMP_EQUAL("3|A|n\n5|B|n\n", rows("holder,note\n\nA,n\n\r\nB,n\n\n").c_str()); }

TEST(Csv, aFaultyRowIsNamedAndTheNextOneIsRead) {
  STRCMP_EQUAL(
      "2!it has 3 values, but the header line names 2 columns\n"
      "3!a value contains a quotation mark: quote the value and double the mark\n"
      "4!there is text after a closing quotation mark\n"
      "5|B|n\n",
      rows("holder,note\nA,b,c\nA,5\" pipe\n\"A\"x,n\nB,n\n").c_str());
}

TEST(Csv, aMarkThatIsNeverClosedEndsTheFile) {
  STRCMP_EQUAL("2|A|n\n3!a quotation mark is not closed\n", rows("holder,note\nA,n\nB,\"n\nC,n\n").c_str());
  const std::string many(CsvReader::kLongestRecord * 2, '\n');
  STRCMP_EQUAL("2!a quotation mark is not closed: a row has at most 64 KiB\n",
               rows("holder,note\nB,\"n" + many).c_str());
}

TEST(Csv, namesTheEncodingThatIsNotUtf8) {
  using namespace std::string_literals;
  STRCMP_CONTAINS("in UTF-16, little-endian; save it as UTF-8", rows("\xFF\xFEh\0o\0"s).c_str());
  STRCMP_CONTAINS("2!not UTF-8; the file may have been saved as Windows-1251", rows("holder\n\xC0\xE7\nB\n").c_str());
}

TEST(Csv, namesTheColumnThatWasMeant) {
  STRCMP_EQUAL("there is no column `holdre'; did you mean `holder'?", rows("holdre\nA\n").c_str());
  STRCMP_EQUAL("there is no column `who'; the columns are holder and note", rows("who\nA\n").c_str());
  STRCMP_EQUAL("column `holder' is missing", rows("note\nA\n").c_str());
  STRCMP_EQUAL("column `note' is in the header line twice", rows("holder,note,note\n").c_str());
  STRCMP_EQUAL("there is no header line; name the columns in it: holder and note", rows("").c_str());
}

TEST(Csv, anIgnoredColumnMayOccurTwice) { STRCMP_EQUAL("2|A|\n", rows("line,line,holder\n1,2,A\n").c_str()); }

TEST(Csv, whatIsWrittenIsReadUnchanged) {
  const std::vector<std::string> values{"A", " a, \"b\"; c\n"};
  STRCMP_EQUAL("A,\" a, \"\"b\"\"; c\n\"\n", csv_line(values).c_str());
  STRCMP_EQUAL("2|A| a, \"b\"; c\n\n", rows("holder,note\n" + csv_line(values)).c_str());
}

TEST(Csv, aFormulaIsWrittenAsTextAndReadAsItWas) {
  const std::vector<std::string> values{"=1+1", "'=1"};
  STRCMP_EQUAL("'=1+1,''=1\n", csv_line(values).c_str());
  STRCMP_EQUAL("2|=1+1|'=1\n", rows("holder,note\n" + csv_line(values)).c_str());
  for (const char* formula : {"=A1", "+A1", "-A1", "@A1", "\tA1", "\rA1", "a;=A1", "a\n\"+A1", "'\"=A1"}) {
    const std::string line = csv_line(std::array<std::string, 1>{formula});
    STRCMP_CONTAINS("'", line.c_str());
    STRCMP_EQUAL(("2|" + std::string(formula) + "|\n").c_str(), rows("holder\n" + line).c_str());
  }
  STRCMP_EQUAL("a-b,'a\n", csv_line(std::array<std::string, 2>{"a-b", "'a"}).c_str());
}

namespace {

/// Whether a spreadsheet finds a formula, whatever character it takes for the separator.
bool has_formula(const std::string& line) {
  for (const char separator : {',', ';', '\t'}) {
    bool is_quoted = false;
    bool begins = true;
    for (const char sign : line) {
      if (begins && sign != separator && std::string_view("=+-@\t\r").find(sign) != std::string_view::npos) return true;
      const bool is_mark = sign == '"' && (is_quoted || begins);
      if (is_mark) is_quoted = !is_quoted;  // the next character may still be the first of its cell
      if (!is_mark) begins = !is_quoted && (sign == separator || sign == '\r' || sign == '\n');
    }
  }
  return false;
}

}  // namespace

TEST(Csv, noStringBecomesAFormulaAndEachIsReadAsItWas) {
  std::mt19937 random(17);
  constexpr std::string_view kSigns = "=+-@\t\r\n'\"',; a1";
  const auto any = [&] {
    std::string value;
    for (std::size_t size = random() % 7; size > 0; --size) value += kSigns[random() % kSigns.size()];
    return value;
  };
  for (int round = 0; round < 20000; ++round) {
    const std::vector<std::string> values{"x" + any(), any()};
    const std::string line = csv_line(values);
    CHECK_FALSE_TEXT(has_formula(line), line.c_str());
    std::istringstream in("holder,note\n" + line);
    CsvReader table(in);
    CHECK_TRUE(table.read_header(columns).ok() && table.next());
    STRCMP_EQUAL(values[0].c_str(), table.value(0).c_str());
    STRCMP_EQUAL(values[1].c_str(), table.value(1).c_str());
  }
}

TEST(Csv, aRejectedRowHasNoFormulaAndIsReadAsBefore) {
  const std::string row = "A,\"=1;+2\"\n";
  const std::string plain = without_formulas(row);
  STRCMP_EQUAL("A,\"'=1;'+2\"\n", plain.c_str());
  STRCMP_EQUAL(plain.c_str(), without_formulas(plain).c_str());
  STRCMP_EQUAL(rows("holder,note\n" + row).c_str(), rows("holder,note\n" + plain).c_str());
}
