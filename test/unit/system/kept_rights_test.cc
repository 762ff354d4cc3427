#include "system/kept_rights.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

using Words = KeptRights::Words;

namespace {

constexpr uid_t kUser = 48111;

Result<Words> reverse(const Words& words) { return Words(words.rbegin(), words.rend()); }

}  // namespace

TEST_GROUP(KeptRights) { test::StoreFolder folder; };

TEST(KeptRights, carryWordsOfAnyBytesThereAndBack) {
  const Words sent{"first", "", std::string("\0\n\xff", 3), std::string(3'000'000, 'x')};
  for (const bool forks : {false, true}) {
    const auto kept = forks ? KeptRights::keep(reverse) : KeptRights::none(reverse);
    CHECK_TRUE(kept.ok());
    for (int call = 0; call < 3; ++call) CHECK_TRUE(*(*kept)(sent) == Words(sent.rbegin(), sent.rend()));
    CHECK_TRUE((*kept)({})->empty());
  }
}

TEST(KeptRights, carryErrors) {
  const auto act = [](const Words& words) -> Result<Words> {
    if (words.empty()) throw std::runtime_error("thrown");
    return Error{words.front()};
  };
  const auto kept = KeptRights::keep(act);
  STRCMP_EQUAL("refused", (*kept)({"refused"}).error().message.c_str());
  STRCMP_EQUAL("thrown", (*kept)({}).error().message.c_str());
}

TEST(KeptRights, doNothingIfTheyCannotBegin) {
  const auto kept = KeptRights::keep(reverse, [] { return Status(Error{"not begun"}); });
  STRCMP_EQUAL("not begun", (*kept)({"word"}).error().message.c_str());
}

TEST(KeptRights, endWithTheirOwner) {
  const std::string file = folder.file("ended");
  {
    const auto kept = KeptRights::keep(reverse, {}, [&] { std::ofstream(file) << getpid(); });
  }
  CHECK_TRUE(std::filesystem::exists(file));
  std::filesystem::remove(file);
  const test::Signal began;
  test::ChildProcess killed([&] {
    const auto kept = KeptRights::keep(reverse, {}, [&] { std::ofstream(file) << getpid(); });
    began.give();
    for (;;) pause();
    return 0;
  });
  CHECK_TRUE(began.await());
  killed.kill();
  killed.wait();
  for (int tries = 0; tries < 1000 && !std::filesystem::exists(file); ++tries) usleep(10'000);
  CHECK_TRUE(std::filesystem::exists(file));
}

TEST(KeptRights, areThoseFromBeforeTheProcessGaveThemUp) {
  if (geteuid() != 0) return;  // only root has rights to give up
  test::ChildProcess child([&] {
    const auto kept = KeptRights::keep([](const Words&) { return Result<Words>(Words{std::to_string(geteuid())}); });
    if (!kept || setresuid(kUser, kUser, kUser) != 0) return 1;
    return (*kept)({})->front() == "0" && geteuid() == kUser ? 0 : 2;
  });
  LONGS_EQUAL(0, child.wait());
}
