#include "operations/stats.h"

#include "metrics/exposition.h"
#include "operations/choose_rules.h"
#include "store/instances.h"

namespace permit {

Status StatsReader::follow_rules() {
  const auto hash = store_.rules_in_force();
  if (!hash) return hash.error();
  if (is_loaded_ && *hash == hash_) return Done{};
  auto in_force = load_in_force(store_);
  if (!in_force) return in_force.error();
  in_force_ = std::move(*in_force);
  hash_ = *hash;
  is_loaded_ = true;
  count_.reset();
  return Done{};
}

DayCount& StatsReader::count_at(Instant at) {
  const Rules& rules = in_force_.rules;
  if (!count_) count_.emplace(zone(), rules ? rules->history_from(at) : zone().start_of(zone().day(at)));
  return *count_;
}

Result<Sequence> StatsReader::records_to_read(Instant at) { return count_at(at).records_to_count(store_, at); }

Result<StatsFigures> StatsReader::figures(Instant at, const OnProgress& on_progress) {
  StatsFigures figures;
  figures.folder = folder_;
  figures.zone = zone();
  figures.at = at;
  DayCount& count = count_at(at);
  for (const Status& status : {read_last(figures), read_history(figures), count.count(store_, at, on_progress)})
    if (!status) return status.error();
  figures.today = count.texts();
  figures.alive = count.alive(at);
  figures.alive_since = count.alive_since();
  auto health = this->health();
  if (!health) return health.error();
  figures.health = std::move(*health);
  const auto size = store_.figures();
  if (!size) return size.error();
  figures.size = *size;
  return figures;
}

Status StatsReader::read_last(StatsFigures& figures) const {
  const auto last = store_.last();
  if (!last) return last.error();
  if (*last == 0) return Done{};
  auto records = store_.log(*last, 1);
  if (!records) return records.error();
  if (!records->empty()) figures.last = std::move(records->front());
  return Done{};
}

Status StatsReader::read_history(StatsFigures& figures) const {
  const auto history = store_.rules_history();
  if (!history) return history.error();
  if (!history->empty() && history->back().hash == hash_) figures.rules_since = history->back().at;
  return Done{};
}

Result<Health> StatsReader::health() const {
  using What = Problem::What;
  auto instances = store_.statuses();
  if (!instances) return instances.error();
  Health health{.rules = hash_,
                .paused = in_force_.rules && in_force_.rules->pause,
                .instances = std::move(*instances),
                .problems = {}};
  if (!in_force_.rules && !in_force_.text.empty()) health.problems.push_back({What::stale_rules});
  bool any_runs = false;
  for (std::size_t index = 0; index < health.instances.size(); ++index) {
    const InstanceStatus& box = health.instances[index];
    if (!is_running(box)) continue;
    any_runs = true;
    if (!box.faults.empty()) health.problems.push_back({What::broken_folder, index});
    if (box.rules != hash_.value_or(Digest{})) health.problems.push_back({What::other_rules, index});
  }
  const auto size = store_.figures();
  if (!size) return size.error();
  if (size->writer && size->writer->is_stopped) {
    health.stopped_writer = size->writer;
    health.problems.push_back({What::stopped_writer});
  }
  if (!any_runs) health.problems.push_back({What::none_runs});
  return health;
}

Result<std::string> exposition(const RegisterStore& store) {
  auto instances = store.statuses();
  if (!instances) return instances.error();
  std::erase_if(*instances, [](const InstanceStatus& box) { return !is_running(box); });
  const auto size = store.figures();
  if (!size) return size.error();
  return render_exposition(*instances, *size);
}

}  // namespace permit
