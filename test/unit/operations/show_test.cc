// The outcomes of looking up permits.
#include "operations/show.h"

#include <memory>
#include <string>

#include "operations/certificate.h"
#include "operations/choose_rules.h"
#include "operations/lookup.h"
#include "operations/open_register.h"
#include "operations/standing_pages.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

/// A permit by text and a standing one, on 21 July 2020.
TEST_GROUP(Lookup) {
  test::StoreFolder folder;
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  Rules rules = *load_rules("rules/8103");
  Instant now = rules->zone.instant(*parse_local_time("2020-07-21T10:00"));

  void setup() override {
    const StandingPermit work{.kind = "work", .period = {now, {}}, .holder = "5ABC2D1", .places = "Baku"};
    CHECK_TRUE(test::commit(*store, now, {test::ask(1, "AZE12345678", "10AA123")}).ok());
    CHECK_TRUE(store->enter(work, {"clerk", ""}, now).ok());
  }
  Result<std::string, OperationError> read(Subject by, const std::string& key) const {
    return read_subject(*store, *rules, by, key, now);
  }
  Result<Inspection, OperationError> ask(ShowRequest request) const { return show(*store, *rules, request, now); }
};

TEST(Lookup, aKeyIsReadAsTheRegisterWritesIt) {
  STRCMP_EQUAL("AZE12345678", read(Subject::document, "aze-12345678")->c_str());
  STRCMP_EQUAL("5ABC2D1", read(Subject::document, "5abc2d1")->c_str());
  STRCMP_EQUAL("10AA123", read(Subject::plate, "10 aa 123")->c_str());
  STRCMP_EQUAL("994501112233", read(Subject::phone, "0501112233")->c_str());
}

TEST(Lookup, aTypoIsBadInputAndNeverNotPermitted) {
  CHECK_TRUE(read(Subject::document, "AZE1234567").error().kind == OperationError::Kind::bad_input);
  CHECK_TRUE(read(Subject::plate, "saat 10").error().kind == OperationError::Kind::bad_input);
  CHECK_TRUE(read(Subject::phone, " ").error().kind == OperationError::Kind::bad_input);
  CHECK_TRUE(ask({.key = "AZE1234567"}).error().kind == OperationError::Kind::bad_input);
  CHECK_TRUE(ask({.key = "AZE12345678", .at = "noon"}).error().kind == OperationError::Kind::bad_input);
}

TEST(Lookup, thePermitsAtAMomentAreShown) {
  const auto found = ask({.by = Subject::plate, .key = "10-AA-123"});
  CHECK_TRUE(found->permitted());
  STRCMP_EQUAL("10AA123", found->key.c_str());
  CHECK_TRUE(found->at == now);
  CHECK_FALSE(ask({.key = "AZE12345678", .at = "2020-07-21T12:00"})->permitted());
}

TEST(Lookup, revealingIsLoggedFirst) {
  CHECK_TRUE(ask({.key = "AZE12345678", .noted = NotedLook{"auditor", "show document"}}).ok());
  const auto last = store->log(*store->last(), 1);
  const AdminEvent& event = std::get<AdminEvent>((*last)[0].event);
  CHECK_TRUE(std::get<Revealed>(event.what) == (Revealed{"show document", "AZE12345678"}));
}

TEST(Lookup, listsAreNamedOnlyOnRequest) {
  const Listing listing{"health", Listing::Of::document, "AZE12345678", now, {}, "clinic", "sick"};
  CHECK_TRUE(store->put_on_list(listing).ok());
  CHECK_TRUE(ask({.key = "AZE12345678"})->lists.empty());
  LONGS_EQUAL(1, ask({.key = "AZE12345678", .with_lists = true})->lists.size());
}

TEST(Lookup, aCertificateListsValidPermitsOrIsNotMade) {
  const Annotations annotations = *annotations_of("rules/8103", nullptr);
  const auto made = certificate(*store, *rules, annotations, {.document = "5ABC2D1"}, now);
  STRCMP_EQUAL("5ABC2D1", made->document.c_str());
  LONGS_EQUAL(1, made->permits.size());
  STRCMP_CONTAINS("entered by employers", made->permits[0].name.c_str());
  STRCMP_EQUAL("Baku", made->permits[0].places->at(0).c_str());
  const auto none = certificate(*store, *rules, annotations, {.document = "AZE87654321"}, now);
  CHECK_TRUE(none.error().kind == OperationError::Kind::not_found);
}

TEST(Lookup, standingPermitsAreListedByPage) {
  const auto page = standing_page(*store, *rules, {.kind = "work"}, now, "");
  LONGS_EQUAL(1, page->permits.size());
  const auto last = standing_page(*store, *rules, {.kind = "work"}, now, page->next);
  CHECK_TRUE(last->permits.empty() && last->next.empty());
  CHECK_TRUE(standing_page(*store, *rules, {.kind = "wrok"}, now, "").error().kind == OperationError::Kind::bad_input);
  const auto rows = export_page(*store, *rules, "work", Masking(*rules, false), "");
  STRCMP_EQUAL("5A****1", rows->rows.at(0).holder.c_str());
}

TEST(Lookup, aMissingRegisterIsUnavailableAndANewOneHasNoRules) {
  CHECK_TRUE(open_register(folder.file("none"), "", Access::reading).error().kind == OperationError::Kind::unavailable);
  CHECK_TRUE(choose_rules("", store.get()).error().kind == OperationError::Kind::no_rules);
  const auto broken = load_rules(folder.file("none"));
  CHECK_TRUE(broken.error().kind == OperationError::Kind::broken_rules);
  CHECK_FALSE(broken.error().diagnostics.empty());
}
