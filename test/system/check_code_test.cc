// The check code in a reply that has passed through Kannel, verified on another machine.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

/// Returns what a core dump of a process would contain: its private memory, without excluded areas (proc(5): VmFlags).
std::string dumped_memory(pid_t process) {
  const std::string proc = "/proc/" + std::to_string(process);
  std::ifstream memory(proc + "/mem", std::ios::binary);
  std::istringstream maps(read_file(proc + "/smaps"));
  std::string dumped;
  unsigned long from = 0;
  std::string pages;
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) == 3) {
      from = begin;
      pages.assign(std::string_view(rights) == "rw-p" ? end - begin : 0, '\0');
    } else if (line.starts_with("VmFlags:") && line.find(" dd") == std::string::npos) {
      memory.clear();
      memory.seekg(static_cast<std::streamoff>(from));
      if (memory.read(pages.data(), static_cast<std::streamsize>(pages.size()))) dumped += pages;
    }
  }
  return dumped;
}

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  return bytes;
}

}  // namespace

struct CheckCodeTest : RigTest {
  std::filesystem::path keys() const { return folder.path() / "keys"; }

  Finished permitctl(std::vector<std::string> words) const {
    words.insert(words.begin(), build_folder() / "permitctl");
    return run_to_end({.arguments = std::move(words)});
  }

  void start() {
    const Finished made = permitctl({"keys", "new", keys()});
    LONGS_EQUAL_TEXT(0, made.status, made.output.c_str());
    start_rig({.tapped = true, .check_code_keys = keys()});
  }

  Finished verify(const std::string& code, const std::string& document) const {
    return permitctl(
        {"verify", code, document, "--keys", keys(), "--rules", rig->permit_plan().rules, "--at", "2020-07-21T11:00"});
  }

  static std::string code_in(const std::string& reply) { return reply.substr(reply.find_last_of(' ') + 1); }
};

TEST_GROUP_BASE(CheckCode, CheckCodeTest){};

TEST(CheckCode, ofAReplyIsVerifiedWithoutTheRegister) {
  start();
  const Sms reply = rig->ask("994501112233", "2 AZE12345678");
  const std::string code = code_in(reply.text);
  LONGS_EQUAL(12, code.size());
  const Finished right = verify(code, "AZE12345678");
  LONGS_EQUAL_TEXT(0, right.status, right.output.c_str());
  STRCMP_CONTAINS("valid: AZE12345678, code 2", right.output.c_str());

  LONGS_EQUAL(1, verify(code, "AZE12345679").status);
  std::string altered = code;
  altered[11] = altered[11] == '0' ? '2' : '0';
  const Finished wrong = verify(altered, "AZE12345678");
  LONGS_EQUAL(1, wrong.status);
  STRCMP_CONTAINS("forged or altered", wrong.output.c_str());

  STRCMP_EQUAL(code.c_str(), code_in(rig->ask("994501112233", "2 AZE12345678").text).c_str());
  CHECK(rig->ask("994501112233", "TEST 1 AZE12345678").text.ends_with("goturun."));
}

TEST(CheckCode, staysTheSameInATextDeliveredAgain) {
  start();
  rig->tap().hold_back();
  rig->fake().send(text_from("994501112233", "2 AZE12345678"));
  rig->wait_for("the register has the text", [&] { return !rig->register_view().log_of("994501112233").empty(); });
  rig->smsbox().kill_group();
  rig->tap().break_link();
  rig->start_smsbox();
  rig->wait_for("the text is answered", [&] { return !rig->fake().replies().empty(); });
  const std::string reply = rig->fake().replies().front().text;
  STRCMP_EQUAL(entry_of("994501112233").reply.c_str(), reply.c_str());
  LONGS_EQUAL(0, verify(code_in(reply), "AZE12345678").status);
}

TEST(CheckCode, keyIsInNoLogAndInNoCore) {
  if (std::getenv("PERMIT8103_PRELOAD_FIRST") != nullptr) {
    std::printf("(skipped: a sanitizer adds terabytes to the memory of a program) ");
    return;
  }
  start();
  const std::string file = read_file(keys());
  const std::string hex = file.substr(file.find("\n0: ") + 4, 64);
  for (int phone = 0; phone < 10; ++phone)
    rig->ask("99450111223" + std::to_string(phone), "2 AZE1234567" + std::to_string(phone));
  const std::string dumped = dumped_memory(rig->smsbox().pid());
  CHECK_TEXT(dumped.find("AZE12345679") != std::string::npos, "what a text leaves is found there");
  CHECK_TEXT(dumped.find(bytes_of(hex)) == std::string::npos, "the key is in a core");
  CHECK_TEXT(dumped.find(hex) == std::string::npos, "the key's digits are in a core");
  for (const auto& log : {rig->smsbox_log_path(), rig->bearerbox_log_path()})
    CHECK_TEXT(read_file(log).find(hex) == std::string::npos, log.c_str());
}

TEST(CheckCode, needsAFileThatIsSecret) {
  write_file(keys(), "0: " + std::string(64, 'a') + "\n");
  std::filesystem::permissions(keys(), std::filesystem::perms(0644));
  make_rig({.check_code_keys = keys()}).start_bearerbox();
  rig->start_smsbox();
  rig->wait_for("the log names it", [&] {
    return rig->smsbox_log().find("is accessible to users other than its owner") != std::string::npos;
  });
  STRCMP_EQUAL("stock", ask_stock_service().text.c_str());
  CHECK_TEXT(!rig->is_linked(), "it must not take texts");
  CHECK(rig->smsbox_log().find(std::string(64, 'a')) == std::string::npos);
}

}  // namespace permit::test
