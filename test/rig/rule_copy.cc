#include "test/rig/rule_copy.h"

#include <chrono>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/run_folder.h"

namespace permit::test {

namespace fs = std::filesystem;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::sys_days;

std::optional<sys_days> read_date(const std::string& text) {
  const std::string_view digits = text;
  if (digits.size() != 10 || digits[4] != '-' || digits[7] != '-') return std::nullopt;
  const auto year = parse_number(digits.substr(0, 4));
  const auto month = parse_number(digits.substr(5, 2));
  const auto day = parse_number(digits.substr(8));
  if (!year || !month || !day) return std::nullopt;
  return sys_days(std::chrono::year(static_cast<int>(*year)) / static_cast<int>(*month) / static_cast<int>(*day));
}

std::string render_date(sys_days date) {
  const std::chrono::year_month_day parts(date);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(parts.year()),
                static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
  return text;
}

}  // namespace

RuleCopy::RuleCopy(fs::path folder) : folder_(std::move(folder)) {
  fs::copy("rules/8103", folder_, fs::copy_options::recursive);
}

void RuleCopy::replace(std::string_view file, std::string_view old_text, std::string_view new_text) {
  std::string text = read_file(folder_ / file);
  const auto at = text.find(old_text);
  if (at == std::string::npos || text.find(old_text, at + 1) != std::string::npos)
    throw std::logic_error(std::string(file) + " has not exactly one `" + std::string(old_text) + "'");
  const fs::path replacement = folder_.parent_path() / (std::string(file) + ".new");
  write_file(replacement, text.replace(at, old_text.size(), new_text));
  fs::rename(replacement, folder_ / file);
}

void RuleCopy::shift_to_today(std::string_view day) {
  const auto now = std::chrono::floor<hours>(std::chrono::system_clock::now());
  auto east = hours(10) - (now - std::chrono::floor<days>(now));
  if (east < hours(-11)) east += days(1);
  moved_by_ = std::chrono::floor<days>(now + east) - read_date(std::string(day)).value();
  const std::vector<fs::directory_entry> files(fs::directory_iterator{folder_}, {});
  for (const fs::directory_entry& file : files) {
    const std::string text = moved(read_file(file.path()));
    fs::remove(file.path());
    write_file(folder_ / moved(file.path().filename().string()), text);
  }
  // A plus in such a zone name means west.
  zone_ = "Etc/GMT" + std::string(east > hours(0) ? "-" : "+") + std::to_string(std::chrono::abs(east).count());
  replace("service.xml", "Asia/Baku", zone_);
}

std::string RuleCopy::moved(std::string_view text) const {
  constexpr std::size_t kLength = 10;
  std::string moved(text);
  for (std::size_t at = 0; at + kLength <= moved.size(); ++at) {
    const auto date = read_date(moved.substr(at, kLength));
    if (!date) continue;
    moved.replace(at, kLength, render_date(*date + moved_by_));
    at += kLength - 1;
  }
  return moved;
}

void RuleCopy::begin_register(const std::string& store, const std::string& local_time) const {
  const Loaded loaded = load_folder(folder_);
  if (!loaded.rules) throw std::runtime_error("the rules in " + folder_.string() + " do not compile");
  const Instant then = loaded.rules->zone.instant(parse_local_time(local_time).value());
  const auto made = open_store(store);
  if (!made) throw std::runtime_error(made.error().message);
  if (const Status begun = (*made)->accept_rules(loaded.rules->hash, loaded.text, HostTime{then}); !begun)
    throw std::runtime_error(begun.error().message);
}

void RuleCopy::drop_examples() {
  for (const auto& file : fs::directory_iterator(folder_)) {
    std::istringstream lines(read_file(file.path()));
    std::string kept;
    for (std::string line; std::getline(lines, line);)
      if (line.find("<example ") == std::string::npos) kept += line + "\n";
    write_file(file.path(), kept);
  }
}

}  // namespace permit::test
