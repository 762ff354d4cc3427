// The rule folder is replaced twenty times a second while a crowd asks for permits: every answer follows one whole
// folder, and everybody gets one.
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>

#include <atomic>
#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "ruleset/read/source.h"
#include "test/rig/crowd.h"
#include "test/rig/rig_group.h"
#include "test/rig/rule_copy.h"

namespace permit::test {

namespace {

constexpr auto kBetweenChanges = std::chrono::milliseconds(50);
constexpr const char* kMarker = "Iki saat";

/// Two whole folders, one of them in place. In the other a permit lasts two hours, which is set and announced in two
/// different files.
class Storm {
 public:
  explicit Storm(const RunFolder& folder) : calm_(folder.path() / "rules"), stormy_(folder.path() / "stormy") {
    stormy_.replace("2020-07-20.xml", "<lasts hours=\"3\"/>", "<lasts hours=\"2\"/>");
    stormy_.replace("2020-07-20.xml", "outcome=\"granted\" begins=\"10:00\" until=\"13:00\"", "outcome=\"granted\"");
    stormy_.replace("2020-07-20.xml", "at=\"2020-07-21T13:00\" text=\"2 AZE12345678\" outcome=\"refused\"",
                    "at=\"2020-07-21T14:00\" text=\"2 AZE12345678\" outcome=\"refused\"");
    stormy_.replace("2020-07-20.xml",
                    "at=\"2020-07-22T00:10\" text=\"2 AZE12345678\" outcome=\"repeated\" until=\"01:30\"",
                    "at=\"2020-07-22T00:10\" text=\"2 AZE12345678\" outcome=\"repeated\"");
    stormy_.replace("2020-07-20.xml", "outcome=\"granted\" until=\"04:30\"", "outcome=\"granted\"");
    stormy_.replace("2020-07-20.xml", "outcome=\"granted\" until=\"08:59\"", "outcome=\"granted\"");
    stormy_.replace("2020-08-05.xml",
                    "at=\"2020-08-05T07:59\" text=\"2 AZE12345678\" outcome=\"repeated\" until=\"08:00\"",
                    "at=\"2020-08-05T06:30\" text=\"2 AZE12345678\" outcome=\"repeated\"");
    stormy_.replace("service.xml", "<text id=\"granted\">Icaze {code}: ",
                    "<text id=\"granted\">" + std::string(kMarker) + " {code}: ");
    hashes_ = {*hash_of(*read_folder(calm_.path())), *hash_of(*read_folder(stormy_.path()))};
  }

  const std::filesystem::path& path() const { return calm_.path(); }
  const std::set<Digest>& hashes() const { return hashes_; }

  /// Swaps the two folders in one step.
  void change() const { renameat2(AT_FDCWD, calm_.path().c_str(), AT_FDCWD, stormy_.path().c_str(), RENAME_EXCHANGE); }

 private:
  RuleCopy calm_;
  RuleCopy stormy_;
  std::set<Digest> hashes_;
};

}  // namespace

struct RulesStormTest : RigTest {};

TEST_GROUP_BASE(RulesStorm, RulesStormTest){};

TEST(RulesStorm, noTextIsLostOrAnsweredUnderHalfOfAFolder) {
  constexpr std::size_t count = 5000;
  const Storm storm(folder);
  Crowd crowd(start_rig({.rules = storm.path()}), count, 50);
  std::atomic<bool> over = false;
  std::thread wind([&] {
    for (; !over; std::this_thread::sleep_for(kBetweenChanges)) storm.change();
  });
  try {
    crowd.run();
  } catch (...) {
    over = true;
    wind.join();
    throw;
  }
  over = true;
  wind.join();

  std::set<Digest> seen;
  const std::vector<Entry> log = rig->register_view().log();
  for (const Entry& entry : log) {
    if (entry.purpose.empty()) continue;  // the rig's first request
    seen.insert(entry.rules);
    CHECK_TEXT(entry.outcome == Outcome::granted, entry.reply.c_str());
    const bool is_two_hours = *entry.period->until - entry.decided < std::chrono::minutes(150);
    CHECK_EQUAL_TEXT(is_two_hours, entry.reply.starts_with(kMarker), entry.reply.c_str());
  }
  LONGS_EQUAL(count, crowd.answered());
  LONGS_EQUAL(0, crowd.repeated());
  CHECK_TRUE(seen == storm.hashes());
  rig->register_view().verify();
}

}  // namespace permit::test
