#include "tool/permits/list_file.h"

#include <fstream>
#include <sstream>
#include <string>

#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(ListFile) {
  test::StoreFolder scratch;
  const std::string file = scratch.file("health.csv");
  const std::string rows =
      "of,key,until,why\ndocument,AZE12345678,2099-01-31T00:00:00,\"positive, twice\"\nphone,994501112233,,a contact\n";
  ListOptions options;
  std::string out;
  std::string err;

  void setup() override {
    options.name = "health";
    options.by = "clinic";
    options.store = scratch.file("store");
    options.rules = "rules/8103";
    options.reveal = true;
    CHECK_TRUE(open_store(options.store).ok());
  }

  void write(const std::string& bytes) const { std::ofstream(file, std::ios::binary) << bytes; }
  ExitStatus execute(ExitStatus(*verb)(const ListOptions&, const std::string&), const std::string& name) {
    const test::CapturedOutput output;
    const ExitStatus status = verb(options, name);
    out = output.out();
    err = output.err();
    return status;
  }
};

TEST(ListFile, everyoneInTheFileIsPutOnTheListOnce) {
  write(rows);
  LONGS_EQUAL(kYes, execute(list_import, file));
  STRCMP_EQUAL("2 put on list health, 0 already there.\n", out.c_str());
  LONGS_EQUAL(kYes, execute(list_import, file));
  STRCMP_EQUAL("0 put on list health, 2 already there.\n", out.c_str());
  const auto store = open_store(options.store);
  LONGS_EQUAL(2, *(*store)->last());
  STRCMP_EQUAL("clinic", (*store)->listings("health")->front().by.c_str());
}

TEST(ListFile, anExportIsTheImportedFile) {
  write(rows);
  execute(list_import, file);
  LONGS_EQUAL(kYes, execute(list_export, ""));
  STRCMP_EQUAL(rows.c_str(), out.c_str());
  {
    const auto store = open_store(options.store);
    const auto log = (*store)->log(1, 10);
    STRCMP_EQUAL("list export", std::get<Revealed>(std::get<AdminEvent>(log->back().event).what).command.c_str());
  }
  options.reveal = false;
  execute(list_export, "");
  CHECK_TRUE(out.find("AZE12345678") == std::string::npos && out.find("994501112233") == std::string::npos);
  STRCMP_CONTAINS("export with --reveal", err.c_str());
}

TEST(ListFile, aBadRowKeepsEverybodyOffTheList) {
  write(rows +
        "phone,12,,x\nperson,AZE12345678,,x\ndocument,AZE12345679,,\ndocument,AZE12345679,tomorrow,x\n"
        "document,12345678,,x\ndocument,aze 12345678,,again\n");
  LONGS_EQUAL(kBrokenInput, execute(list_import, file));
  for (const char* reason :
       {"health.csv:4: key: `12' is not a phone", "health.csv:5: of: `pe***n' is neither document nor",
        "health.csv:6: why: it is empty", "health.csv:7: until: `to****ow' is not a local time",
        "health.csv:8: key: ", "health.csv:9: key: it is already on line 2; keep one of the two"})
    STRCMP_CONTAINS(reason, err.c_str());
  CHECK_TRUE((*open_store(options.store))->listings("health")->empty());
  options.name = "helth";
  LONGS_EQUAL(kUsage, execute(list_import, file));
  STRCMP_CONTAINS("did you mean `health'?", err.c_str());
}

TEST(ListFile, aLongFileIsEnteredInFewTransactions) {
  std::string many = "of,key,until,why\n";
  for (int n = 0; n < 2000; ++n) many += "document,AZE" + std::to_string(10000000 + n) + ",,positive\n";
  write(many);
  LONGS_EQUAL(kYes, execute(list_import, file));
  STRCMP_EQUAL("2000 put on list health, 0 already there.\n", out.c_str());
  {
    const auto store = open_store(options.store);
    LONGS_EQUAL(2000, *(*store)->verify());
    CHECK_TRUE((*store)->listings("health")->size() == 2000);
  }
  write(many + "document,AZE99999999,,positive\n");
  LONGS_EQUAL(kYes, execute(list_import, file));
  STRCMP_EQUAL("1 put on list health, 2000 already there.\n", out.c_str());
}

TEST(ListFile, anExpiredRowIsSkipped) {
  write("of,key,until,why\ndocument,AZE12345678,2020-01-31T00:00,old\n");
  LONGS_EQUAL(kYes, execute(list_import, file));
  STRCMP_CONTAINS("0 put on list health, 0 already there, 1 skipped because they have expired.", out.c_str());
}
