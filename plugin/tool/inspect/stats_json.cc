#include <cmath>

#include <nlohmann/json.hpp>

#include "store/instances.h"
#include "tool/cli/follow.h"
#include "tool/inspect/stats_render.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Digest& hash) { return hash == Digest{} ? Json() : Json(hex(hash)); }

Json json_of(const OutcomeCounts& counts) {
  Json json = Json::object();
  for (const Outcome outcome : kOutcomes) json[std::string(name(outcome))] = counts[outcome];
  return json;
}

Json json_of(const std::map<std::string, OutcomeCounts>& groups) {
  Json json = Json::object();
  for (const auto& [key, counts] : groups) json[key] = json_of(counts);
  return json;
}

Json json_of(const DayTexts& texts) {
  Json reasons = Json::object();
  for (const auto& [outcome, counts] : texts.by_reason) reasons[std::string(name(outcome))] = counts;
  return {{"purpose", json_of(texts.by_purpose)},
          {"clause", json_of(texts.by_clause)},
          {"language", json_of(texts.by_language)},
          {"reason", reasons}};
}

Json json_of(const InstanceStatus::Shadow& shadow, const Zone& zone) {
  Json changed = Json::array();
  for (const auto& [change, number] : shadow.texts.changed)
    changed.push_back({{"before", name(change.first)}, {"after", name(change.second)}, {"texts", number}});
  return {{"folder", shadow.folder},
          {"rules", json_of(shadow.rules)},
          {"since", render_host_time(shadow.since, zone)},
          {"same", shadow.texts.same},
          {"changed", changed},
          {"passed_over", shadow.passed_over},
          {"faults", shadow.faults}};
}

/// Each value is in the first bucket whose bound it does not exceed; the last bucket has no bound. `is_whole': the
/// values are whole numbers.
Json json_of(const Histogram& values, bool is_whole) {
  const auto quantile = [&](double rank) {
    const double value = values.quantile(rank);
    return is_whole ? std::ceil(value) : value;
  };
  Json buckets = Json::array();
  for (std::size_t bucket = 0; bucket < values.counts().size(); ++bucket) {
    const bool has_bound = bucket < values.bounds().size();
    buckets.push_back(
        {{"up_to", has_bound ? Json(values.bounds()[bucket]) : Json()}, {"count", values.counts()[bucket]}});
  }
  return {{"count", values.total()},
          {"sum", values.sum()},
          {"p50", quantile(0.5)},
          {"p99", quantile(0.99)},
          {"buckets", buckets}};
}

Json json_of(const WritingProgram& program) {
  return {{"process", program.process}, {"program", program.name}, {"stopped", program.is_stopped}};
}

Json json_of_wait(const InstanceFigures& figures, const Zone& zone) {
  if (figures.writer_waits == 0) return {};
  return {{"at", render_host_time(figures.waited_at, zone)},
          {"process", figures.waited_for.process},
          {"program", figures.waited_for.name},
          {"over", !figures.is_waiting}};
}

Json json_of(const InstanceFigures& figures, const Zone& zone) {
  const bool any_failed = figures.failed_commits > 0;
  return {
      {"since", render_host_time(figures.started, zone)},
      {"texts", json_of(figures.outcomes)},
      {"latency_seconds", json_of(figures.latency, false)},
      {"commit_texts", json_of(figures.batches, true)},
      {"waiting", figures.waiting},
      {"replies_held", figures.replies_held},
      {"failed_commits", figures.failed_commits},
      {"last_failure",
       any_failed ? Json({{"at", render_host_time(figures.failed_at, zone)}, {"message", figures.failure}}) : Json()},
      {"writer_waits", figures.writer_waits},
      {"last_writer_wait", json_of_wait(figures, zone)}};
}

Json json_of(const RegisterFigures& size) {
  return {{"records", size.records},
          {"file_bytes", size.file_bytes},
          {"used_bytes", size.used_bytes},
          {"map_bytes", size.map_bytes},
          {"readers", size.readers},
          {"reader_lag_commits", size.commits_behind},
          {"stale_readers", size.stale_readers},
          {"writer", size.writer ? json_of(*size.writer) : Json()}};
}

Json json_of(const InstanceStatus& box, const Zone& zone) {
  return {{"box", box.box},
          {"process", box.process},
          {"runs", is_running(box)},
          {"at", render_host_time(box.at, zone)},
          {"folder", box.folder},
          {"rules", json_of(box.rules)},
          {"rules_since", box.rules == Digest{} ? Json() : Json(render_host_time(box.rules_since, zone))},
          {"faults", box.faults},
          {"shadow", box.shadow ? json_of(*box.shadow, zone) : Json()},
          {"figures", json_of(box.figures, zone)}};
}

}  // namespace

std::string render_json(const StatsFigures& figures, bool on_one_line) {
  const auto local = [&](Instant time) { return render_local_time(figures.zone.local(time)); };
  Json boxes = Json::array();
  for (const InstanceStatus& box : figures.health.instances) boxes.push_back(json_of(box, figures.zone));
  const Json json = {
      {"version", kStatsJsonVersion},
      {"register", figures.folder},
      {"at", local(figures.at)},
      {"zone", figures.zone.name()},
      {"last",
       {{"record", figures.last ? figures.last->sequence : 0},
        {"at", figures.last ? Json(local(figures.last->at)) : Json()}}},
      {"today", json_of(figures.today.all)},
      {"today_by", json_of(figures.today)},
      {"alive", figures.alive},
      {"rules",
       {{"hash", json_of(figures.health.rules.value_or(Digest{}))},
        {"since", figures.rules_since ? Json(render_host_time(*figures.rules_since, figures.zone)) : Json()},
        {"paused", figures.health.paused}}},
      {"size", json_of(figures.size)},
      {"boxes", boxes},
      {"wrong", problems_in_words(figures.health)}};
  return json.dump(on_one_line ? -1 : 2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace permit::tool
