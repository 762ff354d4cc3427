// Malicious rule folders: their requests are not followed, their cost is bounded, and only authorised users can change
// them. For invalid XML, see xml_test.cc.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include "ruleset/load.h"
#include "ruleset/read/source.h"
#include "system/descriptor.h"
#include "test/rig/tmp_folder.h"

#include <CppUTest/TestHarness.h>

using permit::Descriptor;
using permit::Diagnostic;
using permit::Digest;
using permit::hash_of;
using permit::Loaded;
using permit::read_folder;
using permit::RuleFiles;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSecret = "a secret of the machine";

/// Listens on a local port and sees connections.
class Listener {
 public:
  Listener() {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    CHECK_EQUAL(0, bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), size));
    CHECK_EQUAL(0, listen(socket_.get(), 8));
    CHECK_EQUAL(0, getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size));
    address_ = address;
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(ntohs(address_.sin_port)) + "/rules.dtd"; }
  bool was_asked() const { return Descriptor(accept(socket_.get(), nullptr, nullptr)).get() >= 0; }
  void ask() const {
    const Descriptor asker(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    CHECK_EQUAL(0, connect(asker.get(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_));
  }

 private:
  Descriptor socket_{socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  sockaddr_in address_ = {};
};

long most_memory() {  // KiB
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

std::string faults_of(const Loaded& loaded) {
  std::string lines;
  for (const Diagnostic& fault : loaded.faults) lines += render(fault) + "\n";
  return lines;
}

/// The faults of one file that is added to the correct base folder.
std::string faults_of(const std::string& bytes) {
  RuleFiles text = *read_folder("test/rules/base");
  text.push_back({"x.xml", bytes});
  const Loaded loaded = permit::compile(std::move(text));
  CHECK_TRUE(loaded.rules == nullptr);
  return faults_of(loaded);
}

}  // namespace

TEST_GROUP(HostileRules) {
  const permit::test::TmpFolder scratch;
  const fs::path& folder = scratch.path();

  fs::path write(const std::string& name, std::string_view bytes = "<a/>") const {
    std::ofstream(folder / name, std::ios::binary) << bytes;
    return folder / name;
  }
  void permissions(const fs::path& path, mode_t mode) const { CHECK_EQUAL(0, chmod(path.c_str(), mode)); }
  /// The reason why a folder is not read, without the folder's path.
  std::string refusal(const fs::path& path) const {
    const Loaded loaded = permit::load_folder(path);
    CHECK_TRUE(loaded.rules == nullptr);
    const std::string message = loaded.faults.at(0).message;
    CHECK_TRUE_TEXT(message.starts_with(path.string()), message.c_str());
    return message.substr(path.string().size());
  }
};

// ---- Requests ----------------------------------------------------------------------------------------------------

TEST(HostileRules, fetchNothing) {
  const Listener listener;
  const std::string secret = "file://" + write("secret", kSecret).string();
  for (const std::string& url : {listener.url(), secret}) {
    for (const std::string& bytes :
         {"<!DOCTYPE decree SYSTEM \"" + url + "\"><decree/>",
          "<!DOCTYPE decree PUBLIC \"x\" \"" + url + "\"><decree/>",
          "<!DOCTYPE decree [<!ENTITY x SYSTEM \"" + url + "\">]><decree><title>&x;</title></decree>",
          "<!DOCTYPE decree [<!ENTITY % x SYSTEM \"" + url + "\"> %x;]><decree/>",
          "<decree xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"" + url + "\"/></decree>",
          "<decree xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"" + url +
              "\"/>",
          "<?xml-stylesheet href=\"" + url + "\"?><decree/>", "<?xml-model href=\"" + url + "\"?><decree/>"}) {
      CHECK_TRUE_TEXT(faults_of(bytes).find(kSecret) == std::string::npos, bytes.c_str());
      CHECK_FALSE_TEXT(listener.was_asked(), bytes.c_str());
    }
  }
  listener.ask();
  CHECK_TRUE(listener.was_asked());  // the listener sees requests
}

TEST(HostileRules, entityBombsDoNotExpand) {
  std::string laughs = "<!DOCTYPE decree [<!ENTITY a0 'ha'>";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " '";
    for (int times = 0; times < 10; ++times) laughs += before;
    laughs += "'>";
  }
  std::string quadratic = "<!DOCTYPE decree [<!ENTITY a '" + std::string(500'000, 'a') + "'>]><decree><title>";
  for (int times = 0; times < 100'000; ++times) quadratic += "&a;";
  const long before = most_memory();
  STRCMP_CONTAINS("[doctype]", faults_of(laughs + "]><decree><title>&a29;</title></decree>").c_str());
  STRCMP_CONTAINS("[doctype]", faults_of(quadratic + "</title></decree>").c_str());
  STRCMP_CONTAINS("is not known", faults_of("<decree><title>&a29;</title></decree>").c_str());
  CHECK_TRUE(most_memory() - before < 64 * 1024);
}

// ---- Costs -------------------------------------------------------------------------------------------------------

TEST(HostileRules, hugeFilesAreRefusedByTheirSize) {
  const long before = most_memory();
  std::ofstream file(folder / "a.xml", std::ios::binary);
  const std::string mebibyte(1 << 20, 'a');
  for (int i = 0; i < 100; ++i) file << mebibyte;
  file.close();
  STRCMP_EQUAL("/a.xml: larger than 1024 KiB; no rule file needs that", refusal(folder).c_str());
  CHECK_TRUE(most_memory() - before < 16 * 1024);
}

TEST(HostileRules, wideAndDeepFilesAreRefusedWithTheReason) {
  std::string deep = "<decree>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  STRCMP_CONTAINS("elements are nested more than 16 deep; no rule needs that [too-complex]", faults_of(deep).c_str());
  std::string wide = "<decree ";
  for (int i = 0; i < 50'000; ++i) wide += "a" + std::to_string(i) + "='' ";
  STRCMP_CONTAINS("more than 32 attributes; no rule needs so many [too-complex]", faults_of(wide + "/>").c_str());
}

TEST(HostileRules, encodingsThatHideMarkupAreRefused) {
  STRCMP_CONTAINS("in UTF-7;", faults_of("<?xml version='1.0' encoding='UTF-7'?><decree/>").c_str());
  STRCMP_CONTAINS("in UTF-16;", faults_of("<?xml version='1.0' encoding='UTF-16'?><decree/>").c_str());
  STRCMP_CONTAINS("UTF-16, little-endian", faults_of(std::string("\xFF\xFE<\0a\0/\0>\0", 10)).c_str());
  STRCMP_CONTAINS("x.xml:2: not UTF-8", faults_of("<decree>\n\xED\xA0\x80</decree>").c_str());
}

// ---- Links, pipes and devices ------------------------------------------------------------------------------------

TEST(HostileRules, linksOutOfTheFolderOrToNothingAreRefused) {
  const std::string outside =
      "/x.xml: a symbolic link to a file outside of the folder; put the file itself into the folder";
  const auto check = [&](const fs::path& target, const std::string& expected) {
    fs::create_symlink(target, folder / "x.xml");
    STRCMP_EQUAL_TEXT(expected.c_str(), refusal(folder).c_str(), target.c_str());
    fs::remove(folder / "x.xml");
  };
  check("/etc/passwd", outside);
  check("../../etc/passwd", outside);
  check("x.xml", "/x.xml: Too many levels of symbolic links");
  check("..", "/x.xml: not a regular file");
  check("/dev/zero", "/x.xml: not a regular file");
  check("/proc/self/mem", outside);
}

TEST(HostileRules, pipesDevicesAndSocketsAreRefusedAtOnce) {
  LONGS_EQUAL(0, mkfifo((folder / "x.xml").c_str(), 0600));
  STRCMP_EQUAL("/x.xml: not a regular file", refusal(folder).c_str());
  fs::remove(folder / "x.xml");
  if (mknod((folder / "x.xml").c_str(), S_IFCHR | 0600, makedev(1, 5)) == 0) {  // /dev/zero, for root
    const std::string said = refusal(folder);
    CHECK_TRUE_TEXT(said == "/x.xml: not a regular file" || said == "/x.xml: Permission denied", said.c_str());
    fs::remove(folder / "x.xml");
  }
  const Descriptor socket_of(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  (folder / "x.xml").string().copy(address.sun_path, sizeof address.sun_path - 1);
  LONGS_EQUAL(0, bind(socket_of.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
  STRCMP_EQUAL("/x.xml: No such device or address", refusal(folder).c_str());
}

// ---- Permissions -------------------------------------------------------------------------------------------------

TEST(HostileRules, worldWritableRulesAreRefusedWithTheCommandThatCorrectsThem) {
  const fs::path file = write("a.xml");
  permissions(folder, 0777);
  STRCMP_EQUAL(
      (": everyone may write there and so change what is permitted; remove that right: chmod o-w " + folder.string())
          .c_str(),
      refusal(folder).c_str());
  CHECK_FALSE(permit::check_rule_folder(folder).ok());
  permissions(folder, 01777);  // the present files are safe, but everyone may add files
  CHECK_FALSE(read_folder(folder).ok());

  permissions(folder, 0755);
  permissions(file, 0666);
  STRCMP_EQUAL(("/a.xml: everyone may write there and so change what is permitted; remove that right: chmod o-w " +
                file.string())
                   .c_str(),
               refusal(folder).c_str());
  CHECK_FALSE(permit::read_rule_file(folder, "a.xml").ok());
}

TEST(HostileRules, groupWritableRulesAreAccepted) {
  permissions(write("a.xml"), 0664);
  permissions(folder, 02775);
  CHECK_TRUE(read_folder(folder).ok());
  CHECK_TRUE(permit::check_rule_folder(folder).ok());
}

TEST(HostileRules, aFolderThatAnyoneMayReplaceIsRefused) {
  const fs::path rules = folder / "8103";
  fs::create_directory(rules);
  write("8103/a.xml");
  permissions(folder, 0777);
  STRCMP_CONTAINS(": everyone may replace this folder", refusal(rules).c_str());
  STRCMP_CONTAINS(("chmod o-w " + rules.string() + "/..").c_str(), refusal(rules).c_str());
  permissions(folder, 01777);  // as /tmp
  CHECK_TRUE(read_folder(rules).ok());
}

TEST(HostileRules, aFolderOfAnotherUserInAPublicPlaceIsRefused) {
  if (geteuid() != 0) return;  // only root can change its owner
  write("a.xml");
  CHECK_EQUAL(0, chown(folder.c_str(), 65534, 65534));
  const std::string said = refusal(folder);
  STRCMP_CONTAINS(": it belongs to user 65534 and is in a place where everyone may create folders", said.c_str());
  STRCMP_CONTAINS(("chown root " + folder.string()).c_str(), said.c_str());
}

// ---- Changes while reading ---------------------------------------------------------------------------------------

TEST(HostileRules, aChangingFolderIsReadInAStateThatExisted) {
  std::set<Digest> states;
  std::atomic<bool> is_over = false;
  std::atomic<std::uint64_t> steps = 0;
  write("a.xml", "0");
  states.insert(*hash_of(*read_folder(folder)));

  // Files appear, vanish, shrink and grow; each step makes a new state.
  std::thread author([&] {
    std::mt19937 random(8103);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same steps every time
    RuleFiles there = {{"a.xml", "0"}};
    while (!is_over) {
      const std::uint64_t step = ++steps;
      const std::string name{static_cast<char>('a' + random() % 8), '.', 'x', 'm', 'l'};
      const auto file = std::find_if(there.begin(), there.end(), [&](const auto& other) { return other.name == name; });
      if (file == there.end()) {
        std::string bytes = std::to_string(step) + std::string(random() % 40'000, '\0');
        std::ofstream(folder / "draft", std::ios::binary) << bytes;
        fs::rename(folder / "draft", folder / name);
        there.push_back({name, std::move(bytes)});
        std::sort(there.begin(), there.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
      } else if (random() % 3 == 0) {
        fs::remove(folder / name);
        there.erase(file);
      } else {
        file->bytes.resize(1 + random() % 60'000);
        fs::resize_file(folder / name, file->bytes.size());
      }
      states.insert(*hash_of(there));
      if (random() % 8 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{1 + random() % 2});  // a burst ends
    }
  });

  std::vector<Digest> seen;
  for (int times = 0; times < 1000 || steps < 200; ++times)
    if (const auto text = read_folder(folder)) seen.push_back(*hash_of(*text));
  is_over = true;
  author.join();
  CHECK_TRUE(seen.size() > 50);
  for (const Digest& state : seen) CHECK_TRUE(states.contains(state));
}

// ---- In a process whose host uses libxml2 too --------------------------------------------------------------------

TEST(HostileRules, twoThreadsCompileAndLeaveLibxml2Unchanged) {
  const auto loader = xmlGetExternalEntityLoader();
  const auto complain = xmlGenericError;
  const auto complain_in_full = xmlStructuredError;
  RuleFiles broken = *read_folder("test/rules/base");
  broken.push_back({"x.xml", "<decree id='&x;' from='2030'><purpose/></decre>"});
  const std::string sound_faults = faults_of(permit::load_folder("test/rules/base"));
  const std::string broken_faults = faults_of(permit::compile(broken));
  std::atomic<int> wrong = 0;
  const auto compile = [&] {
    for (int times = 0; times < 20; ++times) {
      if (faults_of(permit::compile(broken)) != broken_faults) ++wrong;
      if (faults_of(permit::load_folder("test/rules/base")) != sound_faults) ++wrong;
    }
  };
  std::thread one(compile);
  std::thread other(compile);
  one.join();
  other.join();
  LONGS_EQUAL(0, wrong);
  CHECK_TRUE(xmlGetExternalEntityLoader() == loader);
  CHECK_TRUE(xmlGenericError == complain);
  CHECK_TRUE(xmlStructuredError == complain_in_full);
}
