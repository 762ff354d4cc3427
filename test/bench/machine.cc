#include "test/bench/machine.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/resource.h>
#include <sys/statfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <sstream>
#include <thread>

#include "core/version.h"
#include "test/bench/percentiles.h"
#include "test/rig/process.h"
#include "test/rig/run_folder.h"

namespace permit::bench {
namespace {

using test::read_file;

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// The value of the first `name : value` in a file of /proc.
std::string value_of(const std::string& file, std::string_view name) {
  std::istringstream lines(read_file(file));
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(':');
    if (line.starts_with(name) && colon != std::string::npos)
      return line.substr(std::min(line.find_first_not_of(" \t", colon + 1), line.size()));
  }
  return "unknown";
}

std::string first_line(const std::vector<std::string>& command) {
  const test::Finished finished = test::run_to_end({.arguments = command});
  return finished.status == 0 ? finished.output.substr(0, finished.output.find('\n')) : "";
}

// The version of a package such as `kannel`; empty if it is not installed.
std::string package_version(const std::string& package) {
  return first_line({"dpkg-query", "-W", "-f", "${Version}", package});
}

std::string file_system_of(const std::filesystem::path& folder) {
  return first_line({"findmnt", "-n", "-o", "SOURCE,FSTYPE", "-T", folder.string()});
}

std::string in_words(double value, const char* format) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

}  // namespace

double processor_time(pid_t process) {
  const std::string stat = read_file("/proc/" + std::to_string(process) + "/stat");
  const auto name_ends = stat.rfind(')');
  if (name_ends == std::string::npos) return 0;
  std::istringstream fields(stat.substr(name_ends + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;  // utime is the 14th, stime the 15th: proc(5)
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double own_processor_time() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

double machine_time() {
  std::istringstream fields(read_file("/proc/stat"));
  std::string name;
  fields >> name;
  double busy = 0;
  double ticks = 0;
  for (int field = 0; field < 8 && fields >> ticks; ++field)
    if (field != 3 && field != 4) busy += ticks;  // idle, iowait: proc(5)
  return busy / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double sync_latency(const std::filesystem::path& folder) {
  constexpr int kWrites = 100;
  const std::string file = folder / "sync";
  const test::Fd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  std::array<char, 4096> block{};
  Latencies latencies;
  for (int write = 0; fd && write < kWrites; ++write) {
    block.fill(static_cast<char>(write));
    const auto begin = std::chrono::steady_clock::now();
    if (::pwrite(fd.get(), block.data(), block.size(), 0) < 0 || ::fdatasync(fd.get()) != 0) break;
    latencies.add(std::chrono::steady_clock::now() - begin);
  }
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  return latencies.percentile(0.5).value_or(0);
}

std::vector<std::pair<std::string, std::string>> describe_machine(const std::filesystem::path& folder) {
  utsname kernel{};
  ::uname(&kernel);
  const auto pages = static_cast<double>(::sysconf(_SC_PHYS_PAGES));
  const double mebibytes = pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
  const std::string virtual_machine = first_line({"systemd-detect-virt", "--vm"});
  std::string system = read_file("/etc/debian_version");
  system = "Debian " + system.substr(0, system.find('\n'));
  return {
      {"processor", value_of("/proc/cpuinfo", "model name")},
      {"cores", std::to_string(std::thread::hardware_concurrency()) +
                    (virtual_machine.empty() ? "" : ", of a virtual machine (" + virtual_machine + ")")},
      {"memory", in_words(mebibytes / 1024, "%.0f GiB")},
      {"disk", file_system_of(folder)},
      {"one write synced to it", in_words(sync_latency(folder), "%.2f ms")},
      {"system", system + ", Linux " + kernel.release},
      {"Kannel", package_version("kannel")},
      {"LMDB", std::string(MDB_VERSION_STRING)},
      {"nginx", package_version("nginx-light")},
      {"gunicorn, SQLite", package_version("gunicorn") + ", " + package_version("libsqlite3-0")},
      {"permit8103", full_version()},
  };
}

}  // namespace permit::bench
