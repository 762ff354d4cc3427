// Compares the time that a refusal names with the result of trying every quarter of an hour.

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/decide/decide.h"
#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr minutes kQuarter{15};  // random rules change only at quarters
constexpr days kHorizon{70};

/// Random rules and past permits that refuse, some of them for weeks.
class RandomCase {
 public:
  explicit RandomCase(unsigned seed) : random_(seed) {}

  RuleSet rules() {
    RuleSet rules = test::sample_rules();
    rules.intervals.clear();
    Decree& decree = rules.decrees[1];
    decree.until = at("2020-09-15T06:00");
    Purpose& shopping = decree.purposes[1];
    if (chance(2)) shopping.starts_after = kQuarter * below(5);
    for (int i = below(3); i > 0; --i) shopping.hours.push_back(some_hours());
    shopping.limits.clear();
    for (int i = 1 + below(2); i > 0; --i) shopping.limits.push_back(limit());
    if (chance(4)) decree.accepts.front().from = moment_after(decree.from, days{30});
    if (chance(2)) rules.intervals = {ban(at("2020-07-28T00:00")), ban(at("2020-08-20T12:00"))};
    if (chance(3)) add_next_decree(rules);
    return rules;
  }

  Account account(Instant now) {
    Account account;
    for (int i = 1 + below(4); i > 0; --i) {
      Permit permit;
      permit.document = "AZE12345678";
      permit.purpose = chance(3) ? "1" : "2";
      permit.decided = moment_after(now - days{8}, days{8} - hours{4});
      permit.period = {permit.decided, permit.decided + hours{3}};
      account.permits.push_back(permit);
    }
    std::sort(account.permits.begin(), account.permits.end(),
              [](const Permit& one, const Permit& other) { return one.decided < other.decided; });
    return account;
  }

  Instant moment_after(Instant from, std::chrono::seconds within) {
    return from + kQuarter * below(static_cast<int>(within / kQuarter));
  }

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  unsigned count_below(int bound) { return static_cast<unsigned>(below(bound)); }
  bool chance(int one_in) { return below(one_in) == 0; }

  Hours some_hours() {
    Hours hours{kQuarter * below(96), kQuarter * (1 + below(96)), 1 + count_below(127), {}, chance(2), "hours clause"};
    if (chance(4)) hours.dates = {LocalDay{std::chrono::year{2020} / 8 / (1 + below(28))}};
    return hours;
  }

  Limit limit() {
    static constexpr Limit::Per kPer[] = {Limit::Per::day, Limit::Per::week, Limit::Per::month, Limit::Per::window};
    Limit limit{1 + count_below(2), {"2"}, !chance(4), "limit clause"};
    if (chance(2)) limit.over.push_back("1");
    limit.per = kPer[below(4)];
    limit.window = hours{24} * (1 + below(28));
    limit.window_from_end = chance(3);
    return limit;
  }

  Interval ban(Instant from) {
    return {"ban", Interval::Kind::forbidden, from, from + hours{6} * (1 + below(16)), chance(2), "forbidden", "b"};
  }

  /// Adds a later decree with other hours.
  void add_next_decree(RuleSet& rules) {
    Decree next = rules.decrees[1];
    rules.decrees[1].until = moment_after(at("2020-07-25T00:00"), days{20});
    next.from = rules.decrees[1].until + days{below(2)};
    next.purposes[1].hours = {some_hours()};
    rules.decrees.push_back(next);
  }

  std::mt19937 random_;
};

}  // namespace

TEST_GROUP(NextPermitProperty) {
  const PermitRequest ask{"2", "AZE12345678", "card-old", "", false};

  std::optional<Instant> first_granted(const RuleSet& rules, const Account& account, Instant now) const {
    for (Instant later = now + kQuarter; later < now + kHorizon; later += kQuarter) {
      if (decide(ask, rules, account, later).outcome == Outcome::granted) return later;
    }
    return std::nullopt;
  }
};

TEST(NextPermitProperty, namesTheFirstMomentAtWhichTheSameTextIsGranted) {
  int named = 0;
  int far = 0;
  for (unsigned seed = 1; named < 60; ++seed) {
    RandomCase random_case(seed);
    const RuleSet rules = random_case.rules();
    const Instant now = random_case.moment_after(at("2020-07-21T00:00"), days{12});
    const Account account = random_case.account(now);
    const Decision decision = decide(ask, rules, account, now);
    const bool names = decision.outcome == Outcome::refused && (decision.reply == "limit" || decision.reply == "hours");
    if (!names) continue;
    CHECK_TRUE_TEXT(decision.next == first_granted(rules, account, now), std::to_string(seed).c_str());
    ++named;
    if (decision.next && *decision.next > now + days{5}) ++far;
  }
  CHECK_TRUE(far > 10);  // enough cases look far ahead
}
