#include "store/index/lists.h"

#include <string>

#include "store/lmdb_store.h"
#include "store/memory_store.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::StoreFolder;
using permit::test::utc;

namespace {

const Instant kMorning = utc("2020-07-21T10:00");

const Actor kWellAgain{"clerk", "well again"};

Listing listing(const std::string& list, const std::string& document) {
  return {list, Listing::Of::document, document, kMorning, {}, "clerk", "a positive test"};
}

std::vector<std::string> lists(const Register& store, const std::string& document, const std::string& phone = {},
                               Instant now = kMorning) {
  return *store.lists_of(document, phone, now);
}

/// The checks that every store must pass.
template <typename Store>
void check_lists(Store& store) {
  CHECK_TRUE(lists(store, "AZE12345678").empty());
  CHECK_TRUE(store.put_on_list(listing("health", "AZE12345678")).ok());
  CHECK_TRUE(store.put_on_list(listing("blocked", "AZE12345678")).ok());
  CHECK_TRUE(store.put_on_list(listing("health", "AZE1234567")).ok());
  LONGS_EQUAL(2, lists(store, "AZE12345678").size());
  LONGS_EQUAL(1, lists(store, "AZE1234567").size());
  CHECK_TRUE(lists(store, "", "AZE12345678").empty());

  Listing phone = listing("health", "994501112233");
  phone.of = Listing::Of::phone;
  phone.until = kMorning + std::chrono::hours{1};
  CHECK_TRUE(store.put_on_list(phone).ok());
  LONGS_EQUAL(2, lists(store, "AZE12345678", "994501112233").size());
  LONGS_EQUAL(1, lists(store, "", "994501112233").size());
  CHECK_TRUE(lists(store, "", "994501112233", *phone.until).empty());

  const ListingKey sick{"health", Listing::Of::document, "AZE12345678"};
  CHECK_TRUE(*store.take_off_list(sick, kWellAgain, kMorning));
  CHECK_FALSE(*store.take_off_list(sick, kWellAgain, kMorning));
  CHECK_TRUE(lists(store, "AZE12345678") == std::vector<std::string>{"blocked"});

  const std::vector<Record> log = *store.log(1, 10);
  LONGS_EQUAL(5, log.size());
  const AdminEvent& put = std::get<AdminEvent>(log[3].event);
  CHECK_TRUE(put.actor == (Actor{"clerk", "a positive test"}));
  CHECK_TRUE(std::get<Listed>(put.what).listing == phone);
  const AdminEvent& taken = std::get<AdminEvent>(log[4].event);
  CHECK_TRUE(taken.actor == kWellAgain && log[4].at == kMorning);
  CHECK_TRUE(std::get<Unlisted>(taken.what).key == sick);
}

}  // namespace

TEST_GROUP(Lists) { StoreFolder folder; };

TEST(Lists, aListingRoundTrips) {
  Listing one = listing("health", "AZE12345678");
  CHECK_TRUE(*decode_listing(encode(one)) == one);
  one.until = kMorning;
  CHECK_TRUE(*decode_listing(encode(one)) == one);
}

TEST(Lists, otherBytesAreNotAListing) {
  const std::string bytes = encode(listing("health", "AZE12345678"));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(decode_listing(bytes.substr(0, size)).has_value());
  CHECK_FALSE(decode_listing(bytes + "x").has_value());
  std::string other = bytes;
  other[1] = 3;
  CHECK_FALSE(decode_listing(other).has_value());
}

TEST(Lists, areKeptOnDisk) {
  {
    const auto store = LmdbStore::open(folder.path());
    check_lists(**store);
    LONGS_EQUAL(2, (*store)->listings("health")->size());
  }
  const auto again = LmdbStore::open(folder.path());
  CHECK_TRUE(lists(**again, "AZE12345678") == std::vector<std::string>{"blocked"});
}

TEST(Lists, takeNoSubjectThatIsEmptyOrTooLong) {
  const auto store = LmdbStore::open(folder.path());
  CHECK_FALSE((*store)->put_on_list(listing("health", "")).ok());
  CHECK_FALSE((*store)->put_on_list(listing("health", std::string(65, '1'))).ok());
  CHECK_TRUE((*store)->put_on_list(listing("health", std::string(64, '1'))).ok());
  LONGS_EQUAL(1, *(*store)->last());
}

TEST(Lists, areKeptInMemory) {
  MemoryStore store;
  check_lists(store);
}

TEST(Lists, aRehearsalSeesTheListsOfTheRegister) {
  MemoryStore base;
  CHECK_TRUE(base.put_on_list(listing("health", "AZE12345678")).ok());
  const MemoryStore rehearsal(&base);
  LONGS_EQUAL(1, lists(rehearsal, "AZE12345678").size());
}
