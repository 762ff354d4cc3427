// Compares the documents with the programs: outputs that they show, and things that they name.
//
// A fenced block says what it is. `console': commands after `$ ' and what they print, compared here; `…' is any text.
// `sh': commands, run by test/system/documents_test.cc, or `make', looked up here. `ini': lines of a file in conf/.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "checkcode/signer.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "tool/rules/local_service.h"

#include <sys/stat.h>

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kDocuments = {
    "README.md",           "conf/README.md", "plugin/README.md",       "plugin/tool/README.md",
    "plugin/tool/JSON.md", "test/README.md", "test/torture/README.md", "test/bench/README.md"};

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

struct Block {
  std::string kind;
  std::vector<std::string> lines;
};

std::vector<Block> blocks_of(const std::string& document) {
  std::vector<Block> blocks;
  bool inside = false;
  for (const std::string& line : lines_of(text_of(document))) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(3, line.find(' ') - 3), {}});
    } else if (inside) {
      blocks.back().lines.push_back(line);
    }
  }
  return blocks;
}

/// `…' matches any text, even none.
bool fits(const std::string& printed, const std::string& shown) {
  const std::string any = "…";
  const std::size_t at = shown.find(any);
  if (at == std::string::npos) return printed == shown;
  if (printed.compare(0, at, shown, 0, at) != 0) return false;
  const std::string rest = shown.substr(at + any.size());
  for (std::size_t from = at; from <= printed.size(); ++from)
    if (fits(printed.substr(from), rest)) return true;
  return false;
}

std::string printed_by(const std::string& command) {
  std::string text;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::array<char, 4096> some{};
  for (std::size_t size = 0; (size = fread(some.data(), 1, some.size(), pipe.get())) > 0;)
    text.append(some.data(), size);
  return text;
}

}  // namespace

TEST_GROUP(Documents) {
  test::StoreFolder folder;

  /// The register that the documents use.
  void keep_a_register() {
    const Loaded loaded = load_folder("rules/8103");
    const auto at = [&](const char* local) { return loaded.rules->zone.instant(*parse_local_time(local)); };
    const std::string keys = folder.file("keys");
    std::ofstream file(keys);
    file << "0: ";
    for (int byte = 0; byte < 32; ++byte) file << "0123456789abcdef"[byte / 16] << "0123456789abcdef"[byte % 16];
    file << '\n';
    file.close();
    chmod(keys.c_str(), 0600);
    const auto signer = Signer::open(keys);
    CHECK_TRUE(signer.ok());
    const auto store = open_store(folder.file("store"));
    const HostTime begun{at("2020-07-19T00:00").time_since_epoch()};
    CHECK_TRUE((*store)->accept_rules(loaded.rules->hash, loaded.text, begun).ok());
    tool::LocalService service(loaded.rules, **store, signer->get());
    CHECK_TRUE(service.answer("2 AZE12345678 10-AA-123", "994501112233", at("2020-07-21T10:00:37")).ok());
    CHECK_TRUE(service.answer("2 AZE12345678", "994501112233", at("2020-07-21T14:32:17")).ok());
    std::ofstream(folder.file("permit8103.conf"))
        << "group = permit8103\nrules = " << fs::absolute("rules/8103").string()
        << "\nstore = " << fs::absolute(folder.file("store")).string()
        << "\ncheck-code-keys = " << fs::absolute(keys).string() << '\n';
  }
  void compare(const std::string& document, const Block& console) const {
    const char* built = std::getenv("PERMIT8103_BUILD");
    const std::string surroundings = "PATH=" + std::string(built ? built : "build") +
                                     ":$PATH PERMIT8103_CONF=" + folder.file("permit8103.conf") + " ";
    std::vector<std::string> printed;
    for (const std::string& line : console.lines) {
      if (line.starts_with("$ ")) {
        CHECK_TRUE_TEXT(printed.empty(),
                        ("not in " + document + ": " + (printed.empty() ? "" : printed.front())).c_str());
        printed = lines_of(printed_by(surroundings + line.substr(2) + " 2>&1"));
        continue;
      }
      CHECK_FALSE_TEXT(printed.empty(), (document + ": " + line).c_str());
      CHECK_TRUE_TEXT(fits(printed.front(), line),
                      (document + " shows: " + line + "\nprinted: " + printed.front()).c_str());
      printed.erase(printed.begin());
    }
    CHECK_TRUE_TEXT(printed.empty(), (document + " ends too early").c_str());
  }
};

TEST(Documents, showWhatCommandsPrint) {
  keep_a_register();
  int compared = 0;
  for (const std::string& document : kDocuments)
    for (const Block& block : blocks_of(document))
      if (block.kind == "console") {
        compare(document, block);
        ++compared;
      }
  LONGS_EQUAL(3, compared);
}

TEST(Documents, labelEachBlock) {
  const std::set<std::string> known = {"console", "sh", "ini", "csv", "json", "text"};
  for (const std::string& document : kDocuments)
    for (const Block& block : blocks_of(document))
      CHECK_TRUE_TEXT(known.contains(block.kind), (document + ": ```" + block.kind).c_str());
}

TEST(Documents, nameMakeTargetsThatExist) {
  const std::string makefile = text_of("Makefile") + text_of("test/fuzz/fuzz.mk") + text_of("test/bench/bench.mk") +
                               text_of("packaging/packaging.mk");
  int found = 0;
  for (const std::string& document : kDocuments)
    for (const Block& block : blocks_of(document))
      for (const std::string& line : block.lines) {
        if (!line.starts_with("make ")) continue;
        const std::string target = line.substr(5, line.find(' ', 5) - 5);
        CHECK_TRUE_TEXT(makefile.find("\n" + target + ":") != std::string::npos, line.c_str());
        ++found;
      }
  CHECK_TRUE(found >= 8);
}

TEST(Documents, showKeysOfKannelThatOurFilesHave) {
  std::string ours;
  for (const auto& file : fs::directory_iterator("conf"))
    if (file.path().extension() == ".conf") ours += text_of(file.path());
  for (const std::string& document : kDocuments)
    for (const Block& block : blocks_of(document))
      for (const std::string& line : block.lines)
        CHECK_TRUE_TEXT(block.kind != "ini" || ours.find(line) != std::string::npos, (document + ": " + line).c_str());
}

TEST(Documents, nameMetricsThatExist) {
  const std::string page = text_of("conf/README.md");
  const std::string exposition = text_of("plugin/metrics/exposition.cc");
  int found = 0;
  const std::string prefix = "| `permit8103_";
  for (std::size_t at = 0; (at = page.find(prefix, at)) != std::string::npos; at += prefix.size()) {
    const std::size_t begin = at + prefix.size();
    const std::string name = page.substr(begin, page.find('`', begin) - begin);
    CHECK_TRUE_TEXT(exposition.find('"' + name + '"') != std::string::npos, name.c_str());
    ++found;
  }
  CHECK_TRUE(found >= 5);
}

TEST(Documents, linkToFilesThatExist) {
  for (const std::string& document : kDocuments) {
    const std::string text = text_of(document);
    CHECK_FALSE_TEXT(text.empty(), document.c_str());
    for (std::size_t at = 0; (at = text.find("](", at)) != std::string::npos; at += 2) {
      const std::string link = text.substr(at + 2, text.find_first_of(")#", at) - at - 2);
      CHECK_TRUE_TEXT(fs::exists(fs::path(document).parent_path() / link), (document + ": " + link).c_str());
    }
  }
}

TEST(Documents, nameTheTestsOfEachPromise) {
  int found = 0;
  for (const std::string& line : lines_of(text_of("test/torture/README.md"))) {
    if (!line.starts_with("| ") || !line.ends_with("` |")) continue;
    const std::size_t begin = line.rfind("| `") + 3;
    std::istringstream names(line.substr(begin, line.size() - begin - 3));
    for (std::string name; names >> name;) {
      if (name.find('/') == std::string::npos) continue;
      const bool is_there =
          fs::exists("test/" + name + "_test.cc") || fs::exists("test/unit/" + name + "_test.cc") || fs::exists(name);
      CHECK_TRUE_TEXT(is_there, name.c_str());
      ++found;
    }
  }
  CHECK_TRUE(found > 20);
}

/// The developer's page names files below plugin/, and after a file others of the same folder.
TEST(Documents, nameSourcesThatExist) {
  std::set<std::string> names;
  for (const auto& file : fs::recursive_directory_iterator("plugin")) names.insert(file.path().filename().string());
  const std::string text = text_of("plugin/README.md");
  bool inside = false;
  std::istringstream pieces(text);
  int found = 0;
  for (std::string piece; std::getline(pieces, piece, '`'); inside = !inside) {
    const bool is_file = piece.ends_with(".cc") || piece.ends_with(".h") || piece.ends_with("/");
    if (!inside || !is_file || piece.find(' ') != std::string::npos) continue;
    const bool is_there = piece.find('/') == std::string::npos ? names.contains(piece)
                                                               : fs::exists("plugin/" + piece) || fs::exists(piece);
    CHECK_TRUE_TEXT(is_there, piece.c_str());
    ++found;
  }
  CHECK_TRUE(found > 60);
}
