// All roles that use the register without texting: each plays a scene of test/roles, with commands only, while the
// library answers a crowd.
//
// A scene takes place on a day of 2020. The test moves that day to today, because commands use the machine's clock.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "test/rig/crowd.h"
#include "test/rig/rig_group.h"
#include "test/rig/rule_copy.h"

namespace permit::test {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMost = 1'000'000;
constexpr std::size_t kInFlight = 4;
constexpr std::size_t kEarlier = 300;

/// Returns what the head of a scene says after `words`, up to a space.
std::string told(const std::string& scene, const std::string& words) {
  const auto at = scene.find("# " + words + " ");
  if (at == std::string::npos) return {};
  const auto begin = at + words.size() + 3;
  return scene.substr(begin, scene.find_first_of(" ,.\n", begin) - begin);
}

}  // namespace

struct RolesTest : RigTest {
  void play(const std::string& name) {
    const std::string scene = read_file("test/roles/" + name);
    rules.emplace(folder.path() / "rules");
    rules->shift_to_today(told(scene, "It is"));
    write_file(folder.path() / name, rules->moved(scene));
    fs::copy("test/roles/stage", folder.path());
    const Finished key = run_to_end({.arguments = {build_folder() / "permitctl", "keys", "new", keys()}});
    LONGS_EQUAL_TEXT(0, key.status, key.output.c_str());
    start_service(rules->moved(told(scene, "Texts come since")));

    const std::size_t before = crowd->answered();
    Process person({.arguments = {"bash", folder.path() / name}, .environment = surroundings(), .output = said()});
    const auto ended = [&] {
      crowd->step();
      return !person.running();
    };
    rig->wait_for(name + " is through", ended, std::chrono::seconds(120));
    const std::size_t meanwhile = crowd->answered() - before;
    crowd->finish();
    LONGS_EQUAL_TEXT(0, *person.exit_status(), read_file(said()).c_str());
    CHECK_TEXT(meanwhile > 0, "no texts came meanwhile");
    std::printf("    %s, while %zu texts were answered: %s", name.c_str(), meanwhile, read_file(said()).c_str());
    check_crowd();
  }

  std::optional<RuleCopy> rules;
  std::optional<Crowd> crowd;
  std::size_t earlier = 0;  ///< texts of the crowd on the earlier day

 private:
  /// Starts the service with the texts of an earlier day in the register, if the scene mentions one.
  void start_service(const std::string& earlier_day) {
    make_rig({.spare_fake = true, .rules = rules->path(), .rehearse_at = earlier_day, .check_code_keys = keys()});
    if (!earlier_day.empty()) rules->begin_register(rig->permit_plan().store, earlier_day);
    rig->start();
    crowd.emplace(*rig, kMost, kInFlight);
    if (!earlier_day.empty()) {
      crowd->run(kEarlier);
      crowd->finish();
      earlier = crowd->answered();
      rig->smsbox().kill_group();
      rig->set_clock("");
      rig->start_smsbox();
      rig->wait_until_ready();
    }
    crowd->run(crowd->answered() + 1);
  }

  Environment surroundings() const {
    return {{"PATH", build_folder().string() + ":" + std::getenv("PATH")},
            {"PERMIT8103_CONF", rig->permit_conf()},
            {"STORE", rig->permit_plan().store},
            {"RULES", rules->path()},
            {"KEYS", keys()},
            {"SMSC", std::to_string(rig->plan().spare_port.value())},
            {"TZ", rules->zone()}};
  }

  /// Checks that everybody in the crowd has a permit, unless there was a pause, and read what the register says. Those
  /// of the earlier day may be gone.
  void check_crowd() {
    std::map<std::string, Entry> by_phone;
    for (Entry& entry : rig->register_view().log()) by_phone.insert_or_assign(entry.text.phone, std::move(entry));
    for (std::size_t text = 0; text < crowd->answered(); ++text) {
      const auto found = by_phone.find(Crowd::phone(text));
      if (found == by_phone.end() && text < earlier) continue;
      CHECK_TEXT(found != by_phone.end(), ("the register has lost " + Crowd::phone(text)).c_str());
      const Entry& entry = found->second;
      CHECK_TEXT(entry.outcome == Outcome::granted || entry.reason == "pause", entry.reply.c_str());
      STRCMP_EQUAL(Crowd::document(text).c_str(), entry.document.c_str());
      STRCMP_EQUAL(entry.reply.c_str(), crowd->reply_to(text).c_str());
    }
    rig->register_view().verify();
  }

  fs::path keys() const { return folder.path() / "keys"; }
  fs::path said() const { return folder.path() / "said"; }
};

TEST_GROUP_BASE(Roles, RolesTest){};

TEST(Roles, employersOfThePortal) { play("portal"); }
TEST(Roles, citizenOfMyGov) { play("citizen"); }
TEST(Roles, policeWithTabletsAndCameras) { play("police"); }
TEST(Roles, courtInADispute) { play("dispute"); }
TEST(Roles, operatorsOf102And9108And919) { play("operators"); }
TEST(Roles, migrationService) { play("migration"); }
TEST(Roles, keepersOfLists) { play("lists"); }
TEST(Roles, officialsOfADecree) { play("decree"); }
TEST(Roles, keeperOfTheRegister) { play("keeper"); }

}  // namespace permit::test
