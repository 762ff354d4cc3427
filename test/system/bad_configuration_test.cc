// A wrong configuration gives one clear line in smsbox's log, and smsbox's other services keep running.
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "test/rig/rig_group.h"

namespace permit::test {

struct BadConfigurationTest : RigTest {
  /// Starts bearerbox without an smsbox.
  void begin() {
    make_rig().start_bearerbox();
    good_ = read_file(rig->permit_conf());
    while (good_.ends_with("\n\n")) good_.pop_back();
  }

  /// Appends `line` to a good configuration: smsbox's log names that line once, with what is wrong.
  void check(const std::string& line, const std::string& wrong) {
    start_smsbox_with(line);
    const std::string place = rig->permit_conf().string() + ":" + std::to_string(count_lines(good_) + 1) + ": ";
    rig->wait_for("smsbox's log names " + place, [&] { return !errors_at(place).empty(); });
    const auto errors = errors_at(place);
    LONGS_EQUAL_TEXT(1, errors.size(), line.c_str());
    STRCMP_CONTAINS(wrong.c_str(), errors.front().c_str());
    CHECK_TEXT(!rig->is_linked(), "it must not take texts");
  }

 private:
  /// Starts smsbox and waits until its own services work.
  void start_smsbox_with(const std::string& line) {
    rig->smsbox().kill_group();
    std::filesystem::remove(rig->smsbox_log_path());
    write_file(rig->permit_conf(), good_ + line + "\n");
    rig->start_smsbox();
    STRCMP_EQUAL("stock", ask_stock_service().text.c_str());
  }

  std::vector<std::string> errors_at(const std::string& place) const {
    std::vector<std::string> found;
    std::istringstream log(rig->smsbox_log());
    for (std::string line; std::getline(log, line);)
      if (line.find("ERROR: " + place) != std::string::npos) found.push_back(line);
    return found;
  }

  static std::size_t count_lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }

  std::string good_;
};

TEST_GROUP_BASE(BadConfiguration, BadConfigurationTest){};

TEST(BadConfiguration, ofAKeyOrAValueIsNamedWithItsLine) {
  begin();
  check("rulez = /tmp", "rulez");
  check("box-id = permit8103", "box-id");
  check("map-size = large", "large");
  check("validity =", "validity");
  check("rehearse-at = tomorrow", "rehearse-at");
}

TEST(BadConfiguration, withoutAFileIsNamed) {
  begin();
  rig->smsbox().kill_group();
  std::filesystem::remove(rig->permit_conf());
  rig->start_smsbox();
  rig->wait_for("smsbox's log names the file",
                [&] { return rig->smsbox_log().find(rig->permit_conf().string()) != std::string::npos; });
}

TEST(BadConfiguration, ofAFolderWithoutRulesIsNamed) {
  RigOptions options;
  options.rules = folder.path() / "no-rules";
  make_rig(options).start_bearerbox();
  rig->start_smsbox();
  rig->wait_for("smsbox's log names the folder",
                [&] { return rig->smsbox_log().find(options.rules.string()) != std::string::npos; });
}

TEST(BadConfiguration, ofARegisterThatEverybodyCanWriteIsNamedUntilItIsClosed) {
  make_rig().start_bearerbox();
  const std::filesystem::path store = rig->permit_plan().store;
  std::filesystem::create_directories(store);
  std::filesystem::permissions(store, std::filesystem::perms::all);
  rig->start_smsbox();
  rig->wait_for("smsbox's log says how to correct it",
                [&] { return rig->smsbox_log().find("close it: chmod o-w " + store.string()) != std::string::npos; });
  CHECK_TEXT(!rig->is_linked(), "it must not take texts");
  std::filesystem::permissions(store, std::filesystem::perms::owner_all);
  rig->wait_for("the link is up", [&] { return rig->is_linked(); });
  expect(Outcome::granted, rig->fake(), text_from("994501112233", "2 AZE12345678"));
}

}  // namespace permit::test
