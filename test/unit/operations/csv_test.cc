#include "operations/csv.h"

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
