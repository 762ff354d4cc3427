// The machine that is measured on: what it is, and what takes its time.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace permit::bench {

/// Seconds of a processor that a process has taken, ever; 0 when there is none of that id.
double processor_time(pid_t process);
double own_processor_time();

/// Likewise of everything that runs, on all processors together.
double machine_time();

/// What a reader needs to know of it: names and values. `folder` is on the disk that is measured.
std::vector<std::pair<std::string, std::string>> describe_machine(const std::filesystem::path& folder);

/// Milliseconds that the median of some 4 KiB writes into a file takes with its fdatasync.
double sync_latency(const std::filesystem::path& folder);

}  // namespace permit::bench
