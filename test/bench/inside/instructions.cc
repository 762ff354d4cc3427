// `bench-instructions KIND TEXTS`: answers TEXTS texts of a kind, from their bytes to the synced commit, sixteen at a
// time. test/bench/check-instructions counts the processor's instructions. Nothing here depends on a clock or on
// chance, except for the salts of the log, whose values do not matter.
//
// For any kind and number, the same people have asked before, today and on each day that can still matter. So a run of
// 0 texts shows the cost of the preparation.

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "test/bench/inside/bench_service.h"
#include "test/bench/inside/people.h"
#include "test/bench/inside/program.h"
#include "test/rig/store_folder.h"

namespace permit::bench {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::uint64_t kPeopleBefore = 512;  ///< number of people who have asked this morning
constexpr std::uint64_t kDays = 8;            ///< days before that, as far back as a permit can be valid
constexpr std::uint64_t kFirstNew = 1'000'000;
constexpr std::size_t kBatch = 16;
constexpr Instant kMorning = std::chrono::sys_days{std::chrono::year{2020} / 7 / 29} + hours{5};

struct Kind {
  std::string_view name;
  std::string_view body;  ///< `#': the document
  bool asked_before;      ///< the person has asked this morning
  hours later;            ///< delay after this morning's text
  Outcome outcome;
  bool comes_again = false;  ///< the text of this morning is delivered again
};

constexpr std::array kKinds = {
    Kind{"granted", "2 #", false, hours{0}, Outcome::granted},
    Kind{"granted with a plate", "2 # 10AA123", false, hours{0}, Outcome::granted},
    Kind{"repeated", "2 #", true, hours{1}, Outcome::repeated},
    Kind{"refused by a limit", "2 #", true, hours{4}, Outcome::refused},
    Kind{"unreadable", "2 #9", false, hours{0}, Outcome::unreadable},
    Kind{"status", "STATUS #", true, hours{1}, Outcome::information},
    Kind{"help", "KOMEK", false, hours{0}, Outcome::information},
    Kind{"delivered again", "2 #", true, hours{1}, Outcome::granted, true},
};

Text make_text(const Kind& kind, std::uint64_t number, std::uint64_t person, Instant now) {
  std::string body(kind.body);
  if (const std::size_t at = body.find('#'); at != std::string::npos) body.replace(at, 1, document_of(person));
  return kind.comes_again ? text(person, person, std::move(body), kMorning)
                          : text(number, person, std::move(body), now);
}

void answer(BenchService& service, std::vector<Text>& texts, Instant now) {
  service.answer(std::exchange(texts, {}), now);
  service.commit(now);
}

void ask_before(BenchService& service) {
  std::vector<Text> texts;
  std::uint64_t number = kPeopleBefore;
  for (std::uint64_t day = kDays; day > 0; --day) {
    const Instant now = kMorning - day * std::chrono::days{1};
    for (; texts.size() < kBatch; ++number) texts.push_back(text(number, number, "2 " + document_of(number), now));
    answer(service, texts, now);
  }
  for (std::uint64_t person = 0; person < kPeopleBefore; ++person) {
    texts.push_back(text(person, person, "2 " + document_of(person), kMorning));
    if (texts.size() == kBatch) answer(service, texts, kMorning);
  }
}

/// Throws if the last text was not answered as its kind requires.
void answer(const Kind& kind, std::uint64_t count, BenchService& service) {
  ask_before(service);
  std::vector<Text> texts;
  TextKey last;
  for (std::uint64_t at = 0; at < count; ++at) {
    const std::uint64_t person = kind.asked_before ? at % kPeopleBefore : kFirstNew + at;
    const Instant now = kMorning + kind.later + seconds{at / kBatch};
    texts.push_back(make_text(kind, kFirstNew + at, person, now));
    last = texts.back().key;
    if (texts.size() == kBatch || at + 1 == count) answer(service, texts, now);
  }
  if (count == 0) return;
  const std::optional<Entry> entry = need(service.store().seen(last));
  if (!entry || entry->outcome != kind.outcome)
    throw std::runtime_error(std::string(kind.name) + ": got another answer" + (entry ? ": " + entry->reply : ""));
}

}  // namespace

int run(int argc, char** argv) {
  if (argc == 1) {
    for (const Kind& kind : kKinds) std::printf("%s\n", std::string(kind.name).c_str());
    return 0;
  }
  for (const Kind& kind : kKinds) {
    if (argc != 3 || argv[1] != kind.name) continue;
    const test::StoreFolder folder;
    BenchService service(folder.path(), rules());
    answer(kind, std::strtoull(argv[2], nullptr, 10), service);
    return 0;
  }
  std::fputs("bench-instructions KIND TEXTS; without them it lists the kinds\n", stderr);
  return 64;
}

}  // namespace permit::bench
