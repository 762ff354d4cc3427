#include "system/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "system/atomic_file.h"
#include "system/rights.h"
#include "test/rig/store_process.h"
#include "test/rig/tmp_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace fs = std::filesystem;

namespace {

constexpr uid_t kOwner = 48111;
constexpr uid_t kOther = 48112;

struct stat status_of(const fs::path& path) {
  struct stat status {};
  CHECK_EQUAL(0, lstat(path.c_str(), &status));
  return status;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

/// A folder, and a file outside of it.
TEST_GROUP(Folder) {
  test::TmpFolder place;
  const fs::path path = place.path() / "folder";
  const fs::path outside = place.path() / "outside";

  void setup() override {
    fs::create_directory(path);
    std::ofstream(outside) << "kept";
    chmod(place.path().c_str(), 0755);
  }

  Folder open() const {
    auto folder = Folder::open(path);
    if (!folder) FAIL(folder.error().message.c_str());
    return std::move(*folder);
  }
  void plant(const char* kind, const std::string& name) const {
    const fs::path at = path / name;
    if (kind == std::string("link")) fs::create_symlink(outside, at);
    if (kind == std::string("dangling link")) fs::create_symlink(place.path() / "new", at);
    if (kind == std::string("second name")) fs::create_hard_link(outside, at);
    if (kind == std::string("pipe")) CHECK_EQUAL(0, mkfifo(at.c_str(), 0600));
    if (kind == std::string("folder")) fs::create_directory(at);
  }
};

TEST(Folder, opensAndCreatesNothingThatLeadsElsewhere) {
  const Folder folder = open();
  for (const char* kind : {"link", "dangling link", "second name", "pipe", "folder"}) {
    plant(kind, "file");
    const auto opened = folder.open_or_create_file("file", 0600);
    CHECK_FALSE_TEXT(opened.ok(), kind);
    STRCMP_CONTAINS((path / "file").c_str(), opened.error().message.c_str());
    STRCMP_CONTAINS("remove ", opened.error().message.c_str());
    CHECK_FALSE(folder.check_file("file").ok());
    CHECK_FALSE(folder.create_file("file", 0600).ok());
    LONGS_EQUAL(EEXIST, errno);
    STRCMP_EQUAL("kept", bytes_of(outside).c_str());
    CHECK_FALSE(fs::exists(place.path() / "new"));
    CHECK_TRUE(folder.remove("file"));
    CHECK_TRUE(fs::is_empty(path));
  }
}

TEST(Folder, createsWithTheExactMode) {
  const mode_t before = umask(077);
  const Folder folder = open();
  const bool made = folder.create_file("file", 0640).ok() && folder.make_folder("inner", 0750).ok();
  umask(before);
  CHECK_TRUE(made);
  LONGS_EQUAL(0640, status_of(path / "file").st_mode & 07777);
  LONGS_EQUAL(0750, status_of(path / "inner").st_mode & 07777);
  CHECK_TRUE(folder.check_file("file").ok());
  CHECK_TRUE(folder.check_file("absent").ok());
  CHECK_FALSE(folder.open_file("absent").ok());
  LONGS_EQUAL(ENOENT, errno);
}

TEST(Folder, staysTheSameWhenItsNameLeadsElsewhere) {
  const Folder folder = open();
  fs::rename(path, place.path() / "moved");
  fs::create_directory(path);
  CHECK_TRUE(folder.create_file("file", 0600).ok());
  CHECK_TRUE(AtomicFile::create_in(folder, "page")->commit().ok());
  CHECK_TRUE(fs::is_empty(path));
  CHECK_TRUE(fs::exists(place.path() / "moved/file") && fs::exists(place.path() / "moved/page"));
  const auto again = Folder::open(folder.descriptor_path());
  CHECK_TRUE(again.ok() && again->create_file("again", 0600).ok());
  CHECK_TRUE(fs::exists(place.path() / "moved/again"));
}

TEST(Folder, knowsItsRealPlace) {
  fs::create_directory_symlink(path, place.path() / "link");
  const auto folder = Folder::open((place.path() / "link/").string());
  const auto where = folder->place();
  STRCMP_EQUAL("folder", where->second.c_str());
  CHECK_TRUE(fs::equivalent(where->first.path(), place.path()));
}

TEST(Folder, isRemovedWithoutFollowingLinks) {
  fs::create_directory(path / "inner");
  fs::create_directory_symlink(place.path(), path / "inner/up");
  const Folder folder = open();
  CHECK_TRUE(folder.remove("inner"));
  STRCMP_EQUAL("kept", bytes_of(outside).c_str());
}

TEST(Folder, isOpenedByRootOverLinksOfRootOnly) {
  if (geteuid() != 0) return;  // only root can own and give away links
  const fs::path link = place.path() / "link";
  fs::create_directory_symlink(path, link);
  fs::create_directory(path / "inner");
  for (const char* below : {"", "/", "/inner", "/../folder/inner"})
    CHECK_TRUE(Folder::open(link.string() + below).ok());
  CHECK_EQUAL(0, lchown(link.c_str(), kOther, kOther));
  for (const char* below : {"", "/", "/inner", "/../folder/inner"}) {
    const auto refused = Folder::open(link.string() + below);
    CHECK_FALSE(refused.ok());
    STRCMP_CONTAINS("leads over a symbolic link of user 48112, `link'", refused.error().message.c_str());
  }
  test::ChildProcess owner([&] { return setuid(kOther) == 0 && Folder::open(link.string() + "/inner") ? 0 : 1; });
  LONGS_EQUAL(0, owner.wait());
}

TEST(Folder, ofAnotherUserGetsFilesOfThatUser) {
  if (geteuid() != 0) return;
  CHECK_EQUAL(0, chown(path.c_str(), kOwner, kOwner));
  const Folder folder = open();
  CHECK_TRUE(folder.create_file("file", 0600).ok());
  LONGS_EQUAL(kOwner, status_of(path / "file").st_uid);
  CHECK_TRUE(folder.open_file("file").ok());
  CHECK_EQUAL(0, chown((path / "file").c_str(), kOther, kOther));
  const auto refused = folder.open_file("file");
  CHECK_FALSE(refused.ok());
  STRCMP_CONTAINS("belongs to user 48112, not to the owner of its folder", refused.error().message.c_str());
  STRCMP_CONTAINS(("chown 48111 " + (path / "file").string()).c_str(), refused.error().message.c_str());
}

TEST(Folder, givesItsOwnersRightsToRootForGood) {
  if (geteuid() != 0) return;
  CHECK_EQUAL(0, chown(path.c_str(), kOwner, kOwner));
  const Folder folder = open();
  CHECK_TRUE(belongs_to_another(folder));
  std::ofstream(path / "of-root") << "x";
  chmod((path / "of-root").c_str(), 0600);
  test::ChildProcess child([&] {
    if (!become_owner_of(folder)) return 1;
    if (getuid() != kOwner || geteuid() != kOwner || getegid() != kOwner || getgroups(0, nullptr) != 0) return 2;
    if (setuid(0) == 0 || seteuid(0) == 0) return 3;
    const auto refused = folder.open_file("of-root");
    if (refused || refused.error().message.find("chown 48111 ") == std::string::npos) return 4;
    return folder.create_file("file", 0600) && become_owner_of(folder) ? 0 : 5;
  });
  LONGS_EQUAL(0, child.wait());
  LONGS_EQUAL(0, geteuid());
}

TEST(Folder, thatItsOwnerCannotReachIsNamed) {
  if (geteuid() != 0) return;
  CHECK_EQUAL(0, chown(path.c_str(), kOwner, kOwner));
  CHECK_EQUAL(0, chmod(place.path().c_str(), 0700));
  const Folder folder = open();
  test::ChildProcess child([&] {
    const Status changed = become_owner_of(folder);
    return !changed && changed.error().message.find("who cannot reach it") != std::string::npos ? 0 : 1;
  });
  LONGS_EQUAL(0, child.wait());
}
