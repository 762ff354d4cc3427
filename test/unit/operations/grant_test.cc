// The outcomes of granting, revoking and extending, without a screen.
#include "operations/grant.h"

#include <memory>
#include <string>

#include "operations/actor.h"
#include "operations/change_end.h"
#include "operations/choose_rules.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

/// The register at 10:00 on 21 July 2020, by the rules of 8103.
TEST_GROUP(Grant) {
  test::StoreFolder folder;
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  Rules rules = *load_rules("rules/8103");
  Instant now = at("2020-07-21T10:00");
  Actor actor{"operator", "an uncle"};
  GrantRequest request{
      .kind = "funeral", .words = {.holder = "aze-12345678", .from = "", .until = "2020-07-21T16:00"}, .source = "102"};

  Instant at(const char* local) const { return rules->zone.instant(*parse_local_time(local)); }
  Result<Granted, OperationError> enter() const { return grant(*store, *rules, request, actor, now); }
  Result<LivePermits, OperationError> find(const std::string& whom, Sequence permit = 0) const {
    return find_live(*store, *rules, whom, permit, now);
  }
  /// A permit by text, from now for two hours.
  void text() const { CHECK_TRUE(test::commit(*store, now, {test::ask(1, "AZE12345678")}).ok()); }
  OperationError::Kind refused() const {
    const auto granted = enter();
    CHECK_FALSE(granted.ok());
    return granted.error().kind;
  }
};

TEST(Grant, theGrantedPermitIsReturned) {
  const auto granted = enter();
  CHECK_TRUE(granted->what == EnterResult::What::added);
  STRCMP_EQUAL("AZE12345678", granted->holder.c_str());
  CHECK_TRUE(granted->permit->is_valid());
  CHECK_TRUE(granted->permit->period == (Period{now, at("2020-07-21T16:00")}));
  CHECK_TRUE(granted->permit->entered_by == actor);
}

TEST(Grant, theSameWordsASecondTimeChangeNothing) {
  request.words.from = "2020-07-21T10:00";
  const Sequence first = enter()->permit->record;
  const auto again = enter();
  CHECK_TRUE(again->what == EnterResult::What::unchanged);
  LONGS_EQUAL(first, again->permit->record);
  LONGS_EQUAL(first, *store->last());
}

TEST(Grant, unreadableInputIsBadInput) {
  request.kind = "funral";
  CHECK_TRUE(refused() == OperationError::Kind::bad_input);
  request.kind = "funeral";
  request.words.until = "2020-07-21T09:00";
  request.words.from = "2020-07-21T08:00";
  CHECK_TRUE(refused() == OperationError::Kind::bad_input);
  LONGS_EQUAL(0, *store->last());
}

TEST(Grant, aChangeNeedsAReason) {
  const auto without = actor_with_reason("clerk", " \n");
  CHECK_TRUE(without.error().kind == OperationError::Kind::bad_input);
  STRCMP_EQUAL("why", without.error().input.c_str());
  CHECK_TRUE(*actor_with_reason("clerk", "by court") == (Actor{"clerk", "by court"}));
}

TEST(Grant, everyFoundPermitIsRevoked) {
  text();
  CHECK_TRUE(enter().ok());
  const auto found = find("AZE 12345678");
  LONGS_EQUAL(2, found->permits.size());
  CHECK_TRUE(revoke(*store, found->permits, actor, now).ok());
  CHECK_TRUE(find("AZE12345678")->permits.empty());
}

TEST(Grant, aPermitThatSomebodyElseRevokedIsAConflict) {
  CHECK_TRUE(enter().ok());
  const auto found = find("AZE12345678");
  CHECK_TRUE(revoke(*store, found->permits, actor, now).ok());
  CHECK_TRUE(revoke(*store, found->permits, actor, now).error().kind == OperationError::Kind::conflict);
}

TEST(Grant, aPermitIsFoundByItsNumberWithoutNamingTheHolder) {
  text();
  CHECK_TRUE(enter().ok());
  const auto found = find("#2");
  CHECK_TRUE(found->by_number);
  LONGS_EQUAL(1, found->permits.size());
  LONGS_EQUAL(2, found->permits.front().record);
  CHECK_TRUE(find("#3").error().kind == OperationError::Kind::not_found);
  CHECK_TRUE(find("AZE1").error().kind == OperationError::Kind::bad_input);
}

TEST(Grant, aPermitByTextIsExtendedOnlyAsFarAsDecisionsLookBack) {
  text();
  const auto extended = extend(*store, *rules, *find("AZE12345678"), "2020-07-21T15:00", actor, now);
  CHECK_TRUE(extended->what == Extended::What::extended);
  CHECK_TRUE(extended->before == at("2020-07-21T12:00"));
  CHECK_TRUE(extended->until == at("2020-07-21T15:00"));
  CHECK_TRUE(extended->permits.at(0).period.until == at("2020-07-21T15:00"));
  const auto found = find("AZE12345678");
  const auto outcome = [&](const char* until) { return extend(*store, *rules, *found, until, actor, now)->what; };
  CHECK_TRUE(outcome("2020-07-21T15:00") == Extended::What::not_later);
  CHECK_TRUE(outcome("2020-12-01T00:00") == Extended::What::too_late);
  CHECK_TRUE(extend(*store, *rules, *found, "noon", actor, now).error().kind == OperationError::Kind::bad_input);
}

TEST(Grant, oneOfSeveralPermitsMustBeNamed) {
  text();
  CHECK_TRUE(enter().ok());
  const auto outcome = [&](const LivePermits& found) {
    return extend(*store, *rules, found, "2020-07-21T18:00", actor, now)->what;
  };
  CHECK_TRUE(outcome(*find("AZE12345678")) == Extended::What::several);
  CHECK_TRUE(outcome(*find("AZE12345678", 2)) == Extended::What::extended);
}
