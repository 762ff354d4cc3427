// A change of any single bit of the log in the data file is detected.

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>

#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "store/format/keys.h"
#include "store/lmdb_store.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

constexpr lmdb::Options kReadOnly{.map_size = 0, .read_only = true};
constexpr std::size_t kFlips = 4000;
const Instant kMorning = utc("2020-07-21T10:00");

/// Commits texts of every outcome that TwoHours gives, and acts.
void fill(const std::string& folder) {
  const auto store = LmdbStore::open(folder);
  for (unsigned number = 1; number <= 20; ++number)
    CHECK_TRUE(commit(**store, kMorning + number * 1min,
                      {ask(number, number % 7 == 0 ? "" : "AZE" + std::to_string(10000000 + number % 9), "10AA123")})
                   .ok());
  const Listing listing{"health", Listing::Of::document, "AZE12345678", kMorning, {}, "clerk", "a test"};
  CHECK_TRUE((*store)->put_on_list(listing).ok());
  const StandingPermit work{.kind = "work", .period = {kMorning, kMorning + 9h}, .holder = "AZE12345678"};
  CHECK_TRUE((*store)->enter(work, {"clerk", "by telephone"}, kMorning).ok());
  CHECK_TRUE((*store)
                 ->change_end(1, "", {.until = kMorning + 1h, .revoked = true}, {"chief", "found out"}, kMorning)
                 ->has_value());
}

/// Returns where each byte of the log's values is in the data file. A page that was written again may have left an old
/// copy of a row. Among several copies, the current one is the one where a flipped bit changes the row.
std::vector<off_t> places_of_the_log(const std::string& folder) {
  std::vector<std::string> rows;
  {
    const auto environment = lmdb::Environment::open(folder, kReadOnly);
    const auto read = (*environment)->read([&](const lmdb::ReadTransaction& transaction) {
      for (lmdb::Cursor row(transaction, transaction.at("log"), {}); row.valid(); row.next())
        rows.emplace_back(row.value());
      return 0;
    });
    CHECK_TRUE(read.ok());
  }
  std::ifstream file(folder + "/data.mdb", std::ios::binary);
  const std::string data{std::istreambuf_iterator<char>(file), {}};
  std::vector<off_t> places;
  for (const std::string& row : rows) {
    std::vector<std::size_t> copies;
    for (auto at = data.find(row); at != std::string::npos; at = data.find(row, at + 1)) copies.push_back(at);
    CHECK_FALSE(copies.empty());
    for (const std::size_t copy : copies)
      for (std::size_t byte = 0; byte < row.size(); ++byte) places.push_back(static_cast<off_t>(copy + byte));
  }
  return places;
}

enum class Seen { changed_and_found, changed_and_missed, unchanged };

/// Returns the readable part of the log.
std::string log_bytes(const std::string& folder) {
  const auto environment = lmdb::Environment::open(folder, kReadOnly);
  if (!environment.ok()) return {};
  std::string bytes;
  const auto read = (*environment)->read([&](const lmdb::ReadTransaction& transaction) {
    bytes.clear();
    for (lmdb::Cursor row(transaction, transaction.at("log"), {}); row.valid(); row.next())
      bytes.append(row.key()).append(row.value());
    return 0;
  });
  return read.ok() ? bytes : std::string();
}

Seen look(const std::string& folder, const std::string& before) {
  if (log_bytes(folder) == before) return Seen::unchanged;
  const auto store = LmdbStore::open(folder, kReadOnly);
  return store.ok() && (*store)->verify().ok() ? Seen::changed_and_missed : Seen::changed_and_found;
}

}  // namespace

TEST_GROUP(LogFlip) { StoreFolder folder; };

TEST(LogFlip, aChangedByteOfAnyRecordIsFound) {
  fill(folder.path());
  const std::string before = log_bytes(folder.path());
  std::vector<off_t> places = places_of_the_log(folder.path());
  std::mt19937 random(8103);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same flips every time
  std::shuffle(places.begin(), places.end(), random);
  const int file = open(folder.file("data.mdb").c_str(), O_RDWR | O_CLOEXEC);
  CHECK_TRUE(file >= 0);
  std::size_t found = 0;
  for (std::size_t turn = 0; turn < places.size() && found < kFlips; ++turn) {
    char byte = 0;
    LONGS_EQUAL(1, pread(file, &byte, 1, places[turn]));
    const char flipped = static_cast<char>(byte ^ (1 << random() % 8));
    LONGS_EQUAL(1, pwrite(file, &flipped, 1, places[turn]));
    const Seen seen = look(folder.path(), before);
    LONGS_EQUAL(1, pwrite(file, &byte, 1, places[turn]));
    CHECK_TRUE_TEXT(seen != Seen::changed_and_missed, std::to_string(places[turn]).c_str());
    if (seen == Seen::changed_and_found) ++found;
  }
  close(file);
  CHECK_TRUE(found >= kFlips || found >= before.size() / 2);
  CHECK_TRUE((*LmdbStore::open(folder.path()))->verify().ok());
}
