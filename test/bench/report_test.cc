#include "test/bench/report.h"

#include <libxml/parser.h>

#include <memory>
#include <string>

#include <CppUTest/TestHarness.h>

namespace permit::bench {
namespace {

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

Document read_xml(const std::string& page) {
  Document document(xmlReadMemory(page.data(), static_cast<int>(page.size()), "report.html", "UTF-8",
                                  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
                    &xmlFreeDoc);
  xmlResetLastError();
  return document;
}

// Contains every character that XML escapes.
Report full_report() {
  const std::string name = "a & b < \"c\" > \x01 ə";
  return {.when = "22 November 2026",
          .verdicts = {at_least(name, 15, "x", 21.5, name), at_most("not there", 10, "ms", {}, "")},
          .charts = {{.title = name,
                      .about = name,
                      .x = "texts in flight",
                      .y = "texts a second",
                      .curves = {{name, {{1, 314}, {10, 5000}, {1000, 17000}}}, {"none", {}}, {"one", {{1, 1}}}}},
                     {.title = "empty", .about = "", .x = "x", .y = "y", .curves = {}}},
          .bars = {{.title = name, .about = name, .bars = {{name, 12, name}, {"nothing", 0, "0"}}},
                   {.title = "empty", .about = "", .bars = {}}},
          .notes = {name},
          .machine = {{"processor", name}}};
}

}  // namespace

TEST_GROUP(Report){};

TEST(Report, isWellFormed) {
  const auto document = read_xml(render(full_report()));
  CHECK_TRUE(document != nullptr);
}

TEST(Report, wouldBeRefusedIfBroken) {
  std::string page = render(full_report());
  page.erase(page.find("</table>"), 8);
  const auto document = read_xml(page);
  CHECK_TRUE(document == nullptr);
}

TEST(Report, needsNoNetwork) {
  const std::string page = render(full_report());
  CHECK_TRUE(page.find("<script") == std::string::npos);
  CHECK_TRUE(page.find("src=") == std::string::npos);
  CHECK_TRUE(page.find("url(") == std::string::npos);
}

TEST(Report, drawsEachCurveAndPrintsEachVerdict) {
  const std::string page = render(full_report());
  CHECK_TRUE(page.find("<polyline points=\"") != std::string::npos);
  CHECK_TRUE(page.find("1 of 2 targets are met.") != std::string::npos);
  CHECK_TRUE(page.find("not measured") != std::string::npos);
}

}  // namespace permit::bench
