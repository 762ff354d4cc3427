// Runs the commands of the documents one after the other while a service answers. Their output is compared by
// test/unit/tool/documents_test.cc.
//
// The documents speak of 21 July 2020. That day becomes today, because commands use the machine's clock.
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "test/rig/rig_group.h"
#include "test/rig/rule_copy.h"

namespace permit::test {

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kDocuments = {"README.md", "conf/README.md", "plugin/tool/README.md", "test/README.md"};

/// Lines that are not run here, by how they begin, and why.
const std::map<std::string, std::string> kNotRun = {
    {"make ", "test/unit/tool/documents_test.cc looks for the target"},
    {"sudo apt install ", "packaging/test-package installs them"},
    {"sudoedit /etc/kannel/kannel.conf", "packaging/debian/tests append the lines of kannel-route.conf"},
    {"sudo systemctl ", "packaging/debian/tests/boxes starts what the units start"},
    {"LD_PRELOAD=/usr/lib/permit8103/permit8103.so smsbox ", "the rig starts smsbox in this way"},
    {"install -d -o kannel ", "needs root and that user; packaging/test-package looks at the folders"}};

/// Exit statuses other than 0, and why.
const std::map<std::string, int> kStatuses = {{"sudo permitctl doctor", 1},  // /etc/kannel/kannel.conf is not the rig's
                                              {"permitctl erase ", 1},       // the person has a valid permit
                                              {"permitctl store restore ", 69},  // a library runs on the register
                                              {"permitctl store compact ", 69}};

/// Replaces /backup/ of the documents by a folder of the test.
std::string put_here(std::string line) {
  const std::string there = "/backup/";
  for (std::size_t at = 0; (at = line.find(there, at)) != std::string::npos;) line.replace(at, there.size(), "backup/");
  return line;
}

struct Block {
  std::string kind;
  std::string name;  ///< of its file
  std::string text;
};

std::vector<Block> blocks_of(const std::string& document) {
  std::vector<Block> blocks;
  bool inside = false;
  std::istringstream lines(read_file(document));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (!inside) continue;
      std::istringstream words(line.substr(3));
      words >> blocks.emplace_back().kind >> blocks.back().name;
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

std::string certificate_of_the_manual() {
  std::string last;
  for (const Block& block : blocks_of("plugin/tool/JSON.md")) last = block.text;
  return last;
}

}  // namespace

struct DocumentsTest : RigTest {
  void start() {
    rules.emplace(folder.path() / "rules");
    rules->shift_to_today("2020-07-21");
    fs::create_directories(desk() / "backup");
    write_file(desk() / "certificate.json", certificate_of_the_manual());
    const Finished key =
        run_to_end({.arguments = {build_folder() / "permitctl", "keys", "new", folder.path() / "keys"}});
    LONGS_EQUAL_TEXT(0, key.status, key.output.c_str());
    make_rig({.rules = rules->path(), .rehearse_at = "", .check_code_keys = folder.path() / "keys"});
    rig->start();
    expect(Outcome::granted, rig->fake(), text_from("994501112233", "2 AZE12345678 10-AA-123"));
    expect(Outcome::granted, rig->fake(), text_from("994501112244", "1 AZE12345670"));
    rig->wait_for("the library tells of itself", [&] { return run("permitctl stats").status == 0; });
  }

  Finished run(const std::string& line) const {
    const std::string shell = "sudo() { [ \"$1\" != -u ] || shift 2; \"$@\"; }; cd '" + desk().string() + "'; " + line;
    return run_to_end({.arguments = {"bash", "-euc", shell},
                       .environment = {{"PATH", build_folder().string() + ":" + std::getenv("PATH")},
                                       {"PERMIT8103_CONF", rig->permit_conf()},
                                       {"TZ", rules->zone()}}});
  }

  /// Runs each command of a document; returns how many there were.
  std::size_t play(const std::string& document) {
    std::size_t commands = 0;
    for (const Block& block : blocks_of(document)) {
      if (block.kind == "csv") write_file(desk() / block.name, rules->moved(block.text));
      if (block.kind != "sh") continue;
      std::istringstream lines(block.text);
      for (std::string line; std::getline(lines, line);) {
        if (is_not_run(line)) continue;
        ++commands;
        const Finished finished = run(rules->moved(put_here(line)));
        const std::string about = document + ": " + line + "\n" + finished.output;
        LONGS_EQUAL_TEXT(status_of(line), finished.status, about.c_str());
      }
    }
    return commands;
  }

  static bool is_not_run(const std::string& line) {
    for (const auto& [begin, why] : kNotRun)
      if (line.starts_with(begin)) return true;
    return false;
  }
  static int status_of(const std::string& line) {
    for (const auto& [begin, status] : kStatuses)
      if (line.starts_with(begin)) return status;
    return 0;
  }

  fs::path desk() const { return fs::absolute(folder.path() / "desk"); }

  std::optional<RuleCopy> rules;
};

TEST_GROUP_BASE(Documents, DocumentsTest){};

TEST(Documents, commandsOfTheOperator) {
  start();
  CHECK(play("conf/README.md") >= 14);
}

TEST(Documents, commandsOfTheRegister) {
  start();
  CHECK(play("plugin/tool/README.md") >= 20);
}

TEST(Documents, commandsOfOtherDocumentsAreRunElsewhere) {
  std::set<std::string> unused;
  for (const auto& [begin, why] : kNotRun) unused.insert(begin);
  for (const auto& [begin, status] : kStatuses) unused.insert(begin);
  for (const std::string& document : kDocuments)
    for (const Block& block : blocks_of(document)) {
      if (block.kind != "sh") continue;
      std::istringstream lines(block.text);
      for (std::string line; std::getline(lines, line);) {
        std::erase_if(unused, [&](const std::string& begin) { return line.starts_with(begin); });
        const bool is_played = document == "conf/README.md" || document == "plugin/tool/README.md";
        CHECK_TRUE_TEXT(is_played || is_not_run(line), (document + ": " + line).c_str());
      }
    }
  CHECK_TRUE_TEXT(unused.empty(), unused.empty() ? "" : (*unused.begin() + " is in no document").c_str());
}

}  // namespace permit::test
