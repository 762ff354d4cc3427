// Conversations: files of texts and the answers they must get, under the real rules of rules/8103 and those of the
// services in test/rules/services.
//
//   # a remark
//   > 2020-07-21T10:00 994501112233 2 AZE12345678
//   < granted until 2020-07-21T13:00:00: Icaze 2: AZE12345678, 10:00-13:00. …
//
// Each file: a new register. `make record` rewrites the answers, so that a change shows as a difference.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "ruleset/load.h"
#include "store/memory_store.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

constexpr const char* kFolder = "test/conversations";
constexpr const char* kServices = "test/rules/services";

std::string render_answer(const Entry& entry, const Zone& zone) {
  std::string line = "< " + std::string(name(entry.outcome));
  if (entry.period && entry.period->until) line += " until " + render_local_time(zone.local(*entry.period->until));
  return line + ": " + (entry.reply.empty() ? entry.reason : entry.reply);
}

/// Returns the conversation with the current answers to its texts.
std::string with_current_answers(std::istream& conversation, const Rules& rules) {
  MemoryStore store;
  tool::LocalService service(rules, store);
  std::ostringstream current;
  for (std::string line; std::getline(conversation, line);) {
    if (line.starts_with("< ")) continue;
    current << line << '\n';
    if (!line.starts_with("> ")) continue;
    std::istringstream words(line.substr(2));
    std::string time;
    std::string phone;
    std::string text;
    words >> time >> phone;
    std::getline(words >> std::ws, text);
    const auto at = parse_local_time(time);
    CHECK_TRUE_TEXT(at.has_value(), line.c_str());
    const auto entry = service.answer(text, phone, rules->zone.instant(*at));
    CHECK_TRUE_TEXT(entry.ok(), line.c_str());
    current << render_answer(*entry, rules->zone) << '\n';
  }
  return current.str();
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// Runs the conversation of a file under `rules`, and compares or records it.
void check_or_record(const std::filesystem::path& path, const Rules& rules) {
  const std::string recorded = bytes_of(path);
  std::istringstream conversation(recorded);
  const std::string current = with_current_answers(conversation, rules);
  if (std::getenv("PERMIT8103_RECORD") != nullptr) {
    std::ofstream(path) << current;
  } else {
    STRCMP_EQUAL_TEXT(recorded.c_str(), current.c_str(), path.c_str());
  }
}

/// Loads the rules of a folder. REQUIRES: it has no errors.
Rules rules_of(const std::filesystem::path& folder) {
  const Loaded loaded = load_folder(folder);
  std::string faults;
  for (const Diagnostic& fault : loaded.faults) {
    if (kind_of(fault.id).severity != Severity::warning) faults += render(fault) + "\n";
  }
  STRCMP_EQUAL_TEXT("", faults.c_str(), folder.c_str());
  return loaded.rules;
}

}  // namespace

TEST_GROUP(Conversations){};

TEST(Conversations, getTheSameAnswersAsBefore) {
  const Rules rules = rules_of("rules/8103");
  std::size_t checked = 0;
  for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
    if (file.path().extension() != ".txt") continue;
    check_or_record(file.path(), rules);
    ++checked;
  }
  CHECK_TRUE(checked > 0);
}

TEST(Conversations, passForTheServicesOfOtherCountries) {
  std::size_t checked = 0;
  for (const auto& folder : std::filesystem::directory_iterator(kServices)) {
    if (!folder.is_directory()) continue;
    check_or_record(folder.path().string() + ".txt", rules_of(folder.path()));
    ++checked;
  }
  CHECK_TRUE(checked >= 3);
}
