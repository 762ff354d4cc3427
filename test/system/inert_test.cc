// LD_PRELOAD reaches more programs than smsbox: in those the library does nothing and is not noticeable.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

/// Removes the lines in which Kannel's programs log, with the time, that they cannot resolve the machine's name.
std::string without_log_lines(const std::string& output) {
  std::istringstream lines(output);
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("] ERROR: ") == std::string::npos) rest += line + "\n";
  }
  return rest;
}

/// Checks that exit status and output are the same as without the library.
void check_untouched(const std::vector<std::string>& arguments) {
  const Finished plain = run_to_end({.arguments = arguments});
  const Environment preloaded = {{"LD_PRELOAD", build_folder() / "permit8103.so"}};
  const Environment bound_now = {{"LD_PRELOAD", build_folder() / "permit8103.so"}, {"LD_BIND_NOW", "1"}};
  for (const Environment& environment : {preloaded, bound_now}) {
    const Finished loaded = run_to_end({.arguments = arguments, .environment = environment});
    LONGS_EQUAL_TEXT(plain.status, loaded.status, arguments.front().c_str());
    STRCMP_EQUAL_TEXT(without_log_lines(plain.output).c_str(), without_log_lines(loaded.output).c_str(),
                      arguments.front().c_str());
  }
}

bool has_mapped(const char* library, pid_t process) {
  return read_file("/proc/" + std::to_string(process) + "/maps").find(library) != std::string::npos;
}

/// Checks that the library was preloaded and then did nothing.
void check_idle_in(pid_t process) {
  CHECK(has_mapped("/permit8103.so", process));
  CHECK_FALSE(has_mapped("/permit8103-box.so", process));
}

}  // namespace

TEST_GROUP_BASE(Inert, RigTest){};

TEST(Inert, inProgramsThatEndAtOnce) {
  check_untouched({"/bin/true"});
  check_untouched({"/bin/false"});
  check_untouched({"/bin/sh", "-c", "echo out; echo err >&2; exit 7"});
}

TEST(Inert, inTimeout) {
  check_untouched({"timeout", "10", "/bin/sh", "-c", "echo in time; exit 3"});
  check_untouched({"timeout", "0.05", "sleep", "10"});
}

TEST(Inert, inStartStopDaemon) {
  check_untouched(
      {"/sbin/start-stop-daemon", "--test", "--start", "--pidfile", folder.path() / "none.pid", "--exec", "/bin/true"});
  check_untouched({"/sbin/start-stop-daemon", "--status", "--pidfile", folder.path() / "none.pid"});
}

TEST(Inert, inRunKannelBox) { check_untouched({"/usr/sbin/run_kannel_box"}); }

TEST(Inert, inBearerbox) {
  check_untouched({"/usr/sbin/bearerbox", "--version"});
  start_rig({.preload_bearerbox = true});
  STRCMP_CONTAINS("AZE12345678", rig->ask("994501112233", "2 AZE12345678").text.c_str());
  CHECK(has_mapped("/permit8103-box.so", rig->smsbox().pid()));
  check_idle_in(rig->bearerbox().pid());
}

TEST(Inert, inSmsboxThatOnlyPrintsItsVersion) { check_untouched({"/usr/sbin/smsbox", "--version"}); }

// The process chain of Debian's init script, with every symbol bound at once.
TEST(Inert, inTheDaemonsAroundARunningSmsbox) {
  make_rig().start_bearerbox();
  Environment environment = rig->box_environment();
  environment["LD_BIND_NOW"] = "1";
  const std::string pidfile = folder.path() / "smsbox.pid";
  Process starter({.arguments = {"/sbin/start-stop-daemon", "--start", "--quiet", "--pidfile", pidfile, "--exec",
                                 "/usr/sbin/run_kannel_box", "--", "--pidfile", pidfile, "--no-extra-args",
                                 "/usr/sbin/smsbox", "-v", "4", "--", rig->kannel_conf()},
                   .environment = environment});
  pid_t daemon = 0;
  rig->wait_for("run_kannel_box has written its pid", [&] { return bool(std::ifstream(pidfile) >> daemon); });
  const Process adopted = Process::adopt(daemon);
  LONGS_EQUAL(0, starter.exit_status().value_or(-1));

  rig->wait_for("the library has its link", [&] { return rig->is_linked(); });
  STRCMP_CONTAINS("AZE12345678", rig->ask("994501112233", "2 AZE12345678").text.c_str());
  check_idle_in(daemon);
}

}  // namespace permit::test
