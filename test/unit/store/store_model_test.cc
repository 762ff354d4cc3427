// Runs thousands of random operations on a store on disk and on the plain model in memory. Both always answer alike.

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "store/lmdb_store.h"
#include "store/memory_store.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

constexpr unsigned kOperations = 10000;
constexpr unsigned kSubjects = 30;

class Pair {
 public:
  explicit Pair(unsigned seed) : random_(seed) { reopen(); }

  void operate() {
    const unsigned kind = below(100);
    if (kind < 20)
      commit_a_batch();
    else if (kind < 72)
      look_up();
    else if (kind < 80)
      enter();
    else if (kind < 86)
      move_an_end();
    else if (kind < 91)
      go_on_importing();
    else if (kind < 92)
      remove();
    else if (kind < 96)
      change_a_list();
    else if (kind < 98)
      accept_rules();
    else
      reopen();
  }

  void compare_everything() {
    const Sequence last = *memory_.last();
    CHECK(*disk_->log(1, last + 1) == *memory_.log(1, last + 1));
    CHECK_EQUAL(*memory_.last(), *disk_->verify());
    for (unsigned number = 0; number < kSubjects; ++number) {
      CHECK(by_document(*disk_, document(number)) == by_document(memory_, document(number)));
      CHECK(by_plate(*disk_, plate(number)) == by_plate(memory_, plate(number)));
      CHECK(by_phone(*disk_, phone(number)) == by_phone(memory_, phone(number)));
      CHECK(*disk_->standing_of(document(number)) == *memory_.standing_of(document(number)));
    }
    for (const Ask& asked : asked_) CHECK(*disk_->seen(asked.text.key) == *memory_.seen(asked.text.key));
  }

 private:
  unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(random_); }

  static std::string document(unsigned number) { return std::string(number % 5, '9') + std::to_string(number); }
  static std::string plate(unsigned number) { return number % 3 == 0 ? "" : "P" + std::to_string(number); }
  static std::string phone(unsigned number) { return std::string(number * 7, 'x'); }

  void reopen() {
    disk_.reset();
    auto store = LmdbStore::open(folder_.path(), {.map_size = 256 << 10, .long_write = 1h});
    CHECK(store.ok());
    disk_ = std::move(*store);
  }

  Ask any_text() {
    if (!asked_.empty() && below(5) == 0) return asked_[below(static_cast<unsigned>(asked_.size()))];
    const bool is_read = below(6) > 0;
    const Instant sent = now_ - std::chrono::hours(below(20) == 0 ? below(5000) : below(4));
    Ask asked = ask(static_cast<unsigned>(asked_.size()), is_read ? document(below(kSubjects)) : "",
                    plate(below(kSubjects)), sent);
    asked.text.phone = phone(below(kSubjects));
    asked_.push_back(asked);
    return asked;
  }

  void commit_a_batch() {
    now_ += std::chrono::minutes(below(300)) - std::chrono::minutes(below(30));
    std::vector<Ask> batch;
    for (unsigned left = below(8); left > 0; --left) batch.push_back(any_text());
    const auto on_disk = commit(*disk_, now_, batch);
    const auto in_memory = commit(memory_, now_, batch);
    CHECK(on_disk.ok() && in_memory.ok());
    CHECK(std::equal(on_disk->begin(), on_disk->end(), in_memory->begin(), in_memory->end(),
                     [](const CommitResult& one, const CommitResult& other) {
                       return one.entry == other.entry && one.is_duplicate == other.is_duplicate;
                     }));
  }

  void look_up() {
    const Instant since = now_ - std::chrono::hours(below(100));
    const Instant until = since + std::chrono::hours(below(100)) - std::chrono::hours(5);
    const unsigned number = below(kSubjects);
    CHECK(*disk_->by_document(document(number), since, until) == *memory_.by_document(document(number), since, until));
    CHECK(*disk_->by_plate(plate(number), since, until) == *memory_.by_plate(plate(number), since, until));
    CHECK(*disk_->by_phone(phone(number), since, until) == *memory_.by_phone(phone(number), since, until));
    const Sequence first = below(static_cast<unsigned>(*memory_.last()) + 2);
    CHECK(*disk_->log(first, 3) == *memory_.log(first, 3));
  }

  /// Few kinds, holders and references, so that many permits are the same or replace another.
  StandingPermit any_standing() {
    StandingPermit permit{.kind = below(2) == 0 ? "work" : "funeral", .holder = document(below(kSubjects))};
    permit.period.from = utc("2020-07-21T10:00");
    if (below(2) == 0) permit.period.until = permit.period.from + std::chrono::days(below(3));
    permit.plate = plate(below(kSubjects));
    permit.reference = below(2) == 0 ? "" : std::to_string(below(3));
    permit.activity = below(2) == 0 ? "trade" : "";
    return permit;
  }

  void compare_standing() {
    const unsigned number = below(kSubjects);
    CHECK(*disk_->standing_of(document(number)) == *memory_.standing_of(document(number)));
    std::vector<StandingPermit> on_disk = *disk_->standing_by_plate(plate(number));
    std::sort(on_disk.begin(), on_disk.end(),
              [](const StandingPermit& one, const StandingPermit& other) { return one.sequence < other.sequence; });
    if (!plate(number).empty()) CHECK(on_disk == *memory_.standing_by_plate(plate(number)));
  }

  void enter() {
    const StandingPermit permit = any_standing();
    const auto on_disk = disk_->enter(permit, {"clerk", "102"}, now_);
    const auto in_memory = memory_.enter(permit, {"clerk", "102"}, now_);
    CHECK(on_disk.ok() && on_disk->sequence == in_memory->sequence && on_disk->what == in_memory->what);
    compare_standing();
  }

  void move_an_end() {
    const Sequence permit = 1 + below(static_cast<unsigned>(*memory_.last()) + 1);
    const auto standing = *memory_.standing_of(document(below(kSubjects)));
    if (!standing.empty() && below(2) == 0) return move_the_end_of(standing[0].sequence, standing[0].holder);
    move_the_end_of(permit, below(3) == 0 ? document(below(kSubjects)) : "");
  }

  void move_the_end_of(Sequence permit, const std::string& holder) {
    const NewEnd end{.until = now_ + std::chrono::hours(below(20)), .revoked = below(2) == 0};
    const auto on_disk = disk_->change_end(permit, holder, end, {"clerk", "a certificate"}, now_);
    const auto in_memory = memory_.change_end(permit, holder, end, {"clerk", "a certificate"}, now_);
    CHECK(on_disk.ok() && *on_disk == *in_memory);
    compare_standing();
  }

  void go_on_importing() {
    if (import_.id != 0 && below(4) == 0) return end_import();
    std::vector<StandingPermit> rows;
    for (unsigned left = below(5); left > 0; --left) rows.push_back(any_standing());
    const auto on_disk = disk_->stage(import_, rows, now_);
    const auto in_memory = memory_.stage(import_, rows, now_);
    CHECK(on_disk.ok() && on_disk->import == in_memory->import && on_disk->added == in_memory->added);
    CHECK(on_disk->replaced == in_memory->replaced && on_disk->unchanged == in_memory->unchanged);
    import_.id = on_disk->import;
    compare_standing();
  }

  void remove() {
    const Instant before = now_ - std::chrono::hours(below(200));
    if (below(8) == 0 && import_.id == 0) {
      while (*disk_->purge(before, 1 + below(50)) > 0) continue;
      CHECK(memory_.purge(before, 0).ok());
    } else if (below(3) == 0) {
      forget_standing();
    } else if (below(2) == 0) {
      while (*disk_->drop_raw_texts(before, 1 + below(50)) > 0) continue;
      CHECK(memory_.drop_raw_texts(before, 0).ok());
    } else {
      const std::vector<Sequence> records = {1 + below(static_cast<unsigned>(*memory_.last()) + 1)};
      const std::size_t erased = memory_.erase(records)->removed;
      CHECK(disk_->erase(records)->removed == erased);
    }
  }

  /// Forgets some permits of one holder, and some that no longer exist.
  void forget_standing() {
    std::vector<StandingPermit> some = *memory_.standing_of(document(below(kSubjects)));
    std::erase_if(some, [&](const StandingPermit&) { return below(3) == 0; });
    if (!some.empty() && below(4) == 0) some.back().change = StandingPermit::Change{};
    const std::size_t forgotten = memory_.forget_standing(some)->removed;
    CHECK(disk_->forget_standing(some)->removed == forgotten);
    compare_standing();
  }

  void end_import() {
    if (below(2) == 0) {
      CHECK(disk_->publish_import(import_.id, 7, now_).ok() && memory_.publish_import(import_.id, 7, now_).ok());
    } else {
      while (!*disk_->drop_import(import_.id, 1 + below(50), now_)) continue;
      CHECK(*memory_.drop_import(import_.id, 0, now_));
    }
    CHECK(!disk_->drop_import(import_.id, 1, now_).ok() && !disk_->publish_import(import_.id, 1, now_).ok());
    import_.id = 0;
    compare_standing();
  }

  void change_a_list() {
    const std::string list = below(2) == 0 ? "health" : "blocked";
    const auto of = below(2) == 0 ? Listing::Of::document : Listing::Of::phone;
    const std::string subject = of == Listing::Of::phone ? phone(1 + below(9)) : document(below(kSubjects));
    if (below(2) == 0) {
      Listing listing{list, of, subject, now_, {}, "clerk", std::string(below(3), 'w')};
      if (below(2) == 0) listing.until = now_ + std::chrono::hours(below(50));
      std::vector<Listing> listings(1 + below(3), listing);
      for (Listing& more : listings) more.subject += std::string(below(2), '1');
      CHECK(disk_->put_on_lists(listings).ok() && memory_.put_on_lists(listings).ok());
    } else {
      const ListingKey key{list, of, subject};
      const bool was_listed = *memory_.take_off_list(key, {"clerk", ""}, now_);
      CHECK(*disk_->take_off_list(key, {"clerk", ""}, now_) == was_listed);
    }
    const unsigned number = 1 + below(9);
    std::vector<std::string> expected = *memory_.lists_of(document(number), phone(number), now_);
    std::vector<std::string> lists = *disk_->lists_of(document(number), phone(number), now_);
    std::sort(expected.begin(), expected.end());
    std::sort(lists.begin(), lists.end());
    CHECK(lists == expected);
  }

  void accept_rules() {
    const Digest hash{static_cast<std::uint8_t>(below(5))};
    const RuleFiles text = {{"service.xml", std::string(below(9000), 'r')}};
    const RuleFiles known = memory_.rules(hash)->value_or(text);
    CHECK(disk_->accept_rules(hash, known, now_).ok() && memory_.accept_rules(hash, known, now_).ok());
    CHECK(*disk_->rules_in_force() == *memory_.rules_in_force());
    CHECK(*disk_->rules(hash) == *memory_.rules(hash));
  }

  std::mt19937 random_;
  StoreFolder folder_;
  std::unique_ptr<LmdbStore> disk_;
  MemoryStore memory_;
  std::vector<Ask> asked_;
  Import import_{.kind = "work", .file = "staff.csv", .by = "clerk"};
  Instant now_ = utc("2020-07-21T10:00");
};

}  // namespace

TEST_GROUP(StoreModel){};

TEST(StoreModel, theStoresOnDiskAndInMemoryAnswerAlike) {
  Pair pair(8103);
  for (unsigned operation = 0; operation < kOperations; ++operation) pair.operate();
  pair.compare_everything();
}
