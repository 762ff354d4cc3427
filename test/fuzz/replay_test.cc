// Runs every kept input of the fuzz targets, found or handmade, so that no fault comes back.

#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <CppUTest/TestHarness.h>

namespace fs = std::filesystem;

using Target = int (*)(const std::uint8_t* data, std::size_t size);

// LLVMFuzzerTestOneInput of each target, as the Makefile renames it.
extern "C" {
int fuzz_text(const std::uint8_t* data, std::size_t size);
int fuzz_border(const std::uint8_t* data, std::size_t size);
int fuzz_record(const std::uint8_t* data, std::size_t size);
int fuzz_rules(const std::uint8_t* data, std::size_t size);
int fuzz_conf(const std::uint8_t* data, std::size_t size);
int fuzz_csv(const std::uint8_t* data, std::size_t size);
int fuzz_keys(const std::uint8_t* data, std::size_t size);
}

namespace {

void run(Target target, const std::string& input) {
  target(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

/// Fills what targets cache until the process ends; CppUTest would report it as a leak.
[[maybe_unused]] const bool targets_are_warm = [] {
  for (const Target target : {fuzz_text, fuzz_border, fuzz_record, fuzz_rules, fuzz_conf, fuzz_csv, fuzz_keys})
    run(target, "8");
  return true;
}();

void replay(Target target, const fs::path& corpus) {
  std::size_t replayed = 0;
  CHECK_TRUE_TEXT(fs::is_directory(corpus),
                  (corpus.string() + ": no corpus; run the tests at the project's root").c_str());
  for (const auto& entry : fs::directory_iterator(corpus)) {
    std::ifstream file(entry.path(), std::ios::binary);
    try {
      run(target, {std::istreambuf_iterator<char>(file), {}});
    } catch (const std::exception& broken) {
      FAIL_TEST((entry.path().string() + ": " + broken.what()).c_str());
    }
    ++replayed;
  }
  CHECK_TRUE_TEXT(replayed > 0, (corpus.string() + ": the corpus is empty").c_str());
}

}  // namespace

TEST_GROUP(Fuzz){};

TEST(Fuzz, textsAreAnswered) { replay(fuzz_text, "test/fuzz/text"); }
TEST(Fuzz, messagesOfBearerboxAreRead) { replay(fuzz_border, "test/fuzz/border"); }
TEST(Fuzz, recordsSurviveARoundTrip) { replay(fuzz_record, "test/fuzz/record"); }
TEST(Fuzz, rulesAreCompiledOrRejected) { replay(fuzz_rules, "test/fuzz/rules"); }
TEST(Fuzz, configurationsAreRead) { replay(fuzz_conf, "test/fuzz/conf"); }
TEST(Fuzz, tablesAreRead) { replay(fuzz_csv, "test/fuzz/csv"); }
TEST(Fuzz, keyFilesAreRead) { replay(fuzz_keys, "test/fuzz/keys"); }
