// The disk of the service fails, fills up or becomes read-only, or the machine's clock jumps. Nothing is lost, no
// permit is given twice, and service resumes by itself when the cause is gone.
#include <signal.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <string>

#include "test/rig/crowd.h"
#include "test/rig/rig_group.h"
#include "test/rig/store_process.h"
#include "test/torture/fault_trial.h"
#include "test/torture/file_on_disk.h"
#include "test/torture/tape.h"

namespace permit::test {

namespace {

constexpr const char* kPreloadFirst = "PERMIT8103_PRELOAD_FIRST";
constexpr const char* kRegisterFails = "because the register fails";

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size())) ++found;
  return found;
}

/// A small file system mounted on a folder, if this process may mount one.
class SmallDisk {
 public:
  explicit SmallDisk(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    is_mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=16m,mode=0750") == 0;
    if (!is_mounted_) std::printf("    not tried: mounting a file system needs root (%s)\n", std::strerror(errno));
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
  }

  bool is_mounted() const { return is_mounted_; }
  void fill() const {
    std::ofstream filler(folder_ / "filler", std::ios::binary);
    const std::string block(4096, 'x');
    while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) continue;
  }
  void make_room() const { std::filesystem::remove(folder_ / "filler"); }
  void set_read_only(bool is_read_only) const {
    LONGS_EQUAL(0, ::mount("", folder_.c_str(), "", is_read_only ? MS_REMOUNT | MS_RDONLY : MS_REMOUNT, "size=16m"));
  }

 private:
  std::filesystem::path folder_;
  bool is_mounted_ = false;
};

}  // namespace

struct OutageTest : RigTest {
  /// The tape records the smsboxes that start from now on, and causes its faults in them.
  Tape& interpose() {
    Tape& made = tape.emplace((folder.path() / "store").string());
    const char* before = std::getenv(kPreloadFirst);
    preloaded_before = before ? before : "";
    const std::string interposer = build_folder() / "test" / "interposer.so";
    ::setenv(kPreloadFirst, (preloaded_before.empty() ? interposer : preloaded_before + ":" + interposer).c_str(), 1);
    ::setenv(kTapeVariable, made.path().c_str(), 1);
    return made;
  }

  void teardown() override {
    RigTest::teardown();
    if (!tape) return;
    ::unsetenv(kTapeVariable);
    if (preloaded_before.empty()) {
      ::unsetenv(kPreloadFirst);
    } else {
      ::setenv(kPreloadFirst, preloaded_before.c_str(), 1);
    }
    tape.reset();
  }

  void wait_for_outage(Crowd& crowd, std::size_t outages) {
    rig->wait_for("smsbox's log reports the failure", [&] {
      crowd.step();
      return count(rig->smsbox_log(), kRegisterFails) > outages;
    });
  }

  /// Checks that every text that was answered is in the register, once.
  void judge(const Crowd& crowd, std::size_t texts, FaultTrial& trial) {
    rig->register_view().verify();
    std::map<std::string, std::string> kept;
    for (const Entry& entry : rig->register_view().log()) {
      if (kept.contains(entry.text.phone)) trial.wrong("two records of " + entry.text.phone);
      kept[entry.text.phone] = entry.reply;
    }
    for (std::size_t text = 0; text < texts; ++text)
      if (kept[Crowd::phone(text)] != crowd.reply_to(text)) trial.lost("the reply to " + Crowd::phone(text));
    trial.texts(texts);
  }

  std::optional<Tape> tape;
  std::string preloaded_before;
};

TEST_GROUP_BASE(Outage, OutageTest){};

TEST(Outage, fullFileSystem) {
  const SmallDisk disk(folder.path() / "store");
  if (!disk.is_mounted()) return;
  FaultTrial trial("file system full");
  const std::size_t outages = times(1, 10);
  const std::size_t texts = outages * 300 + 50;
  Crowd crowd(start_rig(), texts, 100);
  for (std::size_t outage = 0; outage < outages; ++outage) {
    crowd.run(outage * 300 + 20);
    trial.tried();
    disk.fill();
    wait_for_outage(crowd, outage);
    disk.make_room();
    crowd.run(crowd.answered() + 20);
    trial.survived();
  }
  crowd.run();
  judge(crowd, texts, trial);
  rig.reset();
  trial.check();
}

TEST(Outage, fileSystemThatIsReadOnlyAtTheStart) {
  const SmallDisk disk(folder.path() / "store");
  if (!disk.is_mounted()) return;
  FaultTrial trial("file system read-only at the start");
  Crowd crowd(start_rig(), 100, 50);
  crowd.run(50);
  rig->smsbox().kill_group();
  trial.tried();
  disk.set_read_only(true);
  rig->start_smsbox();
  rig->wait_for("smsbox's log reports the failure",
                [&] { return rig->smsbox_log().find("mounted read-only") != std::string::npos; });
  disk.set_read_only(false);
  crowd.run();
  trial.survived();
  judge(crowd, 100, trial);
  rig.reset();
  trial.check();
}

TEST(Outage, diskThatFailsNowAndThen) {
  FaultTrial trial("disk errors under smsbox");
  Tape& disk = interpose();
  const std::size_t outages = times(3, 100);
  const std::size_t texts = outages * 200;
  Crowd crowd(start_rig(), texts, 100);
  for (std::size_t outage = 0; outage < outages; ++outage) {
    crowd.run(outage * 200 + 20);
    Trouble* const troubles[] = {&disk.head().sync, &disk.head().write_through, &disk.head().write,
                                 &disk.head().short_write};
    const std::size_t which = trial.between(0, 3);
    const int errors[] = {EIO, ENOSPC, EROFS};
    troubles[which]->strike(which == 3 ? 0 : errors[trial.between(0, 2)], 1);
    trial.tried();
    wait_for_outage(crowd, outage);
    for (Trouble* trouble : troubles) trouble->end();
    crowd.run(crowd.answered() + 20);
    trial.survived();
  }
  crowd.run();
  judge(crowd, texts, trial);
  rig.reset();
  trial.check();
}

TEST(Outage, powerLostUnderSmsbox) {
  FaultTrial trial("power lost under smsbox");
  Tape& disk = interpose();
  disk.head().records_sockets = true;
  const std::size_t texts = times(300, 1000);
  Crowd crowd(start_rig(), texts, 50);
  crowd.run();
  const std::vector<Entry> log = rig->register_view().log();
  rig.reset();

  // A reply counts as sent when bytes that contain it are written to the link.
  const std::string rebuilt = folder.path() / "rebuilt";
  std::map<std::string, std::string> told;
  std::size_t events = 0;
  disk.play([&](const Event&) { ++events; });
  FileOnDisk disk_file;
  disk.play([&](const Event& event) {
    disk_file.apply(event);
    if (event.did == Event::Did::say)
      for (std::size_t text = told.size(); text < log.size(); ++text)
        if (event.bytes().find(log[text].reply) != std::string_view::npos) told[log[text].text.phone] = log[text].reply;
    if (trial.between(0, events) >= times(40, 1500)) return;
    trial.tried();
    std::filesystem::remove_all(rebuilt);
    std::filesystem::create_directories(rebuilt);
    if (const auto file = disk_file.sample(trial.chance())) write_file(rebuilt + "/data.mdb", *file);
    std::map<std::string, std::string> kept;
    try {
      RegisterView view(rebuilt);
      if (!told.empty()) {
        view.verify();
        for (const Entry& entry : view.log()) kept[entry.text.phone] = entry.reply;
      }
    } catch (const std::exception& broken) {
      trial.wrong(broken.what());
    }
    std::size_t lost = 0;
    for (const auto& [phone, reply] : told)
      if (kept[phone] != reply && ++lost == 1) trial.lost("the reply to " + phone);
    if (lost == 0) trial.survived();
  });
  trial.texts(told.size());
  LONGS_EQUAL(texts, told.size());
  trial.check();
}

TEST(Outage, clockThatStepsBackAndForth) {
  using namespace std::chrono_literals;
  FaultTrial trial("clock of the machine jumps");
  Tape& machine = interpose();
  start_rig({.preload_bearerbox = true});  // the clock of the whole machine jumps
  std::size_t asked = 0;
  std::size_t grants = 0;
  Instant latest = Instant::min();
  Instant granted_until = Instant::min();
  const std::string document = "AZE12345678";
  std::int64_t off = 0;
  for (std::size_t step = 0; step < times(12, 300); ++step) {
    // Some days forward, then back by hours and days, and finally back to the right time.
    const std::int64_t hour = 3600;
    const std::int64_t steps[] = {-hour, -5 * hour, -24 * hour, -72 * hour, 0, 1};
    off = step % 3 == 2 ? std::max<std::int64_t>(off, 0) + hour / 6 : steps[trial.between(0, 5)];
    machine.head().clock_seconds = off;
    trial.tried();
    const std::string phone = "99450" + std::to_string(2000000 + asked++);
    const Sms reply = rig->ask(phone, "2 " + document);
    const Entry entry = entry_of(phone);
    trial.survived();
    if (entry.reply != reply.text) trial.wrong("another reply than is recorded");
    if (entry.decided < latest) trial.wrong("a decision earlier than the last");
    latest = std::max(latest, entry.decided);
    if (entry.outcome == Outcome::granted) {
      if (entry.decided < granted_until) trial.wrong("a second permit while one is valid");
      ++grants;
      granted_until = *entry.period->until;
    }
  }
  CHECK_TEXT(rig->smsbox_log().find("The clock was set back") != std::string::npos, "the log does not name the step");
  machine.head().clock_seconds = off + 1000;
  rig->ask("994501111111", "2 AZE87654321");
  rig->wait_for("smsbox's log says that the clock has caught up",
                [&] { return rig->smsbox_log().find("The clock has caught up") != std::string::npos; });
  CHECK(grants >= 1);
  rig->register_view().verify();
  trial.texts(asked);
  rig.reset();
  trial.check();
}

}  // namespace permit::test
