#include "tool/operate/kannel_conf.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(KannelConf) {
  test::StoreFolder scratch;
  const std::string file = scratch.file("kannel.conf");

  void write(const std::string& name, const std::string& text) const { std::ofstream(scratch.file(name)) << text; }
  std::string include(const std::string& name) const { return "include = \"" + scratch.file(name) + "\"\n"; }
};

TEST(KannelConf, putsIncludedFilesIntoTheirPlaces) {
  write("kannel.conf", "group = core\nsmsbox-port = 13001\n\n" + include("smscs.conf") + "group = smsbox\n");
  write("smscs.conf", "# all\ngroup = smsc\nsmsc-id = one\n\ngroup = smsc\nsmsc-id = two");
  const KannelConf conf(file);
  LONGS_EQUAL(0, conf.error());
  LONGS_EQUAL(0, conf.faults().size());
  const auto smscs = conf.groups("smsc");
  LONGS_EQUAL(2, smscs.size());
  STRCMP_EQUAL((scratch.file("smscs.conf") + ":6").c_str(), conf.place(smscs[1]->back()).c_str());
  STRCMP_EQUAL("two", value_of(*smscs[1], "smsc-id").c_str());
  STRCMP_EQUAL((file + ":5").c_str(), conf.place(conf.group("smsbox")->front()).c_str());
}

TEST(KannelConf, includesTheFilesOfAFolder) {
  std::filesystem::create_directories(scratch.file("conf.d/inner"));
  write("kannel.conf", "include = " + scratch.file("conf.d") + "\n");
  write("conf.d/b.conf", "group = smsc\nsmsc-id = b\n");
  write("conf.d/a.conf", "group = smsc\nsmsc-id = a\n");
  write("conf.d/inner/c.conf", "group = smsc\nsmsc-id = c\n");
  LONGS_EQUAL(2, KannelConf(file).groups("smsc").size());
}

TEST(KannelConf, readsEachFileOnce) {
  write("kannel.conf", "group = core\n\n" + include("kannel.conf") + include("more.conf") + include("more.conf"));
  write("more.conf", "group = smsc\n" + include("kannel.conf"));
  const KannelConf conf(file);
  LONGS_EQUAL(1, conf.groups("core").size());
  LONGS_EQUAL(1, conf.groups("smsc").size());
}

TEST(KannelConf, endsAGroupWithItsFile) {
  write("kannel.conf", include("core.conf") + "smsc-id = stray\n");
  write("core.conf", "group = core");
  const KannelConf conf(file);
  POINTERS_EQUAL(nullptr, entry_of(*conf.group("core"), "smsc-id"));
}

TEST(KannelConf, usesTheLastKeyAndTheLastGroup) {
  write("kannel.conf", "group = core\nsmsbox-port = 1\n\ngroup = core\nsmsbox-port = 2\nsmsbox-port = 3\n");
  STRCMP_EQUAL("3", value_of(*KannelConf(file).group("core"), "smsbox-port").c_str());
}

TEST(KannelConf, saysWhatCannotBeRead) {
  LONGS_EQUAL(ENOENT, KannelConf(file).error());
  write("kannel.conf", "group = core\nno entry\n\n" + include("away.conf"));
  const KannelConf conf(file);
  LONGS_EQUAL(0, conf.error());
  LONGS_EQUAL(2, conf.faults().size());
  STRCMP_CONTAINS("away.conf: No such file or directory", conf.faults()[0].c_str());
  STRCMP_CONTAINS("kannel.conf:2: An equals sign is missing", conf.faults()[1].c_str());
}
