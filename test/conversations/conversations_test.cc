// Conversations: files of texts and the answers they must get, under the real rules of rules/8103 and those of the
// services in test/rules/services.
//
//   # a remark
//   > 2020-07-21T10:00 994501112233 2 AZE12345678
//   < granted until 2020-07-21T13:00:00: Icaze 2: AZE12345678, 10:00-13:00. …
//
// Each file is one register. `make record` rewrites the answers, so that a change shows as a difference.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "ruleset/load.h"
#include "store/memory_store.h"
#include "tool/rules/counter.h"

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

/// Returns the conversation with the answers that its texts get now.
std::string held_anew(std::istream& conversation, const Rules& rules) {
  MemoryStore store;
  tool::Counter counter(rules, store);
  std::ostringstream anew;
  for (std::string line; std::getline(conversation, line);) {
    if (line.starts_with("< ")) continue;
    anew << line << '\n';
    if (!line.starts_with("> ")) continue;
    std::istringstream words(line.substr(2));
    std::string time;
    std::string phone;
    std::string text;
    words >> time >> phone;
    std::getline(words >> std::ws, text);
    const auto at = parse_local_time(time);
    CHECK_TRUE_TEXT(at.has_value(), line.c_str());
    const auto entry = counter.say(text, phone, rules->zone.instant(*at));
    CHECK_TRUE_TEXT(entry.ok(), line.c_str());
    anew << render_answer(*entry, rules->zone) << '\n';
  }
  return anew.str();
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// Runs the conversation of a file under those rules, and compares or records it.
void hold(const std::filesystem::path& path, const Rules& rules) {
  const std::string recorded = bytes_of(path);
  std::istringstream conversation(recorded);
  const std::string anew = held_anew(conversation, rules);
  if (std::getenv("PERMIT8103_RECORD") != nullptr) {
    std::ofstream(path) << anew;
  } else {
    STRCMP_EQUAL_TEXT(recorded.c_str(), anew.c_str(), path.c_str());
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

TEST(Conversations, getTheAnswersTheyHad) {
  const Rules rules = rules_of("rules/8103");
  std::size_t held = 0;
  for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
    if (file.path().extension() != ".txt") continue;
    hold(file.path(), rules);
    ++held;
  }
  CHECK_TRUE(held > 0);
}

TEST(Conversations, ofOtherCountriesServicesNeedNoOtherProgram) {
  std::size_t held = 0;
  for (const auto& folder : std::filesystem::directory_iterator(kServices)) {
    if (!folder.is_directory()) continue;
    hold(folder.path().string() + ".txt", rules_of(folder.path()));
    ++held;
  }
  CHECK_TRUE(held >= 3);
}
