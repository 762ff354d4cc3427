#include "tool/inspect/plates.h"

#include <algorithm>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(Plates) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  PlatesOptions options{"2020-07-21T11:00", false, folder.path(), "rules/8103"};
  std::string out;

  Instant at(std::string_view local) { return loaded.rules->zone.instant(*parse_local_time(local)); }
  Sequence say(std::string_view when, const std::string& text) {
    CHECK_TRUE(LocalService(loaded.rules, *store).answer(text, "994501112233", at(when)).ok());
    return *store->last();
  }
  Sequence enter(const std::string& holder, const std::string& plate, const char* from, const char* until) {
    const StandingPermit work{.kind = "work", .period = {at(from), at(until)}, .holder = holder, .plate = plate};
    return store->enter(work, {"metro", ""}, at("2020-07-20T12:00"))->sequence;
  }
  std::string run_plates() {
    store.reset();
    const test::CapturedOutput output;
    LONGS_EQUAL(0, plates(options));
    return output.out();
  }
};

TEST(Plates, listsEachPermittedPlateOnce) {
  enter("5ABC12D", "10AA002", "2020-07-20T13:00", "2020-07-30T00:00");
  enter("5ABC12E", "77AA777", "2020-07-20T13:00", "2020-07-30T00:00");
  enter("5ABC12F", "77AA778", "2020-07-22T00:00", "2020-07-30T00:00");  // to come
  say("2020-07-20T23:59", "2 AZE00000001 90AA001");                     // the day before, over
  say("2020-07-21T10:00", "2 AZE00000001 90AA001");
  say("2020-07-21T10:10", "1 AZE00000001 90AA001");
  say("2020-07-21T10:00", "2 AZE00000002 10AA002");
  say("2020-07-21T10:00", "2 AZE00000003");
  say("2020-07-21T10:30", "2 AZE00000003 50AA003");
  say("2020-07-21T11:30", "2 AZE00000004 10AA004");  // later
  STRCMP_EQUAL("10AA002\n50AA003\n77AA777\n90AA001\n", run_plates().c_str());
  options.at = "2020-07-21T10:15";
  STRCMP_EQUAL("10AA002\n77AA777\n90AA001\n", run_plates().c_str());
}

TEST(Plates, usesOnlyWhatWasKnownThen) {
  const Sequence revoked = enter("5ABC12D", "10AA001", "2020-07-20T13:00", "2020-07-30T00:00");
  const Sequence extended = say("2020-07-21T08:00", "1 AZE00000001 10AA002");
  const Actor chief{"chief", "why"};
  CHECK_TRUE(store->change_end(revoked, "5ABC12D", {at("2020-07-21T10:30"), true}, chief, at("2020-07-21T10:30"))
                 ->has_value());
  CHECK_TRUE(store->change_end(extended, "", {at("2020-07-21T20:00")}, chief, at("2020-07-21T10:40"))->has_value());
  STRCMP_EQUAL("10AA002\n", run_plates().c_str());
  options.at = "2020-07-21T10:35";  // 10AA002 ended at 10:00; the extension came at 10:40
  STRCMP_EQUAL("", run_plates().c_str());
  options.at = "2020-07-21T10:29";
  STRCMP_EQUAL("10AA001\n", run_plates().c_str());
}

TEST(Plates, jsonNamesTheLatestEnd) {
  const Sequence longer = enter("5ABC12D", "10AA002", "2020-07-20T13:00", "2020-07-30T00:00");
  say("2020-07-21T10:00", "2 AZE00000002 10AA002");
  options.json = true;
  const auto line = nlohmann::json::parse(run_plates());
  STRCMP_EQUAL("2020-07-30T00:00:00", line["until"].get<std::string>().c_str());
  STRCMP_EQUAL("work", line["kind"].get<std::string>().c_str());
  LONGS_EQUAL(longer, line["record"].get<long>());
}

TEST(Plates, readsEveryPage) {
  for (unsigned number = 0; number < 700; ++number)
    enter("AZE" + std::to_string(10000000 + number), "10AA" + std::to_string(100 + number), "2020-07-20T13:00",
          "2020-07-30T00:00");
  const std::string lines = run_plates();
  LONGS_EQUAL(700, std::count(lines.begin(), lines.end(), '\n'));
}
