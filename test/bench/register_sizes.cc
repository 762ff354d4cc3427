#include "test/bench/register_sizes.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "test/bench/inside/people.h"
#include "test/bench/inside/register.h"

namespace permit::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLoads[] = {50, 1000};
constexpr double kLeast = 0.8;
constexpr const char* kTonight = "2020-07-30T21:00";  // tonight() of inside/register.h

std::string formatted(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

/// Texts of people who are not in the register yet.
class Newcomers : public Texts {
 public:
  /// Starts far from the people with whom registers are filled.
  explicit Newcomers(std::uint64_t known) : next_(known + kPeople / 2) {}
  Ask next() override {
    const std::string document = document_of(next_++);
    return {.body = "2 " + document, .reply = "Icaze 2: " + document + ", "};
  }

 private:
  std::uint64_t next_;
};

/// A Kannel on a copy of a filled register.
class Service {
 public:
  Service(const fs::path& folder, std::uint64_t documents)
      : rig_(folder, {.max_pending = 1000, .rehearse_at = kTonight}),
        texts_(documents),
        load_(rig_, rig_.fake(), "8103", texts_, "99458") {
    fs::copy(filled_register({documents}, rules()), rig_.permit_plan().store);
    ::sync();  // gigabytes that are not on disk yet would delay every commit
    rig_.start();
  }

  Measured run(std::size_t in_flight, const Bound& bound) { return load_.run(in_flight, bound); }

 private:
  test::KannelRig rig_;
  Newcomers texts_;
  Load load_;
};

}  // namespace

RegisterSizes run_register_sizes(const fs::path& folder, const Sizes& sizes, const Effort& effort,
                                 const std::function<void(const std::string&)>& tell) {
  tell("registers of " + std::to_string(sizes.few) + " and " + std::to_string(sizes.many) + " documents");
  RegisterSizes by_size{.sizes = sizes, .few = {}, .many = {}};
  Service few(folder / "few", sizes.few);
  Service many(folder / "many", sizes.many);
  for (Service* each : {&few, &many}) each->run(kLoads[1], effort.bound);  // to bring frequently used pages into memory
  for (std::size_t round = 1; round <= effort.rounds; ++round)
    for (const std::size_t in_flight : kLoads) {
      by_size.few[in_flight].add(few.run(in_flight, effort.bound));
      by_size.many[in_flight].add(many.run(in_flight, effort.bound));
      tell("  " + std::to_string(in_flight) +
           " in flight: " + formatted("%.0f/s with few, ", by_size.few[in_flight].rates.back()) +
           formatted("%.0f/s with many", by_size.many[in_flight].rates.back()));
    }
  return by_size;
}

std::vector<Verdict> judge(const RegisterSizes& by_size) {
  std::vector<Verdict> verdicts;
  for (const std::size_t in_flight : kLoads) {
    const Series& few = by_size.few.at(in_flight);
    const Series& many = by_size.many.at(in_flight);
    std::vector<double> ratios;
    for (std::size_t round = 0; round < few.rates.size(); ++round)
      ratios.push_back(many.rates[round] / std::max(few.rates[round], 1.0));
    const Spread spread = spread_of(ratios);
    const auto described = [](const Series& series) {
      return formatted("%.0f/s", spread_of(series.rates).median) + ", p50 " +
             in_words(series.total.latencies.percentile(0.5), "ms") + ", p99 " +
             in_words(series.total.latencies.percentile(0.99), "ms");
    };
    verdicts.push_back(at_least("grants with " + std::to_string(by_size.sizes.many) + " documents / with " +
                                    std::to_string(by_size.sizes.few) + ", " + std::to_string(in_flight) + " in flight",
                                kLeast, "x", spread.median,
                                formatted("%.2f", spread.least) + formatted(" to %.2f over the rounds; ", spread.most) +
                                    described(many) + " with many, " + described(few) + " with few"));
  }
  return verdicts;
}

std::string render_figures(const RegisterSizes& by_size) {
  std::string tsv;
  for (const auto& [documents, all] : {std::pair(by_size.sizes.few, &by_size.few), {by_size.sizes.many, &by_size.many}})
    for (const auto& [in_flight, series] : *all) {
      const Spread rate = spread_of(series.rates);
      tsv += "grants with " + std::to_string(documents) + " documents, " + std::to_string(in_flight) +
             " in flight: texts" + formatted("\t%.6g\t/s", rate.median) + formatted("\t%.6g", rate.least) +
             formatted("\t%.6g\n", rate.most);
    }
  return tsv;
}

}  // namespace permit::bench
