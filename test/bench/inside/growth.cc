// `bench-growth`: how the register behaves as it grows. For each size a separate process answers, as smsbox would,
// while another process copies the register or purges the copy with permitctl.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "test/bench/inside/bench_service.h"
#include "test/bench/inside/figures.h"
#include "test/bench/inside/people.h"
#include "test/bench/inside/program.h"
#include "test/bench/inside/register.h"
#include "test/rig/page_block.h"

namespace permit::bench {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr const char* kHelp =
    "bench-growth [--quick] [--documents NUMBER]... [--page FILE]\n"
    "Grants permits in registers of 100,000, 1,000,000 and 10,000,000 documents, a tenth of which asked today, while\n"
    "permitctl copies and purges each register. Run it in the root of the project. Each register is made under\n"
    "build/bench, in minutes, needs up to 50 GB with the commits during the copy, and is removed once measured.\n"
    "\n"
    "  --quick             1,000 and 10,000 documents: only a smoke test\n"
    "  --documents NUMBER  only this size; may be repeated\n"
    "  --page FILE         write the figures into the block `grows' of that page, such as test/bench/README.md\n"
    "  --help              this\n"
    "\n"
    "The curves go to build/bench/growth.tsv, the figures to build/bench/inside.tsv. Exit status: 0 if every target\n"
    "is met, 1 if one is missed or nothing could be measured, 64 for wrong usage.\n";

constexpr std::size_t kBatch = 64;

double since(steady_clock::time_point began) { return duration<double>(steady_clock::now() - began).count(); }

// ---- The process that answers ---------------------------------------------------------------------------------------

/// The results that it prints at its end, one number per line.
struct AnswerFigures {
  double open_ms = 0;
  double texts_a_second = 0;
  double p50_ms = 0;  ///< time of a commit, like the next three
  double p99_ms = 0;
  double p999_ms = 0;
  double longest_ms = 0;
  double anon_mib = 0;     ///< memory outside of the map
  double written_kib = 0;  ///< written by the process, per commit

  std::array<double*, 8> all() {
    return {&open_ms, &texts_a_second, &p50_ms, &p99_ms, &p999_ms, &longest_ms, &anon_mib, &written_kib};
  }
};

/// The value after `NAME:' in a file of /proc/self.
double proc_value(const std::string& file, const std::string& name) {
  std::ifstream in("/proc/self/" + file);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(name + ":")) return std::strtod(line.c_str() + name.size() + 1, nullptr);
  throw std::runtime_error("/proc/self/" + file + " names no " + name);
}

double anonymous_mib() { return proc_value("status", "RssAnon") / 1024; }
double written_kib() { return proc_value("io", "wchar") / 1024; }

/// Grants permits to people who have none, `batch` per commit, until standard input ends.
int answer(const std::string& folder, std::size_t batch) {
  AnswerFigures made;
  const Rules compiled = rules();
  const auto opening = steady_clock::now();
  BenchService service(folder, compiled);
  std::uint64_t next = need(service.store().last());
  made.open_ms = 1e3 * since(opening);
  const Instant now = tonight() + seconds{1};

  std::vector<double> commits_ms;
  std::atomic<bool> is_over = false;
  std::thread end([&] {  // waits until the parent process closes the pipe
    std::array<char, 16> ignored{};
    while (::read(STDIN_FILENO, ignored.data(), ignored.size()) > 0) {
    }
    is_over = true;
  });
  const double written_before = written_kib();
  const auto began = steady_clock::now();
  while (!is_over) {
    std::vector<Text> texts;
    for (; texts.size() < batch; ++next) texts.push_back(text(next, next, "2 " + document_of(next), now));
    const auto at = steady_clock::now();
    service.answer(std::move(texts), now);
    commits_ms.push_back(1e3 * since(at));
  }
  made.texts_a_second = static_cast<double>(commits_ms.size() * batch) / since(began);
  end.join();
  made.p50_ms = median(commits_ms);
  made.p99_ms = quantile(commits_ms, 0.99);
  made.p999_ms = quantile(commits_ms, 0.999);
  made.longest_ms = quantile(commits_ms, 1);
  made.anon_mib = anonymous_mib();
  made.written_kib = (written_kib() - written_before) / static_cast<double>(commits_ms.size());
  for (const double* value : made.all()) std::printf("%.6f\n", *value);
  return 0;
}

/// A second process of this program that answers on `folder`.
class Answerer {
 public:
  Answerer(const std::string& folder, std::size_t batch) {
    std::array<int, 2> to{};
    std::array<int, 2> from{};
    if (pipe(to.data()) != 0 || pipe(from.data()) != 0) throw std::runtime_error("no pipe can be made");
    child_ = fork();
    if (child_ < 0) throw std::runtime_error("no process can be started");
    if (child_ == 0) {
      dup2(to[0], STDIN_FILENO);
      dup2(from[1], STDOUT_FILENO);
      for (const int end : {to[0], to[1], from[0], from[1]}) close(end);
      execl("/proc/self/exe", "bench-growth", "answer", folder.c_str(), std::to_string(batch).c_str(), nullptr);
      _exit(127);
    }
    close(to[0]);
    close(from[1]);
    to_ = to[1];
    from_ = fdopen(from[0], "r");
  }
  Answerer(const Answerer&) = delete;
  Answerer& operator=(const Answerer&) = delete;
  ~Answerer() {
    if (to_ >= 0) close(to_);
    std::fclose(from_);
    waitpid(child_, nullptr, 0);
  }

  AnswerFigures end() {
    close(std::exchange(to_, -1));
    AnswerFigures made;
    for (double* value : made.all())
      if (std::fscanf(from_, "%lf", value) != 1) throw std::runtime_error("the answering process has failed");
    return made;
  }

 private:
  pid_t child_ = -1;
  int to_ = -1;
  std::FILE* from_ = nullptr;
};

/// Measures the answers while `work` runs.
template <typename Work>
AnswerFigures answer_during(const std::string& folder, std::size_t batch, Work work) {
  Answerer answerer(folder, batch);
  std::this_thread::sleep_for(milliseconds{500});
  work();
  return answerer.end();
}

// ---- Sizes ----------------------------------------------------------------------------------------------------------

/// Runs permitctl; returns the time in seconds.
double permitctl(const std::string& arguments) {
  const auto began = steady_clock::now();
  const char* build = std::getenv("PERMIT8103_BUILD");
  const std::string command =
      std::string(build ? build : "build") + "/permitctl " + arguments + " > build/bench/permitctl.log 2>&1";
  if (std::system(command.c_str()) != 0) throw std::runtime_error(command + " has failed");
  return since(began);
}

/// Reads the register into memory. A copy, or a register of an earlier run, may not be cached.
void read_in(const std::string& folder) {
  std::ifstream data(folder + "/data.mdb", std::ios::binary);
  for (std::vector<char> bytes(1 << 20); data.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));) {
  }
}

struct Row {
  Size size{};
  AnswerFigures alone;     ///< in commits of kBatch
  AnswerFigures one_each;  ///< in commits of one
  AnswerFigures copied;    ///< during a backup
  AnswerFigures in_copy;   ///< alone, in the copy, whose pages are elsewhere on the disk
  AnswerFigures purged;    ///< in the copy, during a purge of the first fifth of its first day
  double bytes_a_permit = 0;
  double backup_s = 0;
  double purge_s = 0;
};

Row measure(Size size, seconds time, const Rules& rules) {
  const std::string folder = filled_register(size, rules);
  const std::string copy = folder + ".copy";
  std::filesystem::remove_all(copy);
  const auto wait = [&] { std::this_thread::sleep_for(time); };
  Row row;
  row.size = size;
  row.bytes_a_permit = static_cast<double>(std::filesystem::file_size(folder + "/data.mdb")) /
                       static_cast<double>(need(BenchService(folder, rules).store().last()));
  read_in(folder);
  row.alone = answer_during(folder, kBatch, wait);
  row.one_each = answer_during(folder, 1, wait);
  row.copied = answer_during(folder, kBatch,
                             [&] { row.backup_s = permitctl("store backup --quick --store " + folder + " " + copy); });
  std::filesystem::remove_all(folder);  // all commits have made it larger, on the disk and in memory
  read_in(copy);
  row.in_copy = answer_during(copy, kBatch, wait);
  row.purged = answer_during(copy, kBatch, [&] {
    row.purge_s = permitctl("purge --store " + copy + " --rules rules/8103 --before 2020-07-21T11:30 --why bench");
  });
  std::filesystem::remove_all(copy);
  return row;
}

struct Column {
  const char* name;
  double value;
};

std::vector<Column> columns_of(const Row& row) {
  return {{"grants_per_s_by_64", row.alone.texts_a_second},
          {"commit_of_64_p50_ms", row.alone.p50_ms},
          {"commit_of_64_p99_ms", row.alone.p99_ms},
          {"grants_per_s_by_1", row.one_each.texts_a_second},
          {"commit_of_1_p50_ms", row.one_each.p50_ms},
          {"commit_of_1_p99_ms", row.one_each.p99_ms},
          {"bytes_per_permit", row.bytes_a_permit},
          {"RssAnon_MiB", row.alone.anon_mib},
          {"open_ms", row.alone.open_ms},
          {"backup_s", row.backup_s},
          {"commit_p999_ms_during_backup", row.copied.p999_ms},
          {"purge_s", row.purge_s},
          {"commit_p999_ms_during_purge", row.purged.p999_ms},
          {"commit_p999_ms_alone", row.alone.p999_ms},
          {"commit_p999_ms_in_copy", row.in_copy.p999_ms},
          {"KiB_by_commit_of_64", row.alone.written_kib},
          {"KiB_by_commit_of_1", row.one_each.written_kib}};
}

void write_curves(const std::vector<Row>& rows) {
  std::ofstream out("build/bench/growth.tsv");
  out << "documents";
  for (const Column& column : columns_of(rows.front())) out << '\t' << column.name;
  out << '\n';
  for (const Row& row : rows) {
    out << row.size.documents;
    for (const Column& column : columns_of(row)) out << '\t' << rounded(column.value);
    out << '\n';
  }
}

void conclude(const std::vector<Row>& rows, Figures& figures) {
  const Row& least = rows.front();
  const Row& most = rows.back();
  const std::string among = " among " + std::to_string(most.size.documents);
  figures.add({"grants a second" + among + " documents ÷ among " + std::to_string(least.size.documents) +
                   ", by 64, in the store",
               most.alone.texts_a_second / least.alone.texts_a_second, "x", ">= 0.8", ""});
  figures.add({"written by a commit of 64 among " + std::to_string(least.size.documents), least.alone.written_kib,
               "KiB", "", ""});
  figures.add({"written by a commit of 64" + among, most.alone.written_kib, "KiB", "", ""});
  figures.add({"memory outside of the map" + among, most.alone.anon_mib, "MiB", "<= 32", ""});
  figures.add({"bytes a permit" + among, most.bytes_a_permit, "B", "", ""});
  figures.add({"opening the register" + among, most.alone.open_ms, "ms", "", ""});
  figures.add({"backup during writes" + among, most.backup_s, "s", "", ""});
  figures.add({"purge of a fiftieth during writes" + among, most.purge_s, "s", "", ""});
  figures.add({"p99.9 of a commit of 64, added by a backup" + among, most.copied.p999_ms - most.alone.p999_ms, "ms",
               "<= 10", ""});
  figures.add({"p99.9 of a commit of 64, added by a purge" + among, most.purged.p999_ms - most.in_copy.p999_ms, "ms",
               "<= 10", ""});
}

struct Options {
  std::vector<Size> sizes;
  seconds time{15};  // more than a thousand commits of kBatch: enough for p99.9
  std::string page;  // empty: none
  bool help = false;
  bool is_wrong = false;
};

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--help") {
      options.help = true;
    } else if (option == "--quick") {
      options.sizes = {{1'000}, {10'000}};
      options.time = seconds{1};
    } else if (option == "--page" && i + 1 < argc) {
      options.page = argv[++i];
    } else if (option == "--documents" && i + 1 < argc) {
      options.sizes.push_back({std::strtoull(argv[++i], nullptr, 10)});
      options.is_wrong = options.is_wrong || options.sizes.back().a_day() == 0;
    } else {
      options.is_wrong = true;
    }
  }
  if (options.sizes.empty()) options.sizes = {{100'000}, {1'000'000}, {10'000'000}};
  return options;
}

}  // namespace

int run(int argc, char** argv) {
  if (argc == 4 && std::string_view(argv[1]) == "answer") return answer(argv[2], std::strtoull(argv[3], nullptr, 10));
  const Options options = parse_options(argc, argv);
  if (options.help || options.is_wrong) {
    std::fputs(kHelp, options.is_wrong ? stderr : stdout);
    return options.is_wrong ? 64 : 0;
  }
  const Rules compiled = rules();
  std::vector<Row> rows;
  for (const Size size : options.sizes) {
    rows.push_back(measure(size, options.time, compiled));
    write_curves(rows);
  }
  Figures figures("build/bench/inside.tsv");
  conclude(rows, figures);
  figures.save();
  const bool all_met = figures.print();
  if (!options.page.empty()) {
    const std::string table = figures.markdown() + "\n" + test::today() + ".\n";
    if (const Status page = test::replace_block(options.page, "grows", table); !page)
      throw std::runtime_error(page.error().message);
  }
  return all_met ? 0 : 1;
}

}  // namespace permit::bench
