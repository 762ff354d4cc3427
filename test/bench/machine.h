// The machine on which the benchmarks run: its properties and its load.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace permit::bench {

/// Processor seconds that a process has used since its start; 0 if there is no process with that id.
double processor_time(pid_t process);
double own_processor_time();

/// Processor seconds of everything that runs, on all processors together.
double machine_time();

/// Describes the machine for a reader: names and values. `folder` is on the disk that is measured.
std::vector<std::pair<std::string, std::string>> describe_machine(const std::filesystem::path& folder);

/// The median time of several 4 KiB writes, each with fdatasync, in milliseconds.
double sync_latency(const std::filesystem::path& folder);

}  // namespace permit::bench
