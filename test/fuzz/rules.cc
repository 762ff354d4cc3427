// Rule files, from their bytes to the rules and their answers.
//
//   input = file                       laid over test/rules/base as decree.xml
//         | ("#### " name "\n" file)*  the whole folder; `#### base' adds the files of test/rules/base
#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "core/answer.h"
#include "core/given_permit.h"
#include "ruleset/diagnostic.h"
#include "ruleset/load.h"
#include "ruleset/print/describe.h"
#include "ruleset/print/page.h"
#include "ruleset/read/source.h"
#include "test/fuzz/promise.h"
#include "test/fuzz/replies.h"

namespace permit::fuzz {

namespace {

constexpr std::string_view kHead = "#### ";
constexpr std::string_view kTexts[] = {"2 AB123456", "1 P123456 10AA123", "2 AB12345", "2AB123456", "salam", ""};

const RuleFiles& base() {
  static const RuleFiles text = read_folder("test/rules/base").value();
  return text;
}

RuleFiles with(RuleFiles text, std::string name, std::string_view bytes) {
  std::erase_if(text, [&](const RuleFile& file) { return file.name == name; });
  text.push_back({std::move(name), std::string(bytes)});
  std::sort(text.begin(), text.end(), [](const RuleFile& one, const RuleFile& other) { return one.name < other.name; });
  return text;
}

RuleFiles folder_of(std::string_view input) {
  if (!input.starts_with(kHead)) return with(base(), "decree.xml", input);
  RuleFiles text;
  input.remove_prefix(kHead.size());
  while (!input.empty() && text.size() < kMostRuleFiles) {
    std::string_view file = take_up_to(input, "\n#### ");
    const std::string name(take_up_to(file, "\n").substr(0, 64));
    text = name == "base" ? base() : with(std::move(text), name, file);
  }
  return text;
}

bool is_plain(std::string_view message) {
  while (!message.empty()) {
    if (static_cast<unsigned char>(message.front()) < ' ') return false;
    take_code_point(message);
  }
  return true;
}

void check_fault(const Diagnostic& fault, const RuleFiles& text) {
  const std::string line = render(fault);
  promise(!fault.message.empty() && is_plain(line), "a fault has one line", line);
  if (fault.file.empty()) return;
  const auto file =
      std::find_if(text.begin(), text.end(), [&](const RuleFile& other) { return other.name == fault.file; });
  promise(file != text.end(), "a fault names a file of the folder", line);
  const auto lines = std::count(file->bytes.begin(), file->bytes.end(), '\n') + 1;
  promise(fault.line >= 0 && fault.line <= lines, "a fault names a line of the file", line);
}

/// Returns the first moments at which the rules change.
std::vector<Instant> moments_of(const RuleSet& rules) {
  constexpr std::size_t kMost = 8;
  std::vector<Instant> moments;
  for (const Decree& decree : rules.decrees) moments.insert(moments.end(), {decree.from, decree.until});
  for (const Interval& interval : rules.intervals) moments.insert(moments.end(), {interval.from, interval.until});
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  moments.resize(std::min(moments.size(), kMost));
  return moments;
}

std::vector<std::string> bodies_for(const RuleSet& rules) {
  std::vector<std::string> bodies(std::begin(kTexts), std::end(kTexts));
  bodies.push_back(rules.message.example);
  for (const Word& word : rules.words) bodies.push_back(word.says.empty() ? "" : word.says.front() + " 1");
  if (rules.documents.empty() || rules.decrees.empty()) return bodies;
  for (const Purpose& purpose : rules.decrees.front().purposes)
    bodies.push_back(purpose.code + " " + rules.documents.front().example);
  return bodies;
}

/// Sends every text at every change of the rules, and again for a person who has just received a permit.
void ask(const RuleSet& rules) {
  Costs costs(rules);
  const LongCodes codes;
  const auto answer_to = [&](const Text& text, const Account& account, Instant now) {
    Entry entry =
        answer_twice(text, account, rules, now, {&codes, account.permits.size() + account.of_phone.size() + 1});
    check_reply(entry, costs);
    check_permit(entry, account, rules);
    return entry;
  };
  const std::vector<std::string> bodies = bodies_for(rules);
  for (const Instant moment : moments_of(rules)) {
    for (const std::string& body : bodies) {
      Text text;
      text.phone = text.sender = "994501112233";
      text.short_number = rules.number;
      text.body = body;
      answer_to(text, {}, moment - std::chrono::seconds{1});
      const Entry first = answer_to(text, {}, moment + std::chrono::hours{11});
      if (first.outcome != Outcome::granted) continue;
      const Permit permit = given_permit(1, first);
      for (const int later : {1, 150, 60 * 25})
        answer_to(text, {.permits = {permit}, .of_phone = {permit}}, first.decided + std::chrono::minutes{later});
    }
  }
}

void load(std::string_view input) {
  const RuleFiles text = folder_of(input);
  const Loaded loaded = compile(text);
  promise(loaded.text == text, "compiling keeps the text");
  const bool broken = std::any_of(loaded.faults.begin(), loaded.faults.end(), [](const Diagnostic& fault) {
    return kind_of(fault.id).severity == Severity::broken;
  });
  promise(broken == !loaded.rules, "a folder has rules unless a file is broken");
  for (const Diagnostic& fault : loaded.faults) check_fault(fault, text);
  if (!loaded.rules) return;
  promise(loaded.rules->hash == *hash_of(text), "rules have the hash of their files");
  promise(!describe(*loaded.rules, loaded.annotations).empty(), "rules can be described");
  promise(!render_page(*loaded.rules, loaded.annotations).empty(), "rules can be printed");
  ask(*loaded.rules);
}

}  // namespace

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  permit::fuzz::load(permit::fuzz::bytes(data, size));
  return 0;
}
