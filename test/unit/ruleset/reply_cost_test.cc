// Compares the cost of replies according to `permitctl check` with rendered replies.
#include "ruleset/check/reply_cost.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/normalize.h"
#include "core/answer.h"
#include "core/reply/longest.h"
#include "ruleset/load.h"
#include "store/memory_store.h"
#include "test/rig/sample_rules.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// Always the same twelve letters, so that replies are as long as possible.
class LongCodes : public CheckCodeMaker {
 public:
  std::string code_of(const Permit&) const override { return std::string(kCheckCodeLength, 'X'); }
};

/// Replaces every text of the rules by `ID: ` and `source`, with the names of the message's custom values.
void say_everywhere(const std::string& source, RuleSet& rules) {
  const std::vector<std::string> custom = rules.message.custom_ids();
  for (auto& [language, texts] : rules.texts) {
    for (auto& [id, text] : texts) {
      auto parsed = Template::parse(id + ": " + source, custom);
      CHECK_TRUE_TEXT(parsed.ok(), source.c_str());
      text = *std::move(parsed);
    }
  }
}

std::string in_words(const Segments& cost) {
  return std::to_string(cost.parts) + " of " + std::to_string(cost.units) +
         (cost.alphabet == Alphabet::gsm7 ? " septets" : " units");
}

std::string repeated(int count, const std::string& letter) {
  std::string text;
  for (int i = 0; i < count; ++i) text += letter;
  return text;
}

Permit given(std::string purpose, std::string_view from, std::string_view until) {
  Permit permit;
  permit.sequence = 1;
  permit.document = "AZE12345678";
  permit.purpose = std::move(purpose);
  permit.phone = "994501112233";
  permit.decided = at(from);
  permit.period = {at(from), at(until)};
  return permit;
}

}  // namespace

// ---- The clauses -------------------------------------------------------------------------------------------------

TEST_GROUP(ReplyCostOfClauses) {
  RuleSet rules = test::sample_rules();
  Account account;
  std::string body = "2 AZE12345678";
  std::string_view now = "2020-07-21T15:00";

  Decree& july() { return rules.decrees[1]; }
  Purpose& shopping() { return july().purposes[1]; }

  void setup() override { say_everywhere("[{clause}]", rules); }

  Entry reply() const {
    Text text;
    text.phone = text.sender = "994501112233";
    text.short_number = "8103";
    text.body = body;
    return answer(text, parse_request(text, rules, at(now)), account, rules, at(now));
  }

  /// Checks the cost with `clause` as the only long clause, in letters of one septet, in UCS-2 and in two septets.
  void check_cost(std::string & clause, const char* reason) {
    for (const std::string& letter : {std::string("a"), std::string("я"), std::string("€")}) {
      clause = repeated(150, letter);
      const Entry entry = reply();
      STRCMP_EQUAL(reason, entry.reason.c_str());
      STRCMP_CONTAINS(clause.c_str(), entry.reply.c_str());
      const Segments cost = count_segments(entry.reply);
      const Segments worst = cost_at_worst(entry.language, entry.reason, rules);
      LONGS_EQUAL_TEXT(cost.units, worst.units, letter.c_str());
      LONGS_EQUAL_TEXT(cost.parts, worst.parts, letter.c_str());
      CHECK_TRUE_TEXT(cost.alphabet == worst.alphabet, letter.c_str());
    }
  }
};

TEST(ReplyCostOfClauses, isRightForAGrant) { check_cost(shopping().clause, "granted"); }

TEST(ReplyCostOfClauses, isRightForAGrantWhosePlateIsUnclear) {
  body = "2 AZE12345678 salam";
  check_cost(shopping().clause, "granted-plate-unclear");
}

TEST(ReplyCostOfClauses, isRightForARepeat) {
  account.permits = {given("2", "2020-07-21T14:00", "2020-07-21T17:00")};
  check_cost(shopping().clause, "repeated");
}

TEST(ReplyCostOfClauses, isRightForALimit) {
  account.permits = {given("2", "2020-07-21T10:00", "2020-07-21T13:00")};
  check_cost(shopping().limits.front().clause, "limit");
}

TEST(ReplyCostOfClauses, isRightForALimitByPhone) {
  account.of_phone = {given("2", "2020-07-21T10:00", "2020-07-21T13:00")};
  shopping().limits.front().by = Limit::By::phone;
  check_cost(shopping().limits.front().clause, "limit-by-phone");
}

TEST(ReplyCostOfClauses, isRightForHours) {
  shopping().hours = {{hours{8}, hours{12}, 127, {}, false, ""}};
  check_cost(shopping().hours.front().clause, "hours");
}

TEST(ReplyCostOfClauses, isRightForHoursThatEndBeforeADelayedPermit) {
  shopping().hours = {{hours{8}, hours{15} + minutes{10}, 127, {}, true, ""}};
  shopping().starts_after = hours{1};
  check_cost(shopping().hours.front().clause, "hours");
}

TEST(ReplyCostOfClauses, isRightForABanThatBeginsBeforeADelayedPermit) {
  rules.intervals.front() = {
      "ban", Interval::Kind::forbidden, at("2020-07-21T15:10"), at("2020-07-22T06:00"), true, "forbidden", ""};
  shopping().starts_after = hours{1};
  check_cost(rules.intervals.front().clause, "hours");
}

TEST(ReplyCostOfClauses, isRightForACodeThatWasWithdrawn) {
  body = "3 AZE12345678";
  july().withdrawn = {{"3", "", {}}};
  check_cost(july().withdrawn.front().clause, "no-such-code");
}

TEST(ReplyCostOfClauses, isRightForACodeThatTheDecreeLacks) {
  body = "3 AZE12345678";
  check_cost(july().clause, "no-such-code");
}

TEST(ReplyCostOfClauses, isRightForACodeThatGetsNoPermitByText) {
  body = "3 AZE12345678";
  july().not_by_text = {{"3", "funeral", "help", "", {}}};
  check_cost(july().not_by_text.front().clause, "help");
}

TEST(ReplyCostOfClauses, isRightForAList) {
  account.lists = {"ill"};
  july().refusals = {{"ill", "help", "", {}}};
  check_cost(july().refusals.front().clause, "help");
}

TEST(ReplyCostOfClauses, isRightForADocumentThatIsNotAccepted) {
  july().accepts = {{"MYI", "a"}};
  check_cost(july().clause, "not-accepted");
}

TEST(ReplyCostOfClauses, isRightForAPause) {
  rules.pause = Pause{"help", "", {}};
  check_cost(rules.pause->clause, "help");
}

TEST(ReplyCostOfClauses, isRightForABan) {
  now = "2020-08-09T10:00";
  check_cost(rules.intervals[1].clause, "forbidden");
}

TEST(ReplyCostOfClauses, isRightForANotNeededInterval) {
  now = "2020-08-06T10:00";
  check_cost(rules.intervals[0].clause, "not-needed");
}

TEST(ReplyCostOfClauses, isRightForATextThatAnotherOneReplaces) {
  // The service has no text `not-accepted`; the compiler gives it that of `format`.
  for (auto& [language, texts] : rules.texts) texts.insert_or_assign("not-accepted", texts.at("format"));
  july().accepts = {{"MYI", "a"}};
  july().clause = repeated(150, "a");
  const Segments cost = count_segments(reply().reply);
  LONGS_EQUAL(2 + 6 + 150, cost.units);
  LONGS_EQUAL(cost.units, cost_at_worst("az", "format", rules).units);
}

TEST(ReplyCostOfClauses, aClauseThatNoSuchReplyCitesCostsNothing) {
  const std::size_t before = cost_at_worst("az", "hours", rules).units;
  july().clause = shopping().clause = shopping().limits.front().clause = repeated(150, "a");
  LONGS_EQUAL(before, cost_at_worst("az", "hours", rules).units);
}

// ---- Any reply ---------------------------------------------------------------------------------------------------

namespace {

constexpr std::array<const char*, 4> kFolders = {"rules/8103", "test/rules/services/curfew",
                                                 "test/rules/services/phone", "test/rules/services/stars"};

struct Service {
  Rules rules;
  std::vector<std::string> bodies;  ///< sent in conversations and in examples
};

/// Adds the quoted text of ` text=`, and the text after the time in ` after=`.
void take_examples(const std::string& line, std::vector<std::string>& bodies) {
  for (const std::string name : {" text=\"", " after=\""}) {
    const std::size_t begin = line.find(name);
    if (begin == std::string::npos) continue;
    std::string all = line.substr(begin + name.size());
    all.resize(std::min(all.find('"'), all.size()));
    bodies.push_back(name == " text=\"" ? all : all.substr(std::min(all.find(' ') + 1, all.size())));
  }
}

void take_bodies(const std::filesystem::path& path, std::vector<std::string>& bodies) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    take_examples(line, bodies);
    if (!line.starts_with("> ")) continue;
    const std::size_t phone = line.find(' ', 2) + 1;
    bodies.push_back(line.substr(std::min(line.find(' ', phone) + 1, line.size())));
  }
}

std::vector<Service> load_services() {
  std::vector<Service> services;
  for (const std::filesystem::path folder : kFolders) {
    Service service{load_folder(folder).rules, {}};
    CHECK_TRUE_TEXT(service.rules != nullptr, folder.c_str());
    for (const auto& file : std::filesystem::directory_iterator(folder)) take_bodies(file.path(), service.bodies);
    take_bodies(folder.string() + ".txt", service.bodies);
    if (folder.parent_path() == "rules") {
      for (const auto& file : std::filesystem::directory_iterator("test/conversations"))
        take_bodies(file.path(), service.bodies);
    }
    CHECK_TRUE_TEXT(service.bodies.size() > 5, folder.c_str());
    services.push_back(std::move(service));
  }
  return services;
}

/// Random rules, texts and times; an equal seed gives equal ones.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  template <typename T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

  /// Letters that cost one septet, cost two, or make the reply UCS-2.
  std::string words(std::size_t most) {
    static const std::vector<std::string> kLetters = {"a", "§", "€", "я", "😀"};
    const std::string& letter = chance(2) ? kLetters.front() : one_of(kLetters);
    return repeated(1 + static_cast<int>(below(most)), letter);
  }

  /// Returns the rules with clauses and names of any length, and with one rule of each kind that may be missing.
  RuleSet reworded(RuleSet rules) {
    for (Decree& decree : rules.decrees) reword(decree, rules);
    for (Interval& interval : rules.intervals) {
      interval.clause = words(90);
      interval.cuts_permits = chance(2);
    }
    for (DocumentKind& kind : rules.documents) kind.number_from = chance(2) ? "" : words(40);
    if (chance(4)) rules.message.example = words(40);
    if (chance(8)) rules.pause = Pause{"reply-of-a-pause", words(90), {}};
    rules.standing_kinds = {"employee"};
    rules.words.push_back({{"STANDS"}, "list", "list-none", "", Word::About::document});
    rules.words.push_back({{"MINE"}, "list-of-phone", "list-none", "", Word::About::phone});
    rules.words.push_back({{"TRY"}, "trial", "", "", Word::About::nothing, true});
    for (auto& [language, texts] : rules.texts) {
      const Template any = texts.begin()->second;
      for (const char* id :
           {"reply-of-a-pause", "reply-of-a-list", "reply-of-102", "list", "list-none", "list-of-phone", "trial"})
        texts.emplace(id, any);
    }
    return rules;
  }

 private:
  void reword(Decree& decree, const RuleSet& rules) {
    decree.clause = words(90);
    for (Purpose& purpose : decree.purposes) {
      purpose.clause = words(90);
      purpose.name = words(30);
      if (chance(3)) purpose.lasts.reset();
      if (chance(3)) purpose.starts_after = minutes{30};
      if (chance(3))
        purpose.hours = {{hours{below(24)}, hours{1 + below(24)}, 1 + below(127), {}, chance(2), words(90)}};
      for (Limit& limit : purpose.limits) {
        limit.at_most = 1 + static_cast<unsigned>(below(4));
        limit.clause = words(90);
        if (chance(2)) limit.by = Limit::By::phone;
        if (chance(3)) {
          limit.per = Limit::Per::window;
          limit.window = hours{1 + below(100)};
        }
      }
    }
    for (NotByText& elsewhere : decree.not_by_text) elsewhere.clause = elsewhere.name = words(90);
    if (rules.message.has(Field::Kind::purpose) && chance(2)) {
      decree.not_by_text.push_back({"102", words(30), "reply-of-102", words(90), {}});
      decree.withdrawn.push_back({"9", words(90), {}});
    }
    if (chance(4)) decree.refusals = {{"list-of-a-test", "reply-of-a-list", words(90), {}}};
    if (chance(4) && !decree.accepts.empty()) decree.accepts.resize(1);
  }

  std::mt19937 random_;
};

std::string some_document(const RuleSet& rules, Draw& draw) {
  if (rules.documents.empty()) return "";
  return draw.one_of(rules.documents).picture.sample([&](std::size_t bound) { return draw.below(bound); });
}

/// Returns a known text, or one of random parts.
std::string some_body(const Service& service, const RuleSet& rules, Draw& draw) {
  if (draw.chance(2)) return draw.one_of(service.bodies);
  static const std::vector<std::string> kBegins = {"1 ",      "2 ",    "999 ", "102 ",     "9 ",         "",
                                                   "STANDS ", "MINE ", "TRY ", "TRY 102 ", "TRY STANDS "};
  static const std::vector<std::string> kEnds = {"",
                                                 " 10AA123",
                                                 " 102",
                                                 " 102 10AA123",
                                                 " 999 10AA123",
                                                 " ABCD1234EF",
                                                 "1",
                                                 "*NORTH",
                                                 " 1234",
                                                 " 12",
                                                 "*",
                                                 "*NORTH*Ə",
                                                 "*NORTH*BREAD AND BUTTER AND",
                                                 " ƏƏƏƏƏƏƏƏƏƏƏƏ",
                                                 " OYQ9",
                                                 " MYI123"};
  std::string document = draw.chance(4) ? "AZE77777777" : some_document(rules, draw);
  if (draw.chance(6) && !document.empty()) document.erase(draw.below(document.size()), 1);
  const std::string separator = rules.message.separator == ' ' || draw.chance(3) ? "" : "*";
  std::string begin = draw.one_of(kBegins);
  if (!separator.empty() && !begin.empty()) begin.back() = '*';
  return begin + document + draw.one_of(kEnds);
}

/// Sends texts to a service and checks the cost of each reply.
class Conversation {
 public:
  Conversation(Rules rules, unsigned seed) : rules_(std::move(rules)), seed_(seed) {}

  void run(const Service& service, Draw& draw) {
    MemoryStore store;
    const Instant begin = rules_->decrees[draw.below(rules_->decrees.size())].from - hours{draw.below(48)};
    if (draw.chance(2)) put_on_list(store);
    for (int i = 0; i < 3 && !rules_->documents.empty(); ++i) enter(store, begin, i);
    const LongCodes codes;
    tool::LocalService local(rules_, store, &codes);
    Instant now = begin;
    for (int i = 0; i < 40; ++i) {
      now += seconds{draw.below(draw.chance(6) ? 30 * 24 * 3600 : 2 * 3600)};
      const auto entry =
          local.answer(some_body(service, *rules_, draw), draw.chance(3) ? kListed : "994501112233", now);
      CHECK_TRUE(entry.ok());
      if (!entry->reply.empty()) check(*entry);
    }
  }

 private:
  static constexpr const char* kListed = "994559999999999";

  static void put_on_list(MemoryStore& store) {
    const Listing listing{"list-of-a-test", Listing::Of::phone, kListed, Instant{}, std::nullopt, "clerk", ""};
    CHECK_TRUE(store.put_on_list(listing).ok());
  }

  void enter(MemoryStore& store, Instant begin, int number) const {
    const StandingPermit permit{.kind = "employee",
                                .period = {begin - hours{24}, begin + hours{24 * 60}},
                                .holder = "AZE77777777",
                                .plate = "10AA123",
                                .reference = std::to_string(number)};
    CHECK_TRUE(store.enter(permit, {}, begin - hours{24}).ok());
  }

  Segments cost_of(const Entry& entry) {
    const auto [known, is_new] = known_.try_emplace({entry.language, entry.reason});
    if (!is_new) return known->second;
    Segments& worst = known->second = cost_at_worst(entry.language, entry.reason, *rules_);
    for (const Word& word : rules_->words) {  // reply_if_none has the same reason
      if (word.reply != entry.reason || word.reply_if_none.empty()) continue;
      const Segments other = cost_at_worst(entry.language, word.reply_if_none, *rules_);
      if (std::pair(other.parts, other.units) > std::pair(worst.parts, worst.units)) worst = other;
    }
    return worst;
  }

  void check(const Entry& entry) {
    const Segments worst = cost_of(entry);
    const Segments cost = count_segments(entry.reply);
    const bool is_covered = cost.parts <= worst.parts && (cost.alphabet != worst.alphabet || cost.units <= worst.units);
    const std::string where = "seed " + std::to_string(seed_) + ", " + entry.language + " " + entry.reason + ": " +
                              in_words(cost) + ", not " + in_words(worst) + ": " + entry.text.body + " -> " +
                              entry.reply;
    CHECK_TRUE_TEXT(is_covered, where.c_str());
  }

  Rules rules_;
  unsigned seed_;
  std::map<std::pair<std::string, std::string>, Segments> known_;
};

}  // namespace

TEST_GROUP(ReplyCost){};

TEST(ReplyCost, noReplyOfAServiceCostsMoreThanCheckSays) {
  const std::vector<Service> services = load_services();
  for (unsigned seed = 1; seed <= 40; ++seed) {
    Draw draw(seed);
    const Service& service = services[seed % services.size()];
    Conversation(service.rules, seed).run(service, draw);
  }
}

// The text has one value after any number of letters, so that an underestimated value is noticed.
TEST(ReplyCost, noValueIsLongerThanCheckSays) {
  const std::vector<Service> services = load_services();
  for (const Service& service : services) {
    std::vector<std::string> names(kPlaceholderNames.begin(), kPlaceholderNames.end());
    for (const std::string& custom : service.rules->message.custom_ids()) names.push_back(custom);
    for (const std::string& name : names) {
      for (unsigned seed = 1; seed <= 6; ++seed) {
        Draw draw(seed);
        RuleSet rules = draw.reworded(*service.rules);
        say_everywhere(std::string(draw.below(160), 'x') + "[{" + name + "}]", rules);
        rules.seal();
        Conversation(std::make_shared<const RuleSet>(std::move(rules)), seed).run(service, draw);
      }
    }
  }
}

TEST(ReplyCost, aProposedTextMayHaveACodeThatGetsNoPermitByText) {
  RuleSet rules = test::sample_rules();
  rules.documents.resize(1);
  rules.plates.resize(1);
  rules.decrees[1].not_by_text = {{"102", "funeral", "help", "", {}}};
  Text text;
  text.phone = text.sender = "994501112233";
  text.body = "AZE12345678 102 10AA123";
  const Instant now = at("2020-07-21T10:00");
  const Entry entry = answer(text, parse_request(text, rules, now), {}, rules, now);
  STRCMP_EQUAL("az send 102 AZE12345678 10AA123", entry.reply.c_str());
  LONGS_EQUAL(count_segments(entry.reply).units, cost_at_worst("az", "mend", rules).units);
}

TEST_GROUP(Longest){};

TEST(Longest, dependsOnTheAlphabetOfTheRest) {
  Longest longest;
  longest.add("€€€");
  longest.add("aaaaa");
  longest.add("яя");
  STRCMP_EQUAL("€€€", longest.in_septets().c_str());
  STRCMP_EQUAL("aaaaa", longest.in_units().c_str());
  STRCMP_EQUAL("яя", longest.ucs2_only().c_str());
}

TEST(Longest, isNothingWithoutAText) {
  Longest longest;
  longest.add("");
  CHECK_TRUE(longest.empty());
}
