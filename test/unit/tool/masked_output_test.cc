// No verb that prints from the register shows a number, in any spelling, or a name to a user who may read but not
// reveal. The register contains texts of strangers and words of clerks.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "base/normalize.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/spellings.h"
#include "test/rig/store_folder.h"
#include "tool/inspect/log_view.h"
#include "tool/permits/import.h"
#include "tool/permits/list.h"
#include "tool/permits/list_file.h"
#include "tool/permits/permits.h"
#include "tool/permits/show.h"
#include "tool/rules/local_service.h"
#include "tool/rules/replay.h"
#include "tool/rules/say.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

namespace {

constexpr const char* kPhone = "994501112233";
constexpr const char* kName = "PAPADOPOULOU";

struct Kind {
  const char* letters;
  std::size_t digits;
};
constexpr Kind kKinds[] = {{"AZE", 8}, {"AA", 7}, {"MYI", 7}, {"OYQ", 9}};

}  // namespace

TEST_GROUP(MaskedOutput) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::vector<std::string> documents{};
  std::string file;
  bool phone_is_named = false;
  bool plate_is_named = false;

  void setup() override {
    const auto store = open_store(folder.file("store"));
    CHECK_TRUE((*store)->accept_rules(loaded.rules->hash, loaded.text, HostTime{at("2020-07-19T00:00")}).ok());
    test::Speller speller(103);
    for (int round = 0; round < 60; ++round) {
      const Kind& kind = kKinds[static_cast<std::size_t>(round) % std::size(kKinds)];
      const std::string digits = speller.digits(kind.digits);
      documents.push_back(kind.letters + digits);
      write(**store, round, speller.spelled(kind.letters, digits), documents.back());
    }
  }

  Instant at(std::string_view local) const { return loaded.rules->zone.instant(*parse_local_time(local)); }

  /// A text that is read, one that is not, a standing permit, a place on a list and an end that was moved.
  void write(RegisterStore & store, int round, const std::string& spelling, const std::string& document) {
    const Instant now = at("2020-07-21T10:00") + std::chrono::minutes(round);
    LocalService service(loaded.rules, store);
    const auto granted = service.answer("2 " + spelling + " 10-AA-777", kPhone, now);
    CHECK_TRUE_TEXT(granted.ok() && granted->document == document, spelling.c_str());
    const auto unread = service.answer("Maria Papadopoulou " + spelling + ", " + spelling, kPhone, now);
    CHECK_TRUE(unread.ok() && unread->outcome == Outcome::unreadable);
    const Actor clerk{"clerk", "for " + spelling};
    CHECK_TRUE(store.put_on_list({"health", Listing::Of::document, document, now, {}, "clerk", clerk.why}).ok());
    const StandingPermit work{.kind = "work",
                              .activity = "allowed",
                              .period = {now, std::nullopt},
                              .holder = document,
                              .plate = "10AA777",
                              .reference = spelling,
                              .issuer = "Acme " + spelling,
                              .places = "Baku, " + spelling,
                              .note = "Maria Papadopoulou",
                              .source = spelling};
    const auto entered = store.enter(work, clerk, now);
    CHECK_TRUE(entered.ok());
    const NewEnd end{.until = now + std::chrono::hours(50), .revoked = false};
    CHECK_TRUE(store.change_end(entered->sequence, document, end, clerk, now)->has_value());
    file += spelling + "9,2020-07-20T00:00,none," + spelling + "\n";  // a digit too many
    file += "5ABC2D1," + document + ",none,\n";                       // mixed up
  }

  /// REQUIRES: nothing of the documents is named by `options'.
  template <typename Verb, typename... Options>
  void check(const char* what, const Verb& verb, const Options&... options) {
    std::string out;
    {
      const test::CapturedOutput output;
      verb(options...);
      out = output.out() + output.err();
    }
    CHECK_TRUE_TEXT(out.size() > 100, what);
    std::string left;
    for (const NormalizedWord& word : normalized_words(out)) left += word.token;
    for (const std::string& document : documents) {
      const std::string digits = document.substr(document.find_first_of("0123456789"));
      CHECK_TRUE_TEXT(left.find(digits) == std::string::npos, (what + (": " + document) + " is in\n" + out).c_str());
    }
    CHECK_TRUE_TEXT(left.find(kName) == std::string::npos, (std::string(what) + " has a name").c_str());
    CHECK_TRUE_TEXT(plate_is_named || left.find("10AA777") == std::string::npos,
                    (std::string(what) + " has a plate").c_str());
    CHECK_TRUE_TEXT(phone_is_named || left.find("501112233") == std::string::npos, what);
  }
};

TEST(MaskedOutput, ofTheLog) {
  LogViewOptions options;
  options.store = folder.file("store");
  for (const bool json : {false, true}) {
    options.json = json;
    check("log", view_log, options);
  }
  phone_is_named = true;
  options.by = "phone";
  options.key = kPhone;
  check("log --phone --json", view_log, options);
  options.json = false;
  check("log --phone", view_log, options);
  options.at = "2020-07-21T10:30";
  check("log --phone --at", view_log, options);
}

TEST(MaskedOutput, ofShow) {
  phone_is_named = true;
  ShowOptions options{"phone", kPhone, folder.file("store"), "", "2020-07-21T11:30"};
  check("show phone", show, options);
  options.json = true;
  check("show phone --json", show, options);
  phone_is_named = false;
  plate_is_named = true;
  options.by = "plate";
  options.key = "10AA777";
  check("show plate --json", show, options);
  options.json = false;
  check("show plate", show, options);
}

TEST(MaskedOutput, ofStandingPermitsAndLists) {
  PermitsOptions permits;
  permits.store = folder.file("store");
  permits.all = true;
  permits.at = "2020-07-21T12:00";
  check("permits", list_permits, permits);
  ExportOptions exported;
  exported.kind = "work";
  exported.store = folder.file("store");
  check("export", export_permits, exported);
  ListOptions list;
  list.name = "health";
  list.store = folder.file("store");
  check("list show", list_show, list);
  check("list export", list_export, list, std::string());
}

TEST(MaskedOutput, ofFilesWithBadRows) {
  const std::string name = folder.file("staff.csv");
  ImportOptions options;
  options.kind = "work";
  options.file = name;
  options.dry_run = true;
  options.store = folder.file("store");
  std::ofstream(name) << "holder,from,until,plate\n" << file;
  check("import", import_permits, options);
  std::ofstream(name) << file;
  check("import without a header", import_permits, options);
  ListOptions list;
  list.name = "health";
  list.store = folder.file("store");
  std::ofstream(name) << "key,until,why,of\n" << file;
  check("list import", list_import, list, name);
}

TEST(MaskedOutput, ofRepliesAndReplays) {
  SayOptions options;
  options.rules = "rules/8103";
  options.store = folder.file("store");
  options.from = kPhone;
  options.at = "2020-07-21T11:00";
  options.text = "STATUS " + documents.back();
  options.explain = true;
  documents.pop_back();
  phone_is_named = true;
  check("say STATUS", say, options);
  phone_is_named = false;
  ReplayOptions replayed;
  replayed.rules = "test/rules/base";
  replayed.store = folder.file("store");
  replayed.since = "2020-07-20T00:00";
  check("replay", replay, replayed);
  replayed.json = true;
  check("replay --json", replay, replayed);
}
