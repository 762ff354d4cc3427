#include "test/bench/report.h"

#include <algorithm>
#include <string_view>

namespace permit::bench {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; }
body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: .3em .8em .3em 0; border-bottom: 1px solid rgba(128, 128, 128, .4); }
td.why { font-size: 85%; padding-top: 0; opacity: .8; }
tr.first td { border-bottom: none; }
.met { color: #00805e; font-weight: bold; } .missed { color: #d55e00; font-weight: bold; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
)";

constexpr std::string_view kIntroduction =
    "Texts were sent to stock Kannel through its fake SMSC port, and each reply was checked: was it the correct one, "
    "and "
    "how long did it take? Each contender had its own Kannel on this machine, and they took turns, several times. A "
    "text "
    "is in flight from its sending until its reply: 1 in flight is a single person at a quiet hour, 1000 is a crowd. A "
    "figure in seconds depends much on the machine; the ratio of two contenders depends on it much less.";

std::string cell(std::string_view tag, std::string_view text) {
  return "<" + std::string(tag) + ">" + escaped(text) + "</" + std::string(tag) + ">";
}

std::string section(std::string_view title, const std::string& content) {
  return "<section>\n" + cell("h2", title) + "\n" + content + "</section>\n";
}

std::string table_of(const std::vector<Verdict>& verdicts) {
  std::string rows =
      "<tr>" + cell("th", "What") + cell("th", "Target") + cell("th", "Measured") + cell("th", "Verdict") + "</tr>\n";
  for (const Verdict& each : verdicts) {
    const std::string verdict = each.met ? "met" : "missed";
    rows += (each.why.empty() ? "<tr>" : "<tr class=\"first\">") + cell("td", each.what) + cell("td", each.target) +
            cell("td", in_words(each.measured, each.unit)) + "<td class=\"" + verdict + "\">" + verdict +
            "</td></tr>\n";
    if (!each.why.empty()) rows += "<tr><td class=\"why\" colspan=\"4\">" + escaped(each.why) + "</td></tr>\n";
  }
  return "<table>\n" + rows + "</table>\n";
}

std::string table_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string rows;
  for (const auto& [name, value] : pairs) rows += "<tr>" + cell("th", name) + cell("td", value) + "</tr>\n";
  return "<table>\n" + rows + "</table>\n";
}

std::string count_in_words(const std::vector<Verdict>& verdicts) {
  const auto met = std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& each) { return each.met; });
  return std::to_string(met) + " of " + std::to_string(verdicts.size()) + " targets are met.";
}

}  // namespace

std::string render(const Report& report) {
  std::string drawings;
  for (const Chart& chart : report.charts) drawings += render(chart);
  for (const Bars& bars : report.bars) drawings += render(bars);
  std::string notes;
  for (const std::string& note : report.notes) notes += cell("p", note) + "\n";

  std::string page = "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n";
  page += "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n";
  page += cell("title", "permit8103: how fast") + "\n<style>";
  page.append(kStyle).append(kDrawingStyle);
  page += "</style>\n</head>\n<body>\n" + cell("h1", "How fast permits are given") + "\n" +
          cell("p", "Measured on " + report.when + ". " + count_in_words(report.verdicts)) + "\n" +
          cell("p", kIntroduction) + "\n";
  if (!drawings.empty()) page += section("Side by side", drawings);
  page += section("Targets", table_of(report.verdicts));
  if (!notes.empty()) page += section("Notes", notes);
  page += section("The machine", table_of(report.machine));
  return page + "</body>\n</html>\n";
}

}  // namespace permit::bench
