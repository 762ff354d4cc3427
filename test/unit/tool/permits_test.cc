#include "tool/permits/permits.h"

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "core/decide/standing.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "tool/cli/command_rules.h"
#include "tool/permits/import.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(PermitsCommand) {
  test::StoreFolder scratch;
  const Zone zone = rules_from("rules/8103")->zone;
  PermitsOptions options;
  std::string out;
  std::string err;

  void setup() override {
    options.at = "2020-07-21T10:00";
    options.rules = "rules/8103";
    options.store = scratch.file("store");
    enter("AZE12345678", "allowed", "44-1", "2020-07-20T06:00");
    enter("5ABC2D1", "new", "44-2", "2020-07-20T06:00");
    enter("AA1234567", "new", "", "2020-09-01T00:00");
  }

  Instant at(const char* time) const { return zone.instant(*parse_local_time(time)); }
  void enter(const std::string& holder, const std::string& activity, const std::string& reference, const char* until) {
    StandingPermit permit{.kind = "work", .activity = activity};
    permit.period = {at("2020-07-06T00:00"), at(until)};
    permit.holder = holder;
    permit.reference = reference;
    permit.issuer = "Acme, \"LLC\"";
    permit.plate = "10AA123";
    permit.note = "shift 2; call 0501112233";
    CHECK_TRUE((*open_store(options.store))->enter(permit, {"clerk", ""}, at("2020-07-06T00:00")).ok());
  }
  template <typename Options>
  ExitStatus run(ExitStatus(*verb)(const Options&), const Options& given) {
    const test::CapturedOutput output;
    const ExitStatus status = verb(given);
    out = output.out();
    err = output.err();
    return status;
  }
  ExportOptions export_options() const {
    ExportOptions exported;
    exported.kind = "work";
    exported.reveal = true;
    exported.store = options.store;
    exported.rules = "rules/8103";
    return exported;
  }
  static std::string bytes_of(const std::string& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
  }
};

TEST(PermitsCommand, showsHowADecreeChangesThemAndItsClause) {
  options.reveal = true;
  LONGS_EQUAL(kYes, run(list_permits, options));
  STRCMP_CONTAINS("valid  #1 work AZE12345678, 2020-07-06T00:00:00 to 2020-08-05T06:00:00, plate 10AA123", out.c_str());
  STRCMP_CONTAINS("; extended by ", out.c_str());
  CHECK_TRUE(out.find("5ABC2D1") == std::string::npos);
  options.all = true;
  run(list_permits, options);
  STRCMP_CONTAINS("ended  #2 work 5ABC2D1, 2020-07-06T00:00:00 to 2020-07-20T06:00:00", out.c_str());
}

TEST(PermitsCommand, filtersByKindActivityAndIssuer) {
  options.all = options.reveal = true;
  options.activity = "new";
  run(list_permits, options);
  CHECK_TRUE(out.find("AZE12345678") == std::string::npos && out.find("AA1234567") != std::string::npos);
  options.issuer = "Acme";
  LONGS_EQUAL(kYes, run(list_permits, options));
  STRCMP_EQUAL("There is no such standing permit.\n", out.c_str());
  options.kind = "wrok";
  LONGS_EQUAL(kUsage, run(list_permits, options));
  STRCMP_CONTAINS("did you mean `work'?", err.c_str());
}

TEST(PermitsCommand, masksPersonalData) {
  options.all = true;
  run(list_permits, options);
  for (const char* personal : {"AZE12345678", "5ABC2D1", "10AA123", "0501112233", "44-1", "shift"})
    CHECK_TRUE_TEXT(out.find(personal) == std::string::npos, personal);
  ExportOptions exported = export_options();
  exported.reveal = false;
  LONGS_EQUAL(kYes, run(export_permits, exported));
  STRCMP_CONTAINS("AZE******78,2020-07-06T00:00:00,2020-07-20T06:00:00,allowed,10****3,4**1,\"Acme, \"\"LLC\"\"\",,\n",
                  out.c_str());
}

TEST(PermitsCommand, anExportIsImportedUnchanged) {
  ExportOptions exported = export_options();
  exported.file = scratch.file("work.csv");
  {
    const auto store = open_store(options.store);
    const NewEnd end{.until = at("2020-10-01T00:00"), .revoked = false};
    CHECK_TRUE((*store)->change_end(3, "AA1234567", end, {"clerk", ""}, at("2020-07-07T00:00"))->has_value());
  }
  LONGS_EQUAL(kYes, run(export_permits, exported));
  STRCMP_CONTAINS("AA1234567,2020-07-06T00:00:00,2020-10-01T00:00:00,", bytes_of(exported.file).c_str());
  ImportOptions import;
  import.kind = "work";
  import.file = exported.file;
  import.store = options.store;
  import.rules = "rules/8103";
  LONGS_EQUAL(kYes, run(import_permits, import));
  STRCMP_CONTAINS("Nothing is new: 3 rows of ", out.c_str());
  const std::string before = bytes_of(exported.file);
  import.store = exported.store = scratch.file("other");
  CHECK_TRUE(open_store(import.store).ok());
  LONGS_EQUAL(kYes, run(import_permits, import));
  LONGS_EQUAL(kYes, run(export_permits, exported));
  STRCMP_EQUAL(before.c_str(), bytes_of(exported.file).c_str());
}

TEST(PermitsCommand, anExportHasTheSameEndsInAnEmptyRegister) {
  {
    const auto store = open_store(options.store);
    const NewEnd end{.until = at("2020-10-01T00:00"), .revoked = false};
    CHECK_TRUE((*store)->change_end(3, "AA1234567", end, {"clerk", ""}, at("2020-07-07T00:00"))->has_value());
  }
  ExportOptions exported = export_options();
  exported.file = scratch.file("work.csv");
  run(export_permits, exported);
  ImportOptions import;
  import.kind = "work";
  import.file = exported.file;
  import.rules = "rules/8103";
  import.store = scratch.file("other");
  CHECK_TRUE(open_store(import.store).ok());
  LONGS_EQUAL(kYes, run(import_permits, import));
  const auto other = open_store(import.store);
  const Rules rules = rules_from("rules/8103");
  for (const auto& [holder, until] : {std::pair{"AZE12345678", "2020-08-05T06:00"},
                                      {"5ABC2D1", "2020-07-20T06:00"},
                                      {"AA1234567", "2020-10-01T00:00"}})
    CHECK_TRUE(effective_end((*other)->standing_of(holder)->at(0), *rules).until == at(until));
}

TEST(PermitsCommand, neitherRevokedNorReplacedPermitsAreExported) {
  enter("AZE12345678", "allowed", "44-1", "2020-07-21T06:00");  // #4 replaces #1
  {
    const auto store = open_store(options.store);
    CHECK_TRUE(
        (*store)
            ->change_end(2, "5ABC2D1", {.until = at("2020-07-07T00:00"), .revoked = true}, {}, at("2020-07-07T00:00"))
            .ok());
  }
  ExportOptions exported = export_options();
  run(export_permits, exported);
  STRCMP_EQUAL(
      "holder,from,until,activity,plate,reference,issuer,places,note\n"
      "AA1234567,2020-07-06T00:00:00,2020-09-01T00:00:00,new,10AA123,,\"Acme, \"\"LLC\"\"\",,\"shift 2; call "
      "0501112233\"\n"
      "AZE12345678,2020-07-06T00:00:00,2020-07-21T06:00:00,allowed,10AA123,44-1,\"Acme, \"\"LLC\"\"\",,"
      "\"shift 2; call 0501112233\"\n",
      out.c_str());
}

TEST(PermitsCommand, standingPagesNeverSplitAHolder) {
  enter("AA1234567", "allowed", "44-3", "2020-07-20T06:00");
  const auto store = open_store(options.store);
  std::string holders;
  for (std::string last;;) {
    const auto page = *(*store)->standing_after(last, 1);
    if (page.empty()) break;
    for (const StandingPermit& permit : page) holders += permit.holder + " ";
    holders += "| ";
    last = page.back().holder;
  }
  STRCMP_EQUAL("5ABC2D1 | AA1234567 AA1234567 | AZE12345678 | ", holders.c_str());
}
