// The status of each box, one row per process. The next status removes the rows of processes that have ended.
//
//   status = 3:u8 process:u32 at:i64 rules:32*u8 box folder faults has-shadow:u8 [shadow] rules-since:i64 figures
//   shadow = since:i64 rules:32*u8 same:u64 passed-over:u64 folder faults count:u32 count*(outcome:u8 outcome:u8 n:u64)
//   faults = count:u32 count*text
//   figures = started:i64 6*(texts:u64) latency:histogram batches:histogram waiting:u64 replies-held:u64
//             failed-commits:u64 failed-at:i64 failure
//             writer-waits:u64 waited-at:i64 program:u32 is-stopped:u8 is-waiting:u8 program-name
//   histogram = buckets:u32 buckets*(count:u64) sum:f64     (metrics/histogram.h)
//
// Times are milliseconds since 1970-01-01 00:00 UTC; names without a type are texts (store/format/bytes.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/instance_status.h"
#include "store/lmdb/environment.h"

namespace permit {

std::string encode(const InstanceStatus& status);
/// Returns nothing when the bytes are not exactly one whole status of a known version.
std::optional<InstanceStatus> decode_status(std::string_view bytes);

void put_status(lmdb::WriteTransaction& transaction, const InstanceStatus& status);
/// Returns all statuses, by box. Skips a status of another version and a damaged one; the next put_status() removes it.
std::vector<InstanceStatus> find_statuses(const lmdb::ReadTransaction& transaction);

/// Whether the process that wrote a status still runs on this machine, judged by its number and the machine's start.
bool is_running(const InstanceStatus& status);

}  // namespace permit
