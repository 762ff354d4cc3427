#include "test/bench/side_by_side.h"

#include <algorithm>
#include <cstdio>

#include "test/bench/bare_lmdb.h"
#include "test/rig/page_block.h"

namespace permit::bench {
namespace {

constexpr std::size_t kSmppInFlight = 50;
constexpr int kCommitsARound = 200;

std::string in_flight_name(std::size_t in_flight) { return std::to_string(in_flight) + " in flight"; }

std::string formatted(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string percent(double share) { return formatted("%.0f %%", share * 100); }

// The texts a second of a contender, and the processor time that each program used meanwhile.
std::string load_in_words(std::string_view name, const Series& series) {
  const Measured& total = series.total;
  const double others = std::max(0.0, total.all - total.bearerbox - total.smsbox - total.load);
  return std::string(name) + " " + formatted("%.0f/s", spread_of(series.rates).median) + " (of a core: bearerbox " +
         percent(total.bearerbox / total.seconds) + ", smsbox " + percent(total.smsbox / total.seconds) +
         ", the SMSC " + percent(total.load / total.seconds) + ", all else " + percent(others / total.seconds) + ")";
}

std::optional<double> median(const std::optional<Spread>& spread) {
  return spread ? std::optional(spread->median) : std::nullopt;
}

std::string missing(const SideBySide& found, std::string_view id) {
  for (const auto& entrant : found.entrants)
    if (entrant.id == id && !entrant.why_not.empty()) return entrant.why_not;
  return "it was not in this run";
}

Verdict ratio_line(const SideBySide& found, const std::string& what, std::string_view of, std::string_view to,
                   std::size_t in_flight, double bound) {
  const auto spread = found.ratio(of, to, in_flight);
  std::string why;
  if (!spread) {
    why = missing(found, to);
  } else {
    why = formatted("%.2f", spread->least) + " to " + formatted("%.2f", spread->most) + " over the rounds; " +
          load_in_words(of, *found.find(of, in_flight)) + ", " + load_in_words(to, *found.find(to, in_flight));
  }
  return at_least(what + ", " + in_flight_name(in_flight), bound, "x", median(spread), std::move(why));
}

std::optional<double> latency(const SideBySide& found, std::string_view id, std::size_t in_flight, double share) {
  const Series* series = found.find(id, in_flight);
  return series ? series->total.latencies.percentile(share) : std::nullopt;
}

// A grant waits for one sync; otherwise it may cost little more than a reply that waits for none.
Verdict one_grant(const SideBySide& found) {
  const auto grant = latency(found, kGrants, 1, 0.5);
  const auto help = latency(found, kHelp, 1, 0.5);
  const auto commit = found.bare_grants.percentile(0.5);
  const auto smallest = found.bare_commits.percentile(0.5);
  std::optional<double> ratio;
  std::string why;
  if (grant && help && commit && smallest) {
    ratio = *grant / (*help + *commit);
    why = "medians: grant " + formatted("%.3f ms", *grant) + ", help " + formatted("%.3f ms", *help) +
          ", bare commit of the same puts " + formatted("%.3f ms", *commit) + "; of one put " +
          formatted("%.3f ms", *smallest) + ", which gives " + formatted("%.2f x", *grant / (*help + *smallest));
  }
  return at_most("a grant / (help + a bare LMDB commit of the same puts), latency, 1 in flight", 1.2, "x", ratio,
                 std::move(why));
}

}  // namespace

const Series* SideBySide::find(std::string_view id, std::size_t in_flight) const {
  const auto found = series.find({std::string(id), in_flight});
  return found == series.end() ? nullptr : &found->second;
}

std::optional<Spread> SideBySide::ratio(std::string_view of, std::string_view to, std::size_t in_flight) const {
  const Series* dividend = find(of, in_flight);
  const Series* divisor = find(to, in_flight);
  if (!dividend || !divisor) return std::nullopt;
  std::vector<double> ratios;
  for (std::size_t round = 0; round < std::min(dividend->rates.size(), divisor->rates.size()); ++round)
    if (divisor->rates[round] > 0) ratios.push_back(dividend->rates[round] / divisor->rates[round]);
  if (ratios.empty()) return std::nullopt;
  return spread_of(std::move(ratios));
}

double SideBySide::cores_of_others() const {
  double seconds = 0;
  double others = 0;
  for (const auto& [key, each] : series) {
    if (key.first == kNginx || key.first == kDatabase) continue;  // Measured does not include the servers that they ask
    seconds += each.total.seconds;
    others += each.total.all - each.total.bearerbox - each.total.smsbox - each.total.load;
  }
  return seconds > 0 ? std::max(0.0, others / seconds) : 0;
}

SideBySide run_side_by_side(Contenders& contenders, const std::filesystem::path& folder, const Effort& effort,
                            const std::function<void(const std::string&)>& tell) {
  SideBySide found;
  BareLmdb bare(folder / "bare-lmdb");
  for (const Contender& each : contenders.all()) {
    found.entrants.push_back({each.id(), each.about(), each.why_not()});
    if (!each.why_not().empty()) tell(each.id() + " is not measured: " + each.why_not());
  }
  for (std::size_t round = 1; round <= effort.rounds; ++round) {
    tell("round " + std::to_string(round) + " of " + std::to_string(effort.rounds));
    for (int commit = 0; commit < kCommitsARound; ++commit) {
      found.bare_commits.add(bare.commit_one());
      found.bare_grants.add(bare.commit_grant());
    }
    for (const std::size_t in_flight : kInFlight) {
      for (Contender& each : contenders.all()) {
        if (!each.why_not().empty()) continue;
        const Measured measured = each.run(in_flight, effort.bound);
        found.series[{each.id(), in_flight}].add(measured);
        tell("  " + in_flight_name(in_flight) + ", " + each.id() + ": " + formatted("%.0f/s", measured.rate()));
      }
    }
  }
  found.smpp = contenders.run_smpp(kSmppInFlight, effort.bound);
  tell("over SMPP, " + in_flight_name(kSmppInFlight) + ": " + formatted("%.0f/s", found.smpp->rate()));
  return found;
}

std::vector<Verdict> judge(const SideBySide& found) {
  const std::string grants = "durable grants / stock `text ='";
  const std::string help = "replies that wait for no commit / stock `text ='";
  const std::string database = "durable grants / get-url with a database";
  std::vector<Verdict> verdicts = {
      ratio_line(found, grants, kGrants, kText, 10, 15),    ratio_line(found, grants, kGrants, kText, 50, 8),
      ratio_line(found, grants, kGrants, kText, 1000, 0.9), one_grant(found),
      ratio_line(found, help, kHelp, kText, 1, 0.9),        ratio_line(found, help, kHelp, kText, 10, 8),
      ratio_line(found, help, kHelp, kText, 50, 8),         ratio_line(found, help, kHelp, kText, 1000, 0.9)};
  for (const std::size_t in_flight : kInFlight)
    verdicts.push_back(ratio_line(found, database, kGrants, kDatabase, in_flight, 10));
  return verdicts;
}

std::string render_rates(const SideBySide& found) {
  std::string table = "| Texts a second; in flight |";
  std::string rule = "|---|";
  for (const std::size_t in_flight : kInFlight) {
    table += " " + test::with_commas(in_flight) + " |";
    rule += "---|";
  }
  table += "\n" + rule + "\n";
  for (const SideBySide::Entrant& entrant : found.entrants) {
    table += "| " + entrant.about + " |";
    for (const std::size_t in_flight : kInFlight) {
      const Series* series = found.find(entrant.id, in_flight);
      const double rate = series ? spread_of(series->rates).median : 0;
      table += " " + (series ? test::with_commas(static_cast<std::uint64_t>(rate + 0.5)) : std::string("-")) + " |";
    }
    table += "\n";
  }
  return table;
}

std::string render_figures(const SideBySide& found) {
  std::string tsv;
  const auto line = [&](const std::string& name, double value, const char* unit, double least, double most) {
    char figures[128];
    std::snprintf(figures, sizeof figures, "\t%.6g\t%s\t%.6g\t%.6g\n", value, unit, least, most);
    tsv += name + figures;
  };
  const auto percentiles = [&](const std::string& name, const Latencies& latencies) {
    for (const auto& [share, label] : {std::pair(0.5, "p50"), {0.95, "p95"}, {0.99, "p99"}, {0.999, "p99.9"}})
      if (const auto value = latencies.percentile(share)) line(name + " " + label, *value, "ms", *value, *value);
  };
  for (const auto& [key, series] : found.series) {
    const std::string name = key.first + ", " + in_flight_name(key.second) + ":";
    const Spread rate = spread_of(series.rates);
    line(name + " texts", rate.median, "/s", rate.least, rate.most);
    percentiles(name, series.total.latencies);
    const auto texts = static_cast<double>(std::max<std::size_t>(series.total.texts, 1));
    for (const auto& [who, seconds] : {std::pair("bearerbox", series.total.bearerbox),
                                       {"smsbox", series.total.smsbox},
                                       {"SMSC", series.total.load}}) {
      const double each = seconds / texts * 1e6;
      line(name + " " + who, each, "us/text", each, each);
    }
  }
  if (found.smpp) {
    const std::string name = std::string(kDay) + " over SMPP, " + in_flight_name(kSmppInFlight) + ":";
    line(name + " texts", found.smpp->rate(), "/s", found.smpp->rate(), found.smpp->rate());
    percentiles(name, found.smpp->latencies);
  }
  percentiles("bare LMDB, a commit of one put:", found.bare_commits);
  percentiles("bare LMDB, a commit of a grant's puts:", found.bare_grants);
  return tsv;
}

}  // namespace permit::bench
