#include "test/bench/inside/register.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "test/bench/inside/bench_service.h"
#include "test/bench/inside/people.h"

namespace permit::bench {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr Instant kFirstMorning = std::chrono::sys_days{std::chrono::year{2020} / 7 / 21} + hours{5};
constexpr seconds kDay = hours{12};
constexpr std::uint64_t kCommitsADay = 5;     // each decided at one moment, at which a purge can end
constexpr std::uint64_t kTogether = 200'000;  // as many as LMDB keeps in memory in one transaction

/// Answers all texts as the main path answers the first of them; only the person differs.
class AsTheFirst : public Decider {
 public:
  AsTheFirst(std::span<const Text> texts, const RuleSet& rules, Instant now) : texts_(texts) {
    const Request request = parse_request(texts.front(), rules, now);
    first_ = permit::answer(texts.front(), request, {}, rules, now);
  }

  Instant history_from(Instant decided) const override { return decided; }
  Entry decide(std::size_t index, Sequence, const Account&, Instant decided) const override {
    Entry entry = first_;
    entry.text = texts_[index];
    entry.document = entry.text.body.substr(entry.text.body.find(' ') + 1);
    entry.reply.replace(entry.reply.find(first_.document), first_.document.size(), entry.document);
    entry.decided = decided;
    return entry;
  }

 private:
  std::span<const Text> texts_;
  Entry first_;
};

void commit(RegisterStore& store, const std::vector<Text>& texts, const RuleSet& rules) {
  const Instant now = texts.back().key.sent;
  const AsTheFirst decider(texts, rules, now);
  std::vector<AccountQuery> questions;
  for (const Text& text : texts) questions.push_back({text.key, {}});
  const auto committed = need(store.commit(now, questions, decider));
  if (committed.back().entry.outcome != Outcome::granted) throw std::runtime_error("no permit is granted by the rules");
}

void fill(const std::string& folder, Size size, const RuleSet& rules) {
  const auto store = need(open_store(folder));
  const std::uint64_t together = std::min(kTogether, std::max<std::uint64_t>(size.a_day() / kCommitsADay, 1));
  std::vector<Text> texts;
  for (std::uint64_t person = 0; person < size.documents; ++person) {
    const auto day = static_cast<unsigned>(person / size.a_day());
    const std::uint64_t of_day = person % size.a_day();
    const Instant sent = evening_of(day) - kDay + kDay * of_day / size.a_day();
    texts.push_back(text(person, person, "2 " + document_of(person), sent));
    if (texts.size() < together && of_day + 1 < size.a_day()) continue;
    commit(*store, texts, rules);
    texts.clear();
    std::fprintf(stderr, "%s: %3llu %%\n", folder.c_str(), 100ULL * (person + 1) / size.documents);
  }
}

}  // namespace

Instant evening_of(unsigned day) { return kFirstMorning + days{day} + kDay; }

std::string filled_register(Size size, const Rules& rules) {
  const std::filesystem::path folder = "build/bench/register-" + std::to_string(size.documents);
  if (std::filesystem::exists(folder)) return folder;
  const std::filesystem::path unfinished = folder.string() + ".unfinished";
  std::filesystem::remove_all(unfinished);
  fill(unfinished, size, *rules);
  std::filesystem::rename(unfinished, folder);
  return folder;
}

}  // namespace permit::bench
