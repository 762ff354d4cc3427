#include "tool/rules/rule_writer.h"

#include <cstddef>
#include <utility>

#include "ruleset/read/source.h"
#include "system/folder.h"
#include "system/rights.h"
#include "tool/rules/rule_folder.h"

namespace permit::tool {

namespace {

using Words = KeptRights::Words;

// The first word of an act: `write' NAME BYTES, `remove' NAME, or `replace' HASH and NAME BYTES of each file.
constexpr const char* kWrite = "write";
constexpr const char* kRemove = "remove";
constexpr const char* kReplace = "replace";

Result<Words> replace_all(const std::string& folder, const Words& words) {
  RuleFiles text;
  for (std::size_t at = 2; at + 1 < words.size(); at += 2) text.push_back({words[at], words[at + 1]});
  const auto replaced = replace_folder(folder, text);
  if (!replaced) return replaced.error();
  const auto old = read_folder(*replaced);
  const auto hash = old ? hash_of(*old) : old.error();
  const bool is_removed = hash && hex(*hash) == words[1] && remove_folder(*replaced);
  return Words{*replaced, is_removed ? "removed" : ""};
}

Result<Words> change(const std::string& folder, const Words& words) {
  if (words[0] == kReplace) return replace_all(folder, words);
  const Status changed =
      words[0] == kWrite ? write_rule_file(folder, {words[1], words[2]}) : remove_rule_file(folder, words[1]);
  return changed ? Result<Words>(Words{}) : changed.error();
}

bool have_one_owner(const Folder& one, const Folder& other) { return one.status().st_uid == other.status().st_uid; }

}  // namespace

Result<RuleWriter> RuleWriter::begin(const Following& following) {
  const std::string rules = following.rules;
  auto act = [rules](const Words& words) { return change(rules, words); };
  const auto folder = Folder::open(rules);
  const auto store = Folder::open(following.store);
  if (!folder || !store) return RuleWriter(KeptRights::none(act));  // the verb reports it
  const bool is_split = (belongs_to_another(*folder) || belongs_to_another(*store)) && !have_one_owner(*folder, *store);
  if (!is_split) return RuleWriter(KeptRights::none(act));
  auto kept = KeptRights::keep(act, [&] { return become_owner_of(*folder); });
  if (!kept) return kept.error();
  return RuleWriter(std::move(*kept));
}

Status RuleWriter::write(const RuleFile& file) const {
  const auto written = act_({kWrite, file.name, file.bytes});
  return written ? Status(Done{}) : written.error();
}

Status RuleWriter::remove(const std::string& name) const {
  const auto removed = act_({kRemove, name});
  return removed ? Status(Done{}) : removed.error();
}

Result<RuleWriter::Replaced> RuleWriter::replace(const RuleFiles& text, const std::optional<Digest>& known) const {
  Words words{kReplace, known ? hex(*known) : ""};
  for (const RuleFile& file : text) words.insert(words.end(), {file.name, file.bytes});
  const auto replaced = act_(words);
  if (!replaced) return replaced.error();
  return Replaced{replaced->at(0), !replaced->at(1).empty()};
}

}  // namespace permit::tool
