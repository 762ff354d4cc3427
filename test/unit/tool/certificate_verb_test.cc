// The verb with the real program: the register's data on a page.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "checkcode/key_file.h"
#include "checkcode/signer.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "system/run_program.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "tool/permits/certificate.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(CertificateVerb) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  CertificateOptions options;
  std::string path = std::getenv("PATH");
  std::string err;

  void setup() override {
    const char* built = std::getenv("PERMIT8103_BUILD");
    setenv("PATH", ((built ? built : "build") + std::string(":") + path).c_str(), 1);
    options = {"AZE 12345678", "2020-07-21T11:00", "en", folder.file("page.pdf"), folder.path(), ""};
    const auto store = open_store(folder.path());
    CHECK_TRUE((*store)->accept_rules(loaded.rules->hash, loaded.text, HostTime{at("2020-07-19T00:00")}).ok());
    LocalService service(loaded.rules, **store);
    for (const char* text : {"2 AZE12345678 10AA123", "1 AZE12345678"})
      CHECK_TRUE(service.answer(text, "994501112233", at("2020-07-21T10:00")).ok());
    const StandingPermit work{.kind = "work",
                              .activity = "allowed",
                              .period = {at("2020-07-22T08:00"), at("2020-07-30T18:00")},
                              .holder = "AZE12345678",
                              .issuer = "Baku Metro"};
    CHECK_TRUE((*store)->enter(work, {"metro", ""}, at("2020-07-21T10:30")).ok());
  }
  void teardown() override { setenv("PATH", path.c_str(), 1); }

  Instant at(std::string_view local) { return loaded.rules->zone.instant(*parse_local_time(local)); }
  ExitStatus make() {
    const test::CapturedOutput output;
    const ExitStatus status = make_certificate(options);
    err = output.err();
    return status;
  }
  /// As another program reads the page.
  std::string words() const {
    const std::string command = "pdftotext -layout '" + options.file + "' - 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string read;
    std::array<char, 4096> some{};
    for (std::size_t size = 0; (size = fread(some.data(), 1, some.size(), pipe.get())) > 0;)
      read.append(some.data(), size);
    return read;
  }
};

TEST(CertificateVerb, thePageHasWhatTheRegisterSays) {
  options.reveal = true;
  LONGS_EQUAL(kYes, make());
  const std::string page = words();
  for (const char* word : {"AZE12345678", "10AA123", "food, medicine", "13:00", "Baku Metro", "2020-07-20", "Absheron"})
    STRCMP_CONTAINS(word, page.c_str());
}

// A user who may only read learns no more from it than from `show'.
TEST(CertificateVerb, aPlateIsMaskedAndItsRevealIsLogged) {
  LONGS_EQUAL(kYes, make());
  const std::string page = words();
  STRCMP_CONTAINS("10****3", page.c_str());
  CHECK_TRUE(page.find("10AA123") == std::string::npos);
  options.reveal = true;
  LONGS_EQUAL(kYes, make());
  const auto store = open_store(folder.path(), {.read_only = true});
  const auto last = (*store)->log(*(*store)->last(), 1);
  const Revealed& look = std::get<Revealed>(std::get<AdminEvent>(last->at(0).event).what);
  STRCMP_EQUAL("certificate --at 2020-07-21T11:00 AZE12345678", (look.command + " " + look.subject).c_str());
}

TEST(CertificateVerb, checkCodesAreThoseOfTheReplies) {
  options.keys = folder.file("keys");
  CHECK_TRUE(add_key(options.keys, false, "").ok());
  const auto signer = Signer::open(options.keys);
  CHECK_TRUE(signer.ok());
  LONGS_EQUAL(kYes, make());
  const auto store = open_store(folder.path(), {.read_only = true});
  const auto permits = (*store)->by_document("AZE12345678", at("2020-07-21T00:00"), at("2020-07-22T00:00"));
  LONGS_EQUAL(2, permits->size());
  std::string page = words();
  std::erase(page, '-');
  for (const Permit& permit : *permits) STRCMP_CONTAINS((*signer)->code_of(permit).c_str(), page.c_str());
}

TEST(CertificateVerb, thePageOmitsEndedPermits) {
  options.at = "2020-07-21T12:30";  // code 1 was for two hours
  LONGS_EQUAL(kYes, make());
  CHECK_TRUE(words().find("medical") == std::string::npos);
}

TEST(CertificateVerb, makesNoPageWithoutAPermit) {
  options.at = "2020-09-01T10:00";
  LONGS_EQUAL(kNo, make());
  STRCMP_CONTAINS("document AZE12345678 has no permit at 2020-09-01T10:00:00 or later", err.c_str());
  CHECK_FALSE(std::filesystem::exists(options.file));
}

TEST(CertificateVerb, returnsTheStatusOfTheProgram) {
  options.file = folder.file("nowhere/page.pdf");
  LONGS_EQUAL(kNotChanged, make());
}

TEST(CertificateVerb, namesThePackageToInstall) {
  setenv("PATH", "/nowhere", 1);
  LONGS_EQUAL(kUnavailable, make());
  STRCMP_CONTAINS("permit8103-certificate is not installed; install the package", err.c_str());
}

TEST(CertificateVerb, givesAProgramItsInput) {
  LONGS_EQUAL(0, *run_program("/bin/grep", {"-q", "hello"}, "say hello\n"));
  LONGS_EQUAL(1, *run_program("/bin/grep", {"-q", "hello"}, "say nothing\n"));
  CHECK_FALSE(run_program("/nowhere/at/all", {}, "").ok());
}
