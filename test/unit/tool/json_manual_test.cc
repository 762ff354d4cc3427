// Compares plugin/tool/JSON.md with the output of permitctl: the same members of the same types, in both directions.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "checkcode/key_file.h"
#include "checkcode/signer.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "tool/inspect/log_view.h"
#include "tool/inspect/plates.h"
#include "tool/inspect/stats.h"
#include "tool/operate/doctor.h"
#include "tool/permits/certificate.h"
#include "tool/permits/show.h"
#include "tool/rules/check.h"
#include "tool/rules/diff.h"
#include "tool/rules/local_service.h"
#include "tool/rules/replay.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;
using Json = nlohmann::json;

namespace fs = std::filesystem;

namespace {

/// The types of each member, by its path: `/permits[]/code`.
using Shape = std::map<std::string, std::set<std::string>>;

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Objects whose members are data, not names.
bool has_keys_of_its_own(const std::string& path) {
  static const std::set<std::string> kMaps = {"/today_by/purpose", "/today_by/clause", "/today_by/language",
                                              "/today_by/reason", "/today_by/reason/*"};
  return kMaps.contains(path);
}

void add(Shape& shape, const Json& value, const std::string& path = "") {
  shape[path].insert(value.type_name());
  if (value.is_array())
    for (const Json& element : value) add(shape, element, path + "[]");
  if (value.is_object())
    for (const auto& member : value.items())
      add(shape, member.value(), path + "/" + (has_keys_of_its_own(path) ? "*" : member.key()));
}

std::string without_null(const std::set<std::string>& types) {
  std::string all;
  for (const std::string& type : types)
    if (type != "null") all += (all.empty() ? "" : " or ") + type;
  return all;
}

std::string leaf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The manual's description of one form.
struct Form {
  std::vector<Json> examples;
  std::set<std::string> may_be_null;
};

/// The example with `"COUNTS"' and `"HISTOGRAM"' replaced by the objects that they represent.
Json spelled_out(Json example, const Json& counts, const Json& histogram) {
  if (example == "COUNTS") return counts;
  if (example == "HISTOGRAM") return histogram;
  if (example.is_structured())
    for (Json& element : example) element = spelled_out(std::move(element), counts, histogram);
  return example;
}

std::vector<Json> values_in(const std::string& block) {
  const bool is_lines = block.find("}\n{") != std::string::npos;
  if (!is_lines) return {Json::parse(block)};
  std::vector<Json> values;
  std::istringstream lines(block);
  for (std::string line; std::getline(lines, line);) values.push_back(Json::parse(line));
  return values;
}

std::set<std::string> names_in(const std::string& section) {
  constexpr std::string_view kHead = "\nNull: ";
  std::set<std::string> names;
  const auto at = section.find(kHead);
  if (at == std::string::npos) return names;
  const auto begin = at + kHead.size();
  std::string list = section.substr(begin, section.find("\n\n", begin) - begin);
  for (char& sign : list)
    if (sign == ',' || sign == '.' || sign == '\n') sign = ' ';
  std::istringstream words(list);
  for (std::string word; words >> word;) names.insert(word);
  return names;
}

std::map<std::string, Form> read_manual() {
  constexpr std::string_view kFence = "\n```json\n";
  const std::string manual = text_of("plugin/tool/JSON.md") + "\n## ";
  std::map<std::string, Form> forms;
  for (std::size_t at = manual.find("\n## "); at != std::string::npos;) {
    const std::size_t next = manual.find("\n## ", at + 1);
    const std::string section = manual.substr(at, next - at);
    at = next;
    const std::size_t fence = section.find(kFence);
    if (fence == std::string::npos) continue;
    const std::size_t begin = fence + kFence.size();
    forms[section.substr(4, section.find('\n', 1) - 4)] = {
        values_in(section.substr(begin, section.find("\n```", begin) - begin)), names_in(section)};
  }
  const Json& stats = forms["stats"].examples.front();
  const Json counts = stats["today"];
  const Json histogram = stats["boxes"][0]["figures"]["latency_seconds"];
  for (auto& [name, form] : forms)
    for (Json& example : form.examples) example = spelled_out(std::move(example), counts, histogram);
  return forms;
}

/// Each difference between the manual and the programs, one per line.
std::string differences(const Form& form, const std::vector<Json>& printed) {
  Shape said;
  Shape found;
  for (const Json& example : form.examples) add(said, example);
  for (const Json& value : printed) add(found, value);
  std::string lines;
  for (const auto& [path, types] : found) {
    if (!said.contains(path)) lines += path + " is printed and not in the manual\n";
    if (types.contains("null") && !form.may_be_null.contains(leaf(path))) lines += path + " was null\n";
  }
  std::set<std::string> were_null;
  for (const auto& [path, types] : said) {
    const auto at = found.find(path);
    if (at == found.end()) {
      lines += path + " is in the manual and not printed\n";
      continue;
    }
    if (at->second.contains("null")) were_null.insert(leaf(path));
    const std::string is = without_null(at->second);
    if (is.empty() || is == without_null(types)) continue;
    lines += path + " is " + is + ", in the manual " + without_null(types) + "\n";
  }
  for (const std::string& name : form.may_be_null)
    if (!were_null.contains(name)) lines += name + " is never null\n";
  return lines;
}

/// Puts each kind of record on a separate path, so that members of different acts are not mixed.
Json by_kind(Json record) {
  std::string what = record["what"];
  if (what == "revoked") what = "end-moved";  // the manual shows one of two similar acts
  if (what == "erased") what = "purged";
  return Json{{what, std::move(record)}};
}

}  // namespace

/// A register of July 2020 in which everything has happened.
TEST_GROUP(JsonManual) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.file("store")));

  Instant at(std::string_view local) { return loaded.rules->zone.instant(*parse_local_time(local)); }
  Sequence say(std::string_view when, const std::string& text, const std::string& phone = "994501112233") {
    LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, phone, at(when)).ok());
    return *store->last();
  }
  void begin(HostTime when = HostTime{}) {
    CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, when).ok());
  }
  void move(Sequence permit, const std::string& holder, NewEnd end, std::string_view when, const Actor& actor) {
    CHECK_TRUE(store->change_end(permit, holder, end, actor, at(when))->has_value());
  }
  static StandingPermit work(Instant from, Instant until, const std::string& reference) {
    return {.kind = "work",
            .activity = "allowed",
            .period = {from, until},
            .holder = "AZE12345678",
            .plate = "10AA123",
            .reference = reference,
            .issuer = "Acme, LLC",
            .places = "Baku",
            .note = "driver",
            .source = "portal"};
  }
  template <typename Verb, typename Options>
  std::vector<Json> printed(Verb verb, const Options& options) {
    store.reset();
    std::string out;
    {
      const test::CapturedOutput output;
      verb(options);
      out = output.out();
    }
    store = std::move(*open_store(folder.file("store")));
    return values_in(out.substr(0, out.find_last_not_of('\n') + 1));
  }
  static void append(std::vector<Json> & all, std::vector<Json> more) {
    for (Json& value : more) all.push_back(std::move(value));
  }
  static void compare(const std::string& name, const std::vector<Json>& printed) {
    STRCMP_EQUAL("", differences(read_manual()[name], printed).c_str());
  }
};

TEST(JsonManual, show) {
  begin(HostTime{at("2020-07-01T00:00").time_since_epoch()});
  const Sequence granted = say("2020-07-20T10:00:37", "2 AZE12345678 10AA123");
  say("2020-07-20T10:05", "3 AZE12345678");
  say("2020-07-20T10:06", "9 AZE12345678");
  move(granted, "", {.until = at("2020-07-20T12:00"), .revoked = false}, "2020-07-20T10:10", {"102/17", "certificate"});
  move(granted, "", {.until = std::nullopt, .revoked = false}, "2020-07-20T10:20", {"102/17", ""});
  move(granted, "", {.until = at("2020-07-20T16:00"), .revoked = true}, "2020-07-20T16:00", {"", "by court"});
  CHECK_TRUE(
      store->enter(work(at("2020-07-06T00:00"), at("2020-07-20T06:00"), "1"), {"acme", "new"}, at("2020-07-20T16:01"))
          .ok());
  CHECK_TRUE(
      store->enter(work(at("2020-07-06T00:00"), at("2020-07-20T06:00"), "1"), {"acme", "new"}, at("2020-07-20T16:01"))
          .ok());
  CHECK_TRUE(
      store->enter(work(at("2020-07-06T00:00"), at("2020-07-20T07:00"), "1"), {"", ""}, at("2020-07-20T16:02")).ok());
  const StandingPermit bare{.kind = "work", .period = {at("2020-07-20T00:00"), std::nullopt}, .holder = "AZE12345678"};
  CHECK_TRUE(store->enter(bare, {"acme", "new"}, at("2020-07-20T16:03")).ok());
  CHECK_TRUE(
      store->put_on_list({"health", Listing::Of::document, "AZE12345678", at("2020-07-20T16:04"), {}, "x", "y"}).ok());
  say("2020-07-20T16:05", "2 AZE12345678");
  say("2020-07-20T16:06", "2 AZE12345679");

  ShowOptions options{"document", "AZE12345678", folder.file("store"), "", "2020-07-20T17:00", true, true};
  std::vector<Json> all = printed(show, options);
  options.at = "2020-07-20T10:15";
  options.reveal = false;
  append(all, printed(show, options));
  options.at = "2020-07-20T17:00";
  append(all, printed(show, options));
  options.key = "AZE12345679";
  options.at = "2020-07-20T17:00";
  append(all, printed(show, options));

  loaded = load_folder("test/rules/services/phone");  // its permits have no document
  store = std::move(*open_store(folder.file("phone")));
  begin(HostTime{at("2021-01-01T00:00").time_since_epoch()});
  say("2021-01-08T10:00", "let me out", "306911111111");
  const ShowOptions of_phone{"phone", "306911111111", folder.file("phone"), "", "2021-01-08T11:00", true};
  append(all, printed(show, of_phone));
  store = std::move(*open_store(folder.file("phone")));
  while (*store->purge(at("2021-01-08T10:30"), 100) > 0) continue;  // its record, not the day of the permit
  append(all, printed(show, of_phone));
  compare("show", all);
}

TEST(JsonManual, plates) {
  begin(HostTime{at("2020-07-01T00:00").time_since_epoch()});
  say("2020-07-21T10:00:37", "2 AZE12345678 10AA123");
  const StandingPermit other{
      .kind = "work", .period = {at("2020-07-20T00:00"), std::nullopt}, .holder = "5ABC2D1", .plate = "10AA124"};
  CHECK_TRUE(store->enter(other, {"acme", "new"}, at("2020-07-21T10:01")).ok());
  compare("plates", printed(plates, PlatesOptions{"2020-07-21T11:00", true, folder.file("store"), ""}));
}

TEST(JsonManual, log) {
  begin(HostTime{at("2020-07-01T00:00").time_since_epoch()});
  const Sequence granted = say("2020-07-21T10:00:37", "2 AZE12345678 10AA123");
  say("2020-07-21T10:01", "2 AZE12345678");
  say("2020-07-21T10:02", "hello");
  say("2020-07-21T10:02", "", "");
  const Instant now = at("2020-07-21T11:00");
  for (const auto of : {Listing::Of::document, Listing::Of::phone}) {
    const std::string subject = of == Listing::Of::phone ? "994501112233" : "AZE12345678";
    const std::optional<Instant> until =
        of == Listing::Of::phone ? std::nullopt : std::optional(now + std::chrono::hours(1));
    CHECK_TRUE(store->put_on_list({"health", of, subject, now, until, "clerk", "sick"}).ok());
    say("2020-07-21T11:00", "1 AZE12345678");
    CHECK_TRUE(*store->take_off_list({"health", of, subject}, {"clerk", "well"}, now));
  }
  move(granted, "", {.until = at("2020-07-21T12:00"), .revoked = false}, "2020-07-21T11:10", {"102/17", "certificate"});
  move(granted, "", {.until = at("2020-07-21T11:20"), .revoked = true}, "2020-07-21T11:20", {"chief", "found out"});
  const auto entered = store->enter(work(now, at("2020-08-01T00:00"), "1"), {"acme", "new"}, now);
  CHECK_TRUE(store->enter(work(now, at("2020-08-02T00:00"), "1"), {"acme", "new"}, now).ok());
  const StandingPermit bare{.kind = "work", .period = {now, std::nullopt}, .holder = "5ABC2D1"};
  const Sequence alone = store->enter(bare, {"acme", "new"}, now)->sequence;
  move(alone, "5ABC2D1", {.until = std::nullopt, .revoked = false}, "2020-07-21T11:30", {"acme", ""});
  for (const char* file : {"staff.csv", ""}) {
    Import import{.kind = "work", .file = file, .by = "acme"};
    StandingPermit staff = work(now, at("2020-08-02T00:00"), std::string("row ") + file);
    staff.holder = "5ABC2D2";
    const auto staged = store->stage(import, std::vector{staff}, now);
    CHECK_TRUE(store->publish_import(staged->import, 1, now).ok());
  }
  for (const auto what : {Removed::What::history, Removed::What::raw_texts, Removed::What::person})
    CHECK_TRUE(store->note({{"keeper", "law"}, Removed{what, at("2020-07-01T00:00"), 3}}, now).ok());
  for (const char* subject : {"AZE12345678", ""})
    CHECK_TRUE(store->note({{"police", ""}, Revealed{"show", subject}}, now).ok());

  LogViewOptions options;
  options.store = folder.file("store");
  options.json = true;
  std::vector<Json> all = printed(view_log, options);
  options.reveal = true;
  append(all, printed(view_log, options));
  Form form = read_manual()["log"];
  const Json common = form.examples.at(1);
  for (Json& example : form.examples) {
    if (example["what"] != "text")
      for (const char* member : {"version", "record", "at", "rules", "erased", "by", "why"})
        example[member] = common[member];
    example = by_kind(std::move(example));
  }
  for (Json& record : all) record = by_kind(std::move(record));
  STRCMP_EQUAL("", differences(form, all).c_str());
}

TEST(JsonManual, stats) {
  const StatsOptions options{.store = folder.file("store"), .at = "2020-07-21T11:00", .json = true};
  std::vector<Json> all;
  InstanceStatus fresh;
  fresh.box = "permit8103-2";
  fresh.process = 2;
  fresh.at = HostTime{at("2020-07-21T10:00").time_since_epoch()};
  CHECK_TRUE(store->publish(fresh).ok());
  append(all, printed(stats, options));
  begin(HostTime{at("2020-07-01T00:00").time_since_epoch()});
  say("2020-07-21T10:00:37", "2 AZE12345678 10AA123");
  say("2020-07-21T10:01", "hello");
  InstanceStatus box = fresh;
  box.box = "permit8103";
  box.process = static_cast<std::uint32_t>(getpid());
  box.rules = loaded.rules->hash;
  box.faults = {"/rules/service.xml:3: a fault"};
  box.shadow = InstanceStatus::Shadow{.folder = "/next", .faults = {"/next/service.xml:3: a fault"}};
  box.shadow->texts.changed[{Outcome::granted, Outcome::refused}] = 1;
  box.figures.failed_commits = 1;
  box.figures.failure = "the disk is full";
  box.figures.writer_waits = 1;
  box.figures.waited_for = {.process = 4712, .name = "permitctl", .is_stopped = true};
  CHECK_TRUE(store->publish(box).ok());
  append(all, printed(stats, options));
  box.shadow->rules = loaded.rules->hash;
  CHECK_TRUE(store->publish(box).ok());
  store.reset();
  const test::Signal writing;
  const test::ChildProcess writer([&] { return test::write_forever(options.store, writing); });
  CHECK_TRUE(writing.await());
  {
    const test::CapturedOutput output;
    stats(options);
    all.push_back(Json::parse(output.out()));
  }
  compare("stats", all);
}

TEST(JsonManual, doctor) {
  std::ofstream(folder.file("permit8103.conf"))
      << "group = permit8103\nrules = test/rules/base\nstore = " << folder.file("store") << '\n';
  const DoctorOptions options{.conf = folder.file("permit8103.conf"),
                              .kannel_conf = folder.file("kannel.conf"),
                              .user = std::to_string(geteuid()),
                              .json = true};
  compare("doctor", printed(doctor, options));
}

TEST(JsonManual, check) {
  std::vector<Json> all;
  for (const char* name : {"wrong", "empty", "two"}) fs::create_directory(folder.file(name));
  std::ofstream(folder.file("wrong/a.xml")) << "<decree>\n";
  std::ofstream(folder.file("two/a.xml").c_str()) << "";
  for (const char* name : {"wrong", "empty", "two", "none"})
    append(all, printed(check, CheckOptions{folder.file(name), true}));
  compare("check", all);
}

TEST(JsonManual, diff) {
  const std::string before = "test/rules/base";
  const std::string after = folder.file("after");
  fs::copy(before, after);
  std::string decree = text_of(after + "/decree.xml");
  decree.replace(decree.find("<lasts hours=\"3\"/>"), 18, "<lasts hours=\"2\"/>");
  std::ofstream(after + "/decree.xml") << decree;
  std::string texts = text_of(after + "/texts.xml");
  texts.insert(texts.find('>', texts.find("<text ")) + 1, "New: ");
  std::ofstream(after + "/texts.xml") << texts;
  std::ofstream(after + "/later.xml")
      << R"(<forbidden id="later" from="2029-09-01T00:00" until="2030-01-10T00:00" clause="A 1" reply="no-decree">)"
      << "<title>None</title></forbidden>";
  std::vector<Json> all = printed(tool::diff, DiffOptions{before, after, true});
  append(all, printed(tool::diff, DiffOptions{after, before, true}));
  compare("diff", all);
}

TEST(JsonManual, replay) {
  begin(HostTime{at("2020-07-01T00:00").time_since_epoch()});
  say("2020-07-21T10:00:37", "2 AZE12345678 10AA123");
  say("2020-07-21T10:01", "2 AZE12345678");
  ReplayOptions options;
  options.rules = "test/rules/base";
  options.store = folder.file("store");
  options.since = "2020-07-01T00:00";
  options.json = true;
  std::vector<Json> all = printed(tool::replay, options);
  options.since = "2020-07-22T00:00";
  append(all, printed(tool::replay, options));
  compare("replay", all);
}

TEST(JsonManual, certificate) {
  begin(HostTime{at("2020-07-01T00:00").time_since_epoch()});
  say("2020-07-21T10:00:37", "2 AZE12345678 10AA123");
  StandingPermit other = work(at("2020-07-21T10:01"), at("2020-07-30T18:00"), "1");
  CHECK_TRUE(store->enter(other, {"acme", "new"}, at("2020-07-21T10:01")).ok());
  other = {.kind = "funeral", .period = {at("2020-07-21T10:01"), std::nullopt}, .holder = "AZE12345678"};
  CHECK_TRUE(store->enter(other, {"102", "an uncle"}, at("2020-07-21T10:01")).ok());
  // Replaces the program by one that keeps its input.
  const fs::path bin = fs::absolute(folder.file("bin"));
  fs::create_directory(bin);
  std::ofstream(bin / "permit8103-certificate") << "#!/bin/sh\nexec cat > \"$2\"\n";
  chmod((bin / "permit8103-certificate").c_str(), 0755);
  const std::string path = std::getenv("PATH");
  setenv("PATH", (bin.string() + ":" + path).c_str(), 1);
  CertificateOptions options{
      "AZE12345678", "2020-07-21T11:00", "", folder.file("input.json"), folder.file("store"), ""};
  options.keys = folder.file("keys");
  std::ofstream(options.keys) << "0: " << std::string(64, '7') << '\n';
  chmod(options.keys.c_str(), 0600);
  store.reset();
  LONGS_EQUAL(kYes, make_certificate(options));
  setenv("PATH", path.c_str(), 1);

  Form form = read_manual()["permit8103-certificate"];
  form.may_be_null.erase("at");  // what permitctl always writes
  STRCMP_EQUAL("", differences(form, {Json::parse(text_of(options.file))}).c_str());
}

TEST(JsonManual, everyFormIsCompared) {
  std::string forms;
  for (const auto& [name, form] : read_manual()) forms += name + " ";
  STRCMP_EQUAL("check diff doctor log permit8103-certificate plates replay show stats ", forms.c_str());
  std::string printing;
  for (const auto& file : fs::recursive_directory_iterator("plugin/tool"))
    if (file.path().extension() == ".cc" && text_of(file.path()).find("\"--json\"") != std::string::npos)
      printing += file.path().stem().string() + "\n";
  std::istringstream lines(printing);
  const std::set<std::string> files{std::istream_iterator<std::string>(lines), {}};
  const std::set<std::string> compared = {"check", "diff", "doctor", "log_view", "plates", "replay", "show", "stats"};
  CHECK_TRUE(files == compared);
}
