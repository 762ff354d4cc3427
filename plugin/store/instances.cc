#include "store/instances.h"

#include <signal.h>
#include <time.h>

#include <bit>
#include <cerrno>
#include <chrono>
#include <utility>

#include "store/format/bytes.h"
#include "store/format/keys.h"

namespace permit {
namespace {

constexpr std::uint8_t kVersion = 3;
constexpr const char* kBoxes = "boxes";

void write_host_time(ByteWriter& out, HostTime time) {
  out.u64(static_cast<std::uint64_t>(time.time_since_epoch().count()));
}

HostTime read_host_time(ByteReader& in) {
  return HostTime{std::chrono::milliseconds{static_cast<std::int64_t>(in.u64())}};
}

void write_texts(ByteWriter& out, const std::vector<std::string>& texts) {
  out.u32(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) out.text(text);
}

// Reserves no memory for a count that may be wrong: the bytes end first.
std::vector<std::string> read_texts(ByteReader& in) {
  std::vector<std::string> texts;
  for (std::uint32_t left = in.u32(); left > 0 && in.ok(); --left) texts.push_back(in.text());
  return texts;
}

bool read_flag(ByteReader& in) {
  const std::uint8_t flag = in.u8();
  if (flag > 1) in.fail();
  return flag == 1;
}

Outcome read_outcome(ByteReader& in) {
  const std::uint8_t number = in.u8();
  if (number < static_cast<std::uint8_t>(Outcome::granted) || number > static_cast<std::uint8_t>(Outcome::silent))
    in.fail();
  return static_cast<Outcome>(number);
}

void write_shadow(ByteWriter& out, const InstanceStatus::Shadow& shadow) {
  write_host_time(out, shadow.since);
  out.fixed(shadow.rules);
  out.u64(shadow.texts.same);
  out.u64(shadow.passed_over);
  out.text(shadow.folder);
  write_texts(out, shadow.faults);
  out.u32(static_cast<std::uint32_t>(shadow.texts.changed.size()));
  for (const auto& [change, count] : shadow.texts.changed) {
    out.u8(static_cast<std::uint8_t>(change.first));
    out.u8(static_cast<std::uint8_t>(change.second));
    out.u64(count);
  }
}

InstanceStatus::Shadow read_shadow(ByteReader& in) {
  InstanceStatus::Shadow shadow;
  shadow.since = read_host_time(in);
  in.fixed(shadow.rules);
  shadow.texts.same = in.u64();
  shadow.passed_over = in.u64();
  shadow.folder = in.text();
  shadow.faults = read_texts(in);
  for (std::uint32_t left = in.u32(); left > 0 && in.ok(); --left) {
    const Outcome before = read_outcome(in);
    const Outcome after = read_outcome(in);
    shadow.texts.changed[{before, after}] = in.u64();
  }
  return shadow;
}

void write_histogram(ByteWriter& out, const Histogram& values) {
  out.u32(static_cast<std::uint32_t>(values.counts().size()));
  for (const std::uint64_t count : values.counts()) out.u64(count);
  out.u64(std::bit_cast<std::uint64_t>(values.sum()));
}

Histogram read_histogram(ByteReader& in, std::span<const double> bounds) {
  std::vector<std::uint64_t> counts(bounds.size() + 1);
  if (in.u32() != counts.size()) in.fail();
  for (std::uint64_t& count : counts) count = in.u64();
  return {bounds, std::move(counts), std::bit_cast<double>(in.u64())};
}

void write_figures(ByteWriter& out, const InstanceFigures& figures) {
  write_host_time(out, figures.started);
  for (const Outcome outcome : kOutcomes) out.u64(figures.outcomes[outcome]);
  write_histogram(out, figures.latency);
  write_histogram(out, figures.batches);
  for (const std::uint64_t count : {figures.waiting, figures.replies_held, figures.failed_commits}) out.u64(count);
  write_host_time(out, figures.failed_at);
  out.text(figures.failure);
  out.u64(figures.writer_waits);
  write_host_time(out, figures.waited_at);
  out.u32(figures.waited_for.process);
  out.u8(figures.waited_for.is_stopped ? 1 : 0);
  out.u8(figures.is_waiting ? 1 : 0);
  out.text(figures.waited_for.name);
}

InstanceFigures read_figures(ByteReader& in) {
  InstanceFigures figures;
  figures.started = read_host_time(in);
  for (const Outcome outcome : kOutcomes) figures.outcomes[outcome] = in.u64();
  figures.latency = read_histogram(in, kLatencyBounds);
  figures.batches = read_histogram(in, kBatchBounds);
  for (std::uint64_t* count : {&figures.waiting, &figures.replies_held, &figures.failed_commits}) *count = in.u64();
  figures.failed_at = read_host_time(in);
  figures.failure = in.text();
  figures.writer_waits = in.u64();
  figures.waited_at = read_host_time(in);
  figures.waited_for.process = in.u32();
  figures.waited_for.is_stopped = read_flag(in);
  figures.is_waiting = read_flag(in);
  figures.waited_for.name = in.text();
  return figures;
}

/// When the machine started, by the current clock.
HostTime machine_start() {
  const auto read = [](clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::milliseconds(time.tv_sec * 1000 + time.tv_nsec / 1'000'000);
  };
  return HostTime{read(CLOCK_REALTIME) - read(CLOCK_BOOTTIME)};
}

std::string key_of(const InstanceStatus& status) { return subject_key(status.box, status.process); }

}  // namespace

std::string encode(const InstanceStatus& status) {
  std::string bytes;
  ByteWriter out(bytes);
  out.u8(kVersion);
  out.u32(status.process);
  write_host_time(out, status.at);
  out.fixed(status.rules);
  out.text(status.box);
  out.text(status.folder);
  write_texts(out, status.faults);
  out.u8(status.shadow ? 1 : 0);
  if (status.shadow) write_shadow(out, *status.shadow);
  write_host_time(out, status.rules_since);
  write_figures(out, status.figures);
  return bytes;
}

std::optional<InstanceStatus> decode_status(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.u8() != kVersion) in.fail();
  InstanceStatus status;
  status.process = in.u32();
  status.at = read_host_time(in);
  in.fixed(status.rules);
  status.box = in.text();
  status.folder = in.text();
  status.faults = read_texts(in);
  if (read_flag(in)) status.shadow = read_shadow(in);
  status.rules_since = read_host_time(in);
  status.figures = read_figures(in);
  if (!in.complete()) return std::nullopt;
  return status;
}

// Also replaces a damaged row, or one of another version, so that it does not make the commit of a text fail.
void put_status(lmdb::WriteTransaction& transaction, const InstanceStatus& status) {
  const lmdb::Database boxes = transaction.create(kBoxes);
  std::vector<std::string> ended;
  for (lmdb::Cursor row(transaction, boxes, {}); row.valid(); row.next())
    if (const auto other = decode_status(row.value()); !other || !is_running(*other)) ended.emplace_back(row.key());
  for (const std::string& key : ended) transaction.erase(boxes, key);
  transaction.put(boxes, key_of(status), encode(status));
}

std::vector<InstanceStatus> find_statuses(const lmdb::ReadTransaction& transaction) {
  std::vector<InstanceStatus> statuses;
  const std::optional<lmdb::Database> boxes = transaction.find(kBoxes);
  if (!boxes) return statuses;
  for (lmdb::Cursor row(transaction, *boxes, {}); row.valid(); row.next())
    if (std::optional<InstanceStatus> status = decode_status(row.value())) statuses.push_back(*std::move(status));
  return statuses;
}

// After a restart of the machine, another process may have the same number.
bool is_running(const InstanceStatus& status) {
  if (status.at < machine_start()) return false;
  return kill(static_cast<pid_t>(status.process), 0) == 0 || errno == EPERM;
}

}  // namespace permit
