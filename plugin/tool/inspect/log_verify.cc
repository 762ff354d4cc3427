#include "tool/inspect/log_verify.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/strings.h"
#include "store/open.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/progress.h"
#include "tool/cli/rules_at.h"

namespace permit::tool {

namespace {

constexpr std::size_t kHashDigits = 64;

/// A head that somebody has written down.
struct Noted {
  Sequence sequence = 0;
  std::string hash;

  bool is(const Head& head) const { return sequence == head.sequence && hash == hex(head.chain); }
  std::string words() const { return std::to_string(sequence) + ":" + hash; }
};

std::optional<Noted> parse_noted(std::string_view word) {
  Noted noted;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), noted.sequence);
  if (error != std::errc() || end == word.data() + word.size() || *end != ':') return std::nullopt;
  noted.hash = word.substr(static_cast<std::size_t>(end - word.data()) + 1);
  const bool is_hash =
      noted.hash.size() == kHashDigits && noted.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hash ? std::optional(noted) : std::nullopt;
}

/// By sequence. Empty lines are passed over.
Result<std::vector<Noted>> noted_heads(const std::string& given) {
  if (given.empty()) return std::vector<Noted>();
  if (const auto noted = parse_noted(given)) return std::vector{*noted};
  std::ifstream file(given);
  if (!file) return Error{"`" + given + "' is neither a head, as `log head' prints it, nor a file that can be read"};
  std::vector<Noted> heads;
  std::string line;
  for (long number = 1; std::getline(file, line); ++number) {
    const std::string word = line.substr(0, line.find_first_of(" \t\r"));
    if (word.empty()) continue;
    const auto noted = parse_noted(word);
    if (!noted) return Error{given + ":" + std::to_string(number) + ": no head, as `log head' prints it"};
    heads.push_back(*noted);
  }
  if (heads.empty()) return Error{"`" + given + "' holds no head, as `log head' prints it"};
  std::sort(heads.begin(), heads.end(), [](const Noted& a, const Noted& b) { return a.sequence < b.sequence; });
  return heads;
}

/// Follows the chain and meets the noted heads on its way.
class Verification {
 public:
  Verification(const InspectionStore& store, std::vector<Noted> heads, Head start, Sequence last)
      : store_(store), heads_(std::move(heads)), start_(start), at_(start), progress_("following the log", last) {}

  ExitStatus run() {
    for (const Noted& noted : heads_) {
      if (const auto broken = follow_to(noted.sequence)) return complain(*broken, kNo);
      if (noted.sequence < start_.sequence) {
        std::cout << "The head " << noted.words() << " cannot be looked for any more: that record was purged.\n";
        continue;
      }
      if (at_.sequence < noted.sequence)
        return complain("the log ends at record " + std::to_string(at_.sequence) + " and the head " + noted.words() +
                            " was behind it: its end was cut off",
                        kNo);
      if (!noted.is(at_))
        return complain("record " + std::to_string(at_.sequence) + " is not the one that the head " + noted.words() +
                            " was of: the log was written anew, from some record up to that one on",
                        kNo);
      std::cout << "The head " << noted.words() << " is in the log: nothing up to it was changed.\n";
    }
    if (const auto broken = follow_to(std::nullopt)) return complain(*broken, kNo);
    print();
    return kYes;
  }

 private:
  /// To that record or, without one, to the end. What is wrong, if anything is.
  std::optional<std::string> follow_to(std::optional<Sequence> record) {
    while (!record || at_.sequence < *record) {
      const auto followed = store_.follow(at_, record ? *record - at_.sequence : kAll);
      if (!followed && was_purged()) continue;
      if (!followed) return followed.error().message;
      if (followed->to == at_) break;
      at_ = followed->to;
      erased_ += followed->erased;
      progress_.at(at_.sequence);
    }
    return std::nullopt;
  }

  /// Whether the log begins behind this point by now, because `purge' has overtaken: then it is gone on from there.
  bool was_purged() {
    const auto start = store_.start();
    if (!start || start->sequence <= at_.sequence) return false;
    at_ = start_ = *start;
    erased_ = 0;
    return true;
  }

  void print() const {
    const Sequence whole = at_.sequence - start_.sequence;
    std::cout << "The log is whole: " << counted(whole, "record");
    if (whole > 0) std::cout << ", " << start_.sequence + 1 << " to " << at_.sequence;
    std::cout << ", " << erased_ << " erased.\n";
    if (start_.sequence > 0)
      std::cout << "What came before record " << start_.sequence + 1
                << " was purged; nothing of it can be proved but the hash that it left.\n";
    std::cout << "It ends at " << at_.sequence << ':' << hex(at_.chain) << '\n';
  }

  static constexpr Sequence kAll = ~Sequence{0};

  const InspectionStore& store_;
  const std::vector<Noted> heads_;
  Head start_;
  Head at_;
  std::uint64_t erased_ = 0;
  Progress progress_;
};

}  // namespace

ExitStatus log_head(const std::string& folder) {
  const auto store = open_to_read(folder);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto head = (*store)->head();
  if (!head) return complain(head.error().message, kUnavailable);
  std::cout << head->sequence << ':' << hex(head->chain);
  const auto last = (*store)->log(head->sequence, head->sequence == 0 ? 0 : 1);
  if (!last) return complain(last.error().message, kUnavailable);
  const auto in_force = loaded_in_force(**store);
  const Zone zone = in_force && in_force->rules ? in_force->rules->zone : Zone();
  if (!last->empty()) std::cout << ' ' << render_local_time(zone.local(last->front().at)) << ' ' << zone.name();
  std::cout << '\n';
  return kYes;
}

ExitStatus log_verify(const LogVerifyOptions& options) {
  auto heads = noted_heads(options.head);
  if (!heads) return complain(heads.error().message, kUsage);
  const auto store = open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto start = (*store)->start();
  if (!start) return complain(start.error().message, kNo);
  const auto head = (*store)->head();
  if (!head) return complain(head.error().message, kNo);
  return Verification(**store, *std::move(heads), *start, head->sequence).run();
}

// ---- The command line ----

void add_log_verify(CLI::App& log, Commands& commands) {
  const auto options = std::make_shared<LogVerifyOptions>();
  CLI::App* head = log.add_subcommand("head", "Print where the log ends, to be kept elsewhere");
  commands.defaults.add_store(*head, options->store);
  CLI::App* verify = log.add_subcommand("verify", "Find the first record that was changed, removed or put elsewhere");
  commands.defaults.add_store(*verify, options->store);
  verify
      ->add_option("--head", options->head,
                   "What `log head' printed earlier, or a file of such lines: the log must still hold it")
      ->type_name("HEAD|FILE");
  commands.push_back({head, [=] { return log_head(options->store); }});
  commands.push_back({verify, [=] { return log_verify(*options); }});
}

}  // namespace permit::tool
