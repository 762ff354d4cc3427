// `bench-inside`: measures the parts of an answer side by side with bare LMDB on the same register, in one run.

#include <benchmark/benchmark.h>
#include <lmdb.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/decide/decide.h"
#include "core/reply/reply.h"
#include "ruleset/load.h"
#include "store/format/keys.h"
#include "test/bench/inside/bench_service.h"
#include "test/bench/inside/figures.h"
#include "test/bench/inside/people.h"
#include "test/bench/inside/program.h"
#include "test/bench/inside/puts.h"
#include "test/bench/inside/register.h"

namespace permit::bench {
namespace {

using std::chrono::seconds;

constexpr const char* kHelp =
    "bench-inside [--quick] [--documents NUMBER] [--benchmark_filter=REGEX]...\n"
    "Measures the parts of an answer next to bare LMDB, among 10,000,000 documents. Run it in the root of the\n"
    "project. It makes the register under build/bench, in minutes and 11 GB, and keeps it for the next run.\n"
    "\n"
    "  --quick             among 100,000 documents: only a smoke test\n"
    "  --documents NUMBER  among that many\n"
    "  --help              this\n"
    "\n"
    "All other options are google-benchmark's. The figures go to build/bench/inside.tsv. Exit status: 0 if every\n"
    "target is met, 1 if one is missed or nothing could be measured, 64 for wrong usage.\n";

constexpr std::uint64_t kAskedCount = 1 << 16;
constexpr std::size_t kBatches[] = {1, 16, 64, 256};
// Counters.
constexpr const char* kCpuTime = "worked_s";
constexpr const char* kMedian = "median_s";

/// A text of a person who has a permit and asks again.
struct Asked {
  Text text;
  Instant day;           ///< of the permit, in UTC
  std::string database;  ///< contains the permit
  std::string key;
};

class Bench {
 public:
  Bench(Size size, const Rules& rules) : size_(size), service_(filled_register(size, rules), rules) {
    const Sequence last = need(service_.store().last());
    next_ = last;
    now_ = need(service_.store().last_decided()) + seconds{1};
    for (std::uint64_t at = 0; at < kAskedCount; ++at) {
      const std::uint64_t person = any_of(size.documents, at);
      Asked asked{text(last + at, person, "2 " + document_of(person), now_), {}, {}, {}};
      const auto permits = need(service_.store().by_document(document_of(person), Instant::min(), now_));
      if (permits.empty()) throw std::runtime_error("the register does not match this program; remove build/bench");
      asked.day = std::chrono::floor<std::chrono::days>(permits.front().decided);
      asked.database = day_name("document", permits.front().decided);
      asked.key = subject_key(document_of(person), permits.front().sequence);
      asked_.push_back(std::move(asked));
    }
  }

  Instant now() const { return now_; }
  void wait_a_second() { now_ += seconds{1}; }
  const RuleSet& rules() const { return *service_.rules(); }
  RegisterStore& store() { return service_.store(); }
  const Asked& next_asked() { return asked_[at_++ % kAskedCount]; }

  /// Returns texts of people who have not asked before, sent now.
  std::vector<Text> new_texts(std::size_t count) {
    std::vector<Text> texts;
    for (; texts.size() < count; ++next_) texts.push_back(text(next_, next_, "2 " + document_of(next_), now_));
    return texts;
  }

  /// Grants the texts in one commit.
  void grant(std::vector<Text> texts) {
    const std::uint64_t expected = service_.replies() + texts.size();
    service_.answer(std::move(texts), now_);
    if (service_.replies() != expected) throw std::runtime_error("a text was not answered");
  }

  /// Returns the puts of a number of grants without committing them.
  std::vector<Put> puts_of(std::size_t count) {
    Puts puts(true);
    grant(new_texts(count));
    return puts.take();
  }

 private:
  Size size_;
  BenchService service_;
  std::vector<Asked> asked_;
  std::uint64_t at_ = 0;
  std::uint64_t next_ = 0;
  Instant now_;
};

// ---- Measurements ---------------------------------------------------------------------------------------------------

/// Times each iteration separately, because the mean includes the time in which the kernel maps pages at first use.
template <typename Work>
void time_each(benchmark::State& state, Work work) {
  std::vector<double> took;
  took.reserve(kAskedCount);
  for (auto _ : state) {
    const auto began = std::chrono::steady_clock::now();
    work();
    took.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
  }
  state.counters[kMedian] = median(std::move(took));
}

void read(benchmark::State& state, Bench& bench) {
  for (auto _ : state) benchmark::DoNotOptimize(parse_request(bench.next_asked().text, bench.rules(), bench.now()));
}

void decide_on_a_permit(benchmark::State& state, Bench& bench) {
  const Text& text = bench.next_asked().text;
  const Request request = parse_request(text, bench.rules(), bench.now());
  const Account account = need(account_of(text, request, bench.store(), bench.rules(), bench.now()));
  for (auto _ : state) benchmark::DoNotOptimize(decide(*request.permit(), bench.rules(), account, bench.now()));
}

void render(benchmark::State& state, Bench& bench) {
  const Text& text = bench.next_asked().text;
  const Request request = parse_request(text, bench.rules(), bench.now());
  const Decision decision = decide(*request.permit(), bench.rules(), {}, bench.now());
  const ReplyContext context{bench.rules(), request.language, text.phone, bench.now()};
  for (auto _ : state) benchmark::DoNotOptimize(render_reply(*request.permit(), decision, "", context));
}

/// Looks up the document's permits as far back as any can be valid, and the lists that the rules use.
void look_up(benchmark::State& state, Bench& bench) {
  std::vector<Request> requests;
  for (std::uint64_t at = 0; at < kAskedCount; ++at)
    requests.push_back(parse_request(bench.next_asked().text, bench.rules(), bench.now()));
  std::uint64_t at = 0;
  for (auto _ : state) {
    const Text& text = bench.next_asked().text;
    benchmark::DoNotOptimize(
        need(account_of(text, requests[at++ % kAskedCount], bench.store(), bench.rules(), bench.now())));
  }
}

/// Returns the document's permits on the day on which it has one.
std::vector<Permit> of_one_day(Bench& bench, const Asked& asked, const std::string& document) {
  return need(bench.store().by_document(document, asked.day, asked.day + std::chrono::days{1}));
}

void look_up_a_day(benchmark::State& state, Bench& bench) {
  std::vector<std::string> documents;
  for (std::uint64_t at = 0; at < kAskedCount; ++at)
    documents.push_back(parse_request(bench.next_asked().text, bench.rules(), bench.now()).permit()->document);
  std::uint64_t at = 0;
  time_each(state,
            [&] { benchmark::DoNotOptimize(of_one_day(bench, bench.next_asked(), documents[at++ % kAskedCount])); });
}

void read_look_up_a_day_decide(benchmark::State& state, Bench& bench) {
  time_each(state, [&] {
    const Asked& asked = bench.next_asked();
    const Request request = parse_request(asked.text, bench.rules(), bench.now());
    const Account account{of_one_day(bench, asked, request.permit()->document)};
    benchmark::DoNotOptimize(decide(*request.permit(), bench.rules(), account, bench.now()));
  });
}

void read_look_up_decide(benchmark::State& state, Bench& bench) {
  for (auto _ : state) {
    const Text& text = bench.next_asked().text;
    const Request request = parse_request(text, bench.rules(), bench.now());
    const Account account = need(account_of(text, request, bench.store(), bench.rules(), bench.now()));
    benchmark::DoNotOptimize(decide(*request.permit(), bench.rules(), account, bench.now()));
  }
}

/// Reads one row by its whole key and its day, in a transaction that is open already.
void get_bare(benchmark::State& state, Bench& bench) {
  MDB_txn* txn = nullptr;
  mdb_txn_begin(opened_environment(), nullptr, MDB_RDONLY, &txn);
  std::map<std::string, MDB_dbi> databases;
  std::vector<MDB_dbi> of(kAskedCount);
  std::vector<const std::string*> keys(kAskedCount);
  for (std::uint64_t at = 0; at < kAskedCount; ++at) {
    const Asked& asked = bench.next_asked();
    const auto [database, is_new] = databases.try_emplace(asked.database);
    if (is_new) mdb_dbi_open(txn, asked.database.c_str(), 0, &database->second);
    of[at] = database->second;
    keys[at] = &asked.key;
  }
  std::uint64_t at = 0;
  std::uint64_t found = 0;
  time_each(state, [&] {
    MDB_val key{keys[at]->size(), const_cast<char*>(keys[at]->data())};
    MDB_val row{};
    found += mdb_get(txn, of[at], &key, &row) == MDB_SUCCESS && row.mv_size > 0 &&
             *static_cast<const char*>(row.mv_data) != 0;
    at = (at + 1) % kAskedCount;
  });
  mdb_txn_abort(txn);
  if (found != static_cast<std::uint64_t>(state.iterations())) throw std::runtime_error("a row was not found");
}

/// Measures the wall-clock time of a commit and the processor time of this thread in it.
template <typename Work>
void time_commit(benchmark::State& state, Work work) {
  const auto on_processor = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  const auto began = std::chrono::steady_clock::now();
  const double worked = on_processor();
  work();
  state.counters[kCpuTime] += on_processor() - worked;
  state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
}

void grant(benchmark::State& state, Bench& bench) {
  const auto batch = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    std::vector<Text> texts = bench.new_texts(batch);
    time_commit(state, [&] { bench.grant(std::move(texts)); });
  }
}

/// Puts only the rows that those grants would have put.
void put_bare_grants(benchmark::State& state, Bench& bench) {
  const auto batch = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    const std::vector<Put> puts = bench.puts_of(batch);
    time_commit(state, [&] { put_bare(opened_environment(), puts); });
  }
}

void load_rules(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load_folder("rules/8103"));
}

using Measured = void(benchmark::State&, Bench&);

void register_all(Bench& bench) {
  using benchmark::RegisterBenchmark;
  const auto add = [&](const char* name, Measured* measured) {
    return RegisterBenchmark(name, [&bench, measured](benchmark::State& state) { measured(state, bench); });
  };
  add("read", read);
  add("decide", decide_on_a_permit);
  add("render", render);
  add("look-up/bare", get_bare)->Iterations(kAskedCount);
  add("look-up/a day", look_up_a_day)->Iterations(kAskedCount);
  add("look-up", look_up)->Iterations(kAskedCount);
  add("read+look-up+decide/a day", read_look_up_a_day_decide)->Iterations(kAskedCount);
  add("read+look-up+decide", read_look_up_decide)->Iterations(kAskedCount);
  for (const std::size_t batch : kBatches) {
    const auto batches = static_cast<benchmark::IterationCount>(std::max<std::size_t>(1024 / batch, 16));
    for (auto* both : {add("grant", grant), add("grant/bare", put_bare_grants)})
      both->Arg(static_cast<std::int64_t>(batch))->UseManualTime()->Iterations(batches);
  }
  RegisterBenchmark("load rules/8103", load_rules)->Unit(benchmark::kMillisecond);
}

// ---- Results --------------------------------------------------------------------------------------------------------

constexpr const char* kOnProcessor = " on a processor";
constexpr const char* kAtTheMedian = " at the median";

/// Prints the medians and keeps the time of every repetition: processor time if nothing is written, because other
/// programs may run on this machine, and wall-clock time if a disk is involved.
class MedianReporter : public benchmark::ConsoleReporter {
 public:
  MedianReporter() : ConsoleReporter(OO_None) {}

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
      const std::string name = run.run_name.function_name + (run.run_name.args.empty() ? "" : "/" + run.run_name.args);
      const auto iterations = static_cast<double>(run.iterations);
      const auto worked = run.counters.find(kCpuTime);
      times_[name].push_back((worked == run.counters.end() ? run.cpu_accumulated_time : run.real_accumulated_time) /
                             iterations);
      if (worked != run.counters.end()) times_[name + kOnProcessor].push_back(worked->second.value / iterations);
      const auto of_each = run.counters.find(kMedian);
      if (of_each != run.counters.end()) times_[name + kAtTheMedian].push_back(of_each->second.value);
    }
    std::vector<Run> medians;
    for (const Run& run : runs)
      if (run.aggregate_name == "median") medians.push_back(run);
    ConsoleReporter::ReportRuns(medians);
  }

  /// The median of all repetitions in microseconds; nothing if the benchmark was filtered out.
  std::optional<double> microseconds(const std::string& name) const {
    const auto times = times_.find(name);
    if (times == times_.end()) return std::nullopt;
    return 1e6 * median(times->second);
  }

 private:
  std::map<std::string, std::vector<double>> times_;
};

constexpr const char* kOneDay =
    "the median of 65,536, each timed alone, in the database of the day of the permit; mdb_get reads the same rows";
constexpr const char* kAllDays = "a permit may last 8 days: reads 9 databases and the lists; not in a commit";

void conclude(const MedianReporter& reporter, Figures& figures) {
  const auto time = [&](const std::string& name, const std::string& what) {
    if (const auto measured = reporter.microseconds(name)) figures.add({what, *measured, "us", "", ""});
  };
  const auto ratio = [&](const std::string& over, const std::string& under, Figure figure) {
    const auto a = reporter.microseconds(over);
    const auto b = reporter.microseconds(under);
    if (!a || !b) return;
    figure.value = *a / *b;
    figures.add(figure);
  };
  time("read", "read a text");
  time("decide", "decide");
  time("render", "render the reply");
  time("load rules/8103", "load a rule folder");
  time("look-up/bare", "bare mdb_get, the mean");
  time("look-up/a day", "look-up in one day, the mean");
  time("read+look-up+decide/a day", "read + decide + one look-up, the mean");
  time(std::string("look-up/bare") + kAtTheMedian, "bare mdb_get");
  time(std::string("look-up/a day") + kAtTheMedian, "look-up in one day");
  time("look-up", "look-up in all days that can matter, and on lists");
  const std::string one_day = std::string("read+look-up+decide/a day") + kAtTheMedian;
  if (const auto whole = reporter.microseconds(one_day))
    figures.add({"read + decide + one look-up", *whole, "us", "<= 5", kOneDay});
  ratio(one_day, std::string("look-up/bare") + kAtTheMedian,
        {"read + decide + one look-up ÷ bare mdb_get", 0, "x", "<= 4", kOneDay});
  if (const auto whole = reporter.microseconds("read+look-up+decide"))
    figures.add({"read + decide + all look-ups", *whole, "us", "", kAllDays});
  for (const std::size_t batch : kBatches) {
    const std::string of = "/" + std::to_string(batch);
    const std::string grants = std::to_string(batch) + " grants";
    time("grant" + of, "commit of " + grants);
    time("grant/bare" + of, "commit of " + grants + ", bare LMDB");
    ratio("grant/bare" + of, "grant" + of,
          {"grants a second by " + std::to_string(batch) + " ÷ bare LMDB", 0, "x", batch == 64 ? ">= 0.8" : "",
           "wall-clock time; other programs on this machine affect it"});
    ratio("grant/bare" + of + kOnProcessor, "grant" + of + kOnProcessor,
          {"bare LMDB's processor time ÷ that of a commit of " + grants, 0, "x", "",
           "without waits for the disk or a processor"});
  }
}

/// Returns `document' for `document 2020-07-30', the database of one day.
std::string place_of(const std::string& database) { return database.substr(0, database.find(' ')); }

/// Counts the puts of grants without a plate, in commits of 64.
void count_puts(Bench& bench, Figures& figures) {
  struct DatabasePuts {
    double puts = 0;
    double at_the_end = 0;
    double bytes = 0;
    std::size_t rows = 0;
  };
  constexpr std::size_t kBatch = 64;
  constexpr std::size_t kCommits = 16;
  constexpr double kGrants = kBatch * kCommits;
  std::map<std::string, DatabasePuts> databases;
  Puts puts;
  for (std::size_t commit = 0; commit < kCommits; ++commit) {
    bench.wait_a_second();
    bench.grant(bench.new_texts(kBatch));
  }
  for (const Put& put : puts.take()) {
    DatabasePuts& database = databases[place_of(put.database)];
    database.puts += 1;
    database.at_the_end += put.at_the_end ? 1 : 0;
    database.bytes += static_cast<double>(put.key.size() + put.value.size());
    database.rows = put.rows_there;
  }
  double a_grant = 0;
  std::string where;
  for (const auto& [name, database] : databases) {
    if (database.puts >= kGrants) a_grant += database.puts / kGrants;
    where += (where.empty() ? "" : "; ") + name + ": " + rounded(database.puts / kGrants) + " of " +
             rounded(database.bytes / database.puts) + " B among " + std::to_string(database.rows) + " rows, " +
             rounded(100 * database.at_the_end / database.puts) + " % of them after all existing rows";
  }
  figures.add({"puts a grant (without a plate)", a_grant, "puts", "<= 3", where});
}

struct Options {
  Size size{10'000'000};
  bool help = false;
  std::vector<char*> rest;  ///< google-benchmark's
};

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 0; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--help") {
      options.help = true;
    } else if (option == "--quick") {
      options.size.documents = 100'000;
    } else if (option == "--documents" && i + 1 < argc) {
      options.size.documents = std::strtoull(argv[++i], nullptr, 10);
    } else {
      options.rest.push_back(argv[i]);
    }
  }
  return options;
}

int measure(const Options& options) {
  Bench bench(options.size, permit::bench::rules());
  register_all(bench);
  MedianReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  Figures figures("build/bench/inside.tsv");
  conclude(reporter, figures);
  count_puts(bench, figures);
  figures.save();
  return figures.print() ? 0 : 1;
}

}  // namespace

int run(int argc, char** argv) {
  Options options = parse_options(argc, argv);
  // Compared benchmarks are measured in turns.
  for (const char* given : {"--benchmark_repetitions=5", "--benchmark_enable_random_interleaving=true"})
    options.rest.insert(options.rest.begin() + 1, const_cast<char*>(given));
  int rest = static_cast<int>(options.rest.size());
  options.rest.push_back(nullptr);
  benchmark::Initialize(&rest, options.rest.data());
  const bool is_wrong = rest > 1 || options.size.a_day() == 0;
  if (options.help || is_wrong) {
    std::fputs(kHelp, is_wrong ? stderr : stdout);
    return is_wrong ? 64 : 0;
  }
  return measure(options);
}

}  // namespace permit::bench
