#include "ruleset/read/watcher.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <unistd.h>

#include "test/rig/tmp_folder.h"

#include <CppUTest/TestHarness.h>

using permit::FolderWatch;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto kSoon = 2s;       // for an event that must come; the wait ends with it
constexpr auto kNothing = 60ms;  // long enough for an event that must not come

}  // namespace

TEST_GROUP(FolderWatch) {
  const permit::test::TmpFolder scratch;
  const fs::path& root = scratch.path();
  const fs::path folder = root / "rules";

  void setup() override {
    fs::create_directory(folder);
    write(folder / "a.xml");
  }

  static void write(const fs::path& path) { std::ofstream(path) << "<a/>"; }
  FolderWatch watch() const { return std::move(*FolderWatch::open(folder)); }
};

TEST(FolderWatch, reportsNothingForAQuietFolder) {
  FolderWatch watching = watch();
  CHECK_FALSE(watching.wait_for_change(kNothing));
  std::ifstream(folder / "a.xml").get();
  CHECK_FALSE(watching.wait_for_change(kNothing));
}

TEST(FolderWatch, seesAFileSavedInPlace) {
  FolderWatch watching = watch();
  write(folder / "a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
  CHECK_FALSE(watching.wait_for_change(kNothing));
}

TEST(FolderWatch, seesAFileRenamedIntoIt) {
  FolderWatch watching = watch();
  write(root / "a.new");
  fs::rename(root / "a.new", folder / "a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, seesAFileRemoved) {
  FolderWatch watching = watch();
  fs::remove(folder / "a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, seesLinks) {
  FolderWatch watching = watch();
  fs::create_symlink("a.xml", folder / "b.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
  fs::create_hard_link(folder / "a.xml", folder / "c.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, waitsUntilAFileIsWritten) {
  FolderWatch watching = watch();
  std::ofstream file(folder / "b.xml");
  file << "<a" << std::flush;
  CHECK_FALSE(watching.wait_for_change(kNothing));
  file << "/>";
  file.close();
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, reportsAChangeBeforeTheCall) {
  FolderWatch watching = watch();
  write(folder / "a.xml");
  std::this_thread::sleep_for(50ms);
  CHECK_TRUE(watching.wait_for_change(0ms) || watching.wait_for_change(kSoon));
}

TEST(FolderWatch, reportsABurstAsOneChange) {
  FolderWatch watching = watch();
  for (int i = 0; i < 50; ++i) write(folder / (std::to_string(i) + ".xml"));
  CHECK_TRUE(watching.wait_for_change(kSoon));
  CHECK_FALSE(watching.wait_for_change(kNothing));
}

TEST(FolderWatch, reportsAnEndlessBurst) {
  FolderWatch watching = watch();
  std::atomic<bool> stop = false;
  std::thread author([&] {
    while (!stop) {
      write(folder / "a.xml");
      std::this_thread::sleep_for(2ms);
    }
  });
  const auto start = Clock::now();
  const bool changed = watching.wait_for_change(kSoon);
  const auto took = Clock::now() - start;
  stop = true;
  author.join();
  CHECK_TRUE(changed);
  CHECK_TRUE(took < 1s);
}

TEST(FolderWatch, followsAReplacedFolder) {
  FolderWatch watching = watch();
  fs::create_directory(root / "next");
  write(root / "next/a.xml");
  fs::rename(folder, root / "old");
  fs::rename(root / "next", folder);
  CHECK_TRUE(watching.wait_for_change(kSoon));
  CHECK_FALSE(watching.wait_for_change(kNothing));
  write(root / "old/a.xml");
  CHECK_FALSE(watching.wait_for_change(kNothing));
  write(folder / "a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, followsASwappedLink) {
  fs::rename(folder, root / "one");
  fs::create_directory(root / "two");
  fs::create_directory_symlink("one", folder);
  FolderWatch watching = watch();
  fs::create_directory_symlink("two", root / "rules.new");
  fs::rename(root / "rules.new", folder);
  CHECK_TRUE(watching.wait_for_change(kSoon));
  write(root / "two/a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, followsALinkHigherInThePath) {
  fs::create_directories(root / "one/8103");
  fs::create_directories(root / "two/8103");
  fs::create_directory_symlink("one", root / "current");
  FolderWatch watching = std::move(*FolderWatch::open(root / "current/8103"));
  fs::create_directory_symlink("two", root / "current.new");
  fs::rename(root / "current.new", root / "current");
  CHECK_TRUE(watching.wait_for_change(kNothing));
  write(root / "two/8103/a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, waitsForAVanishedFolder) {
  FolderWatch watching = watch();
  fs::remove_all(folder);
  CHECK_TRUE(watching.wait_for_change(kSoon));
  CHECK_FALSE(watching.wait_for_change(kNothing));
  fs::create_directory(folder);
  CHECK_TRUE(watching.wait_for_change(kSoon));
  write(folder / "a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, waitsForAFolderThatIsNotThereYet) {
  FolderWatch watching = std::move(*FolderWatch::open(root / "later/8103"));
  CHECK_FALSE(watching.wait_for_change(kNothing));
  fs::create_directories(root / "later/8103");
  CHECK_TRUE(watching.wait_for_change(kNothing));
  write(root / "later/8103/a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}

TEST(FolderWatch, ignoresASlashAtTheEnd) {
  FolderWatch watching = std::move(*FolderWatch::open(folder.string() + "/"));
  write(folder / "a.xml");
  CHECK_TRUE(watching.wait_for_change(kSoon));
}
