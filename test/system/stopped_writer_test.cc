// A program is stopped while it writes the register. The service names it, loses no text and continues afterwards.
#include <signal.h>

#include <fstream>
#include <string>

#include "store/lmdb/writer_lock.h"
#include "test/rig/permitctl.h"
#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

constexpr unsigned kRows = 400'000;  // their import takes seconds

bool has_ended(Process& process) { return process.exit_status().has_value(); }

}  // namespace

struct StoppedWriterTest : RigTest {
  /// Starts the rig and, on its register, an import.
  void start() {
    start_rig({.metrics = folder.path() / "permit8103.prom"});
    const std::string file = folder.path() / "staff.csv";
    std::ofstream rows(file);
    rows << "holder,from,until\n";
    for (unsigned row = 0; row < kRows; ++row) rows << "AZE" << 20'000'000 + row << ",2020-07-21T00:00,none\n";
    rows.close();
    importer = Process({.arguments = {build_folder() / "permitctl", "import", "work", file, "--rules",
                                      rig->permit_plan().rules, "--store", rig->permit_plan().store},
                        .output = folder.path() / "import.out"});
    named = "`permitctl', process " + std::to_string(importer.pid());
  }

  std::optional<WritingProgram> writing() const {
    const auto writer = lmdb::writing_program(rig->permit_plan().store);
    const bool is_import = writer && writer->process == static_cast<std::uint32_t>(importer.pid());
    return is_import ? writer : std::nullopt;
  }
  bool is_stopped() const {
    const std::string stat = read_file("/proc/" + std::to_string(importer.pid()) + "/stat");
    return stat.find(") T ") != std::string::npos;
  }
  /// Sends a stop signal at a moment when the import writes, and waits until it has stopped.
  void stop_writing(int number) {
    rig->wait_for("the import writes", [&] {
      CHECK_FALSE_TEXT(has_ended(importer), read_file(folder.path() / "import.out").c_str());
      if (!writing()) return false;
      importer.signal(number);
      return true;
    });
    rig->wait_for("the import has stopped", [&] { return is_stopped(); });
  }
  /// Stops the import inside a transaction.
  void stop_inside() {
    for (stop_writing(SIGSTOP); !writing(); stop_writing(SIGSTOP)) importer.signal(SIGCONT);
  }
  void send_text() { rig->fake().send(text_from("994501112233", "2 AZE12345678")); }
  bool log_has(const std::string& sentence) const { return rig->smsbox_log().find(sentence) != std::string::npos; }
  bool metrics_have(const std::string& row) const {
    return read_file(rig->permit_plan().metrics).find(row) != std::string::npos;
  }
  std::string held_row() const {
    return "program=\"permitctl\",program_process=\"" + std::to_string(importer.pid()) + "\"} 1\n";
  }
  void expect_service_continues() {
    rig->wait_for("the text is answered", [&] { return !rig->fake().replies().empty(); });
    CHECK(entry_of("994501112233").outcome == Outcome::granted);
    rig->wait_for("the log says that the register works again", [&] { return log_has("The register works again"); });
    rig->wait_for("the metrics name no program", [&] { return !metrics_have("permit8103_writer_held{"); });
    const std::string box = "{box=\"permit8103\",process=\"" + std::to_string(rig->smsbox().pid()) + "\"}";
    CHECK(metrics_have("permit8103_writer_waits_total" + box + " 1\n"));
    rig->register_view().verify();
  }

  Process importer;
  std::string named;
};

TEST_GROUP_BASE(StoppedWriter, StoppedWriterTest){};

TEST(StoppedWriter, isNamedAndTextsAreAnsweredWhenItContinues) {
  start();
  stop_inside();
  send_text();
  const std::string sentence = named + ", is stopped in the middle of a write. Continue it (kill -CONT ";
  rig->wait_for("the log names it", [&] { return log_has(sentence); });
  rig->wait_for("the metrics name it", [&] { return metrics_have(held_row()); });
  const Finished screen = permitctl(*rig, {"stats"});
  LONGS_EQUAL_TEXT(1, screen.status, screen.output.c_str());
  STRCMP_CONTAINS(("WRONG     " + named + ", is stopped in the middle of a write").c_str(), screen.output.c_str());
  STRCMP_CONTAINS("\"stopped\": true", permitctl(*rig, {"stats", "--json"}).output.c_str());
  CHECK(rig->fake().replies().empty());

  importer.signal(SIGCONT);
  expect_service_continues();
  rig->wait_for(
      "the import has ended", [&] { return has_ended(importer); }, std::chrono::seconds(180));
  LONGS_EQUAL_TEXT(0, *importer.exit_status(), read_file(folder.path() / "import.out").c_str());
  const std::string log = rig->smsbox_log();
  CHECK_TEXT(log.find(sentence) == log.rfind(sentence), "the log repeats it");
  rig->wait_for(
      "the stats count it",
      [&] { return permitctl(*rig, {"stats"}).output.find("  held        1 time by another") != std::string::npos; },
      std::chrono::seconds(30));
}

TEST(StoppedWriter, blocksNothingOnceItIsKilled) {
  start();
  stop_inside();
  send_text();
  rig->wait_for("the log names it", [&] { return log_has(named); });
  importer.kill_group();
  expect_service_continues();
}

TEST(StoppedWriter, doesNotKeepSmsboxFromEnding) {
  start();
  stop_inside();
  send_text();
  rig->wait_for("the log names it", [&] { return log_has(named); });
  rig->smsbox().signal(SIGTERM);
  rig->wait_for("smsbox has ended", [&] { return has_ended(rig->smsbox()); });
  LONGS_EQUAL(0, rig->smsbox().exit_status().value());
}

TEST(StoppedWriter, stopsAtCtrlZOnlyBetweenTwoWrites) {
  start();
  for (int time = 0; time < 20; ++time) {
    stop_writing(SIGTSTP);
    CHECK_FALSE(writing().has_value());
    if (time < 19) importer.signal(SIGCONT);
  }
  send_text();
  rig->wait_for("the text is answered", [&] { return !rig->fake().replies().empty(); });
  CHECK_FALSE(log_has("is stopped in the middle of a write"));
}

}  // namespace permit::test
