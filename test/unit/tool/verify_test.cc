// `permitctl verify' and `permitctl keys', on the codes of `permitctl say'.
#include "tool/permits/verify.h"

#include <algorithm>
#include <string>

#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "tool/operate/keys.h"
#include "tool/rules/say.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(Verify) {
  test::StoreFolder folder;
  const std::string keys = folder.file("keys");
  std::string out;
  std::string err;

  void setup() override { LONGS_EQUAL(kYes, new_one()); }

  template <typename Run>
  ExitStatus caught(Run run) {
    const test::CapturedOutput output;
    const ExitStatus status = run();
    out = output.out();
    err = output.err();
    return status;
  }

  ExitStatus new_one(bool wrap = false) {
    return caught([&] { return new_key(keys, wrap); });
  }

  /// The code at the end of the reply to a text.
  std::string code_for(const std::string& text, const std::string& at) {
    SayOptions options;
    options.rules = "rules/8103";
    options.store = folder.file("store");
    options.at = at;
    options.commit = true;
    options.keys = keys;
    options.text = text;
    LONGS_EQUAL_TEXT(kYes, caught([&] { return say(options); }), err.c_str());
    return out.substr(out.find_last_of(' ') + 1, 12);
  }

  ExitStatus ask(const std::string& code, const std::string& document, const std::string& at) {
    return caught([&] { return verify({code, document, keys, "rules/8103", at}); });
  }
};

TEST(Verify, tellsAValidPermitFromAnEndedOne) {
  const std::string code = code_for("2 AZE12345678", "2020-07-21T10:00");
  LONGS_EQUAL(kYes, ask(code, "AZE12345678", "2020-07-21T12:59"));
  STRCMP_CONTAINS("valid: AZE12345678, code 2 (", out.c_str());
  STRCMP_CONTAINS("), until 2020-07-21T13:00", out.c_str());
  LONGS_EQUAL(kNo, ask(code, "AZE12345678", "2020-07-21T13:00"));
  STRCMP_CONTAINS("ended: AZE12345678, code 2 (", out.c_str());
  LONGS_EQUAL(kNo, ask(code, "AZE12345678", "2020-12-20T13:00"));
  STRCMP_CONTAINS("ended: ", out.c_str());
}

TEST(Verify, readsCodeAndDocumentAsPeopleWriteThem) {
  std::string code = code_for("1 AZE12345678", "2020-07-21T10:00");
  std::transform(code.begin(), code.end(), code.begin(),
                 [](char sign) { return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign; });
  LONGS_EQUAL(kYes, ask(code.insert(4, "-"), "aze 12345678", "2020-07-21T11:00"));
}

TEST(Verify, catchesAForgedText) {
  std::string code = code_for("2 AZE12345678", "2020-07-21T10:00");
  LONGS_EQUAL(kNo, ask(code, "AZE12345679", "2020-07-21T11:00"));
  STRCMP_EQUAL("forged or altered: AZE12345679 has no permit with this code\n", out.c_str());
  code.back() = code.back() == '0' ? '2' : '0';
  LONGS_EQUAL(kNo, ask(code, "AZE12345678", "2020-07-21T11:00"));
  STRCMP_CONTAINS("forged or altered", out.c_str());
}

TEST(Verify, aRepeatHasTheSameCodeAndAnotherPermitADifferentOne) {
  const std::string first = code_for("2 AZE12345678", "2020-07-21T10:00");
  const std::string other = code_for("1 AZE12345678", "2020-07-21T10:30");
  STRCMP_EQUAL(first.c_str(), code_for("2 AZE12345678 10AA123", "2020-07-21T11:00").c_str());
  CHECK_FALSE(first == other);
  LONGS_EQUAL(kYes, ask(other, "AZE12345678", "2020-07-21T12:00"));
  STRCMP_CONTAINS("code 1 (", out.c_str());
}

TEST(Verify, knowsAPermitWithoutAnEnd) {
  const std::string code = code_for("3 AZE12345678", "2020-04-06T10:00");
  LONGS_EQUAL(kYes, ask(code, "AZE12345678", "2021-04-06T10:00"));
  STRCMP_CONTAINS(", without an end\n", out.c_str());
}

TEST(Verify, verifiesOldCodesUntilTheirKeyIsRemoved) {
  const std::string code = code_for("2 AZE12345678", "2020-07-21T10:00");
  LONGS_EQUAL(kYes, new_one());
  LONGS_EQUAL(kYes, ask(code, "AZE12345678", "2020-07-21T11:00"));
  for (int i = 2; i < 32; ++i) LONGS_EQUAL(kYes, new_one());
  LONGS_EQUAL(kNotChanged, new_one());
  LONGS_EQUAL(kYes, new_one(true));
  LONGS_EQUAL(kNo, ask(code, "AZE12345678", "2020-07-21T11:00"));
}

TEST(Verify, saysThatItHasNoKey) {
  const std::string code = code_for("2 AZE12345678", "2020-07-21T10:00");
  LONGS_EQUAL(kUnavailable, ask("1" + code.substr(1), "AZE12345678", "2020-07-21T11:00"));
  STRCMP_CONTAINS("the code says that key 1 made it, which `", err.c_str());
  LONGS_EQUAL(kUnavailable, caught([&] {
                return verify({code, "AZE12345678", folder.file("none"), "rules/8103", ""});
              }));
  STRCMP_CONTAINS("does not exist", err.c_str());
}

TEST(Verify, refusesABadCodeOrDocument) {
  LONGS_EQUAL(kUsage, ask("7K3M9QX4ABC", "AZE12345678", ""));
  STRCMP_EQUAL("permitctl: `7K3M9QX4ABC' is not a check code; a check code has 12 letters and digits, and no U\n",
               err.c_str());
  LONGS_EQUAL(kUsage, ask("7K3M9QX4ABCD", "AZE1234567", ""));
}

TEST(Verify, listsKeysWithoutShowingThem) {
  LONGS_EQUAL(kYes, new_one());
  LONGS_EQUAL(kYes, caught([&] { return list_keys(keys); }));
  CHECK_TRUE(out.starts_with("key 0   "));
  STRCMP_CONTAINS("\nkey 1   ", out.c_str());
  CHECK_TRUE(out.ends_with("  signs\n"));
  LONGS_EQUAL(std::string("key 0   12345678\nkey 1   12345678  signs\n").size(), out.size());
}

TEST(Verify, sayMakesNoCodeWithoutKeys) {
  SayOptions options;
  options.rules = "rules/8103";
  options.at = "2020-07-21T10:00";
  options.text = "2 AZE12345678";
  LONGS_EQUAL(kYes, caught([&] { return say(options); }));
  CHECK_TRUE(out.ends_with("Senedi ozunuzle goturun.\n"));
}
