// Texts in both directions in each alphabet: through the fake SMSC, and through SMPP, which alone shows a wrong
// alphabet.
#include <functional>
#include <string>

#include "test/rig/rig_group.h"
#include "test/rig/rule_copy.h"

namespace permit::test {

struct TextsTest : RigTest {
  /// Runs `check` for each SMSC, with a phone and a document's digits that are new to the register.
  void through_each(const std::function<void(Smsc&, const std::string& phone, const std::string& digits)>& check) {
    check(rig->fake(), "994501112233", "12345678");
    check(rig->smpp(), "994551112233", "23456789");
  }
};

TEST_GROUP_BASE(Texts, TextsTest){};

TEST(Texts, gsmTextGetsItsPermitInGsm) {
  start_rig({.smpp = true});
  through_each([&](Smsc& smsc, const std::string& phone, const std::string& digits) {
    const Entry entry = expect(Outcome::granted, smsc, text_from(phone, "2 AZE" + digits));
    const Sms reply = smsc.replies_to(phone).front();
    CHECK(reply.coding == Coding::gsm);
    LONGS_EQUAL(1, reply.parts);
    STRCMP_CONTAINS(("AZE" + digits).c_str(), reply.text.c_str());
    STRCMP_CONTAINS("13:0", reply.text.c_str());
    STRCMP_EQUAL(phone.c_str(), entry.text.phone.c_str());
  });
}

TEST(Texts, ucs2TextIsReadLetterByLetter) {
  start_rig({.smpp = true});
  through_each([&](Smsc& smsc, const std::string& phone, const std::string& digits) {
    // Cyrillic А and Е, a no-break space.
    const Entry entry = expect(Outcome::granted, smsc, text_from(phone, "2 АZЕ\u00A0" + digits, Coding::ucs2));
    STRCMP_EQUAL(("AZE" + digits).c_str(), entry.document.c_str());
  });
}

TEST(Texts, azerbaijaniDottedLetterIsRead) {
  start_rig({.smpp = true});
  through_each([&](Smsc& smsc, const std::string& phone, const std::string& digits) {
    const std::string number = digits.substr(1);
    const Entry entry = expect(Outcome::granted, smsc, text_from(phone, "1 MYİ" + number, Coding::ucs2));
    STRCMP_EQUAL(("MYI" + number).c_str(), entry.document.c_str());
  });
}

TEST(Texts, eightBitTextIsReadAsUtf8) {
  start_rig({.smpp = true});
  through_each([&](Smsc& smsc, const std::string& phone, const std::string& digits) {
    const Entry entry = expect(Outcome::granted, smsc, text_from(phone, "2 AZЕ" + digits, Coding::binary));
    STRCMP_EQUAL(("AZE" + digits).c_str(), entry.document.c_str());
  });
}

TEST(Texts, senderWithAPlusIsTheSamePhoneAndGetsItsReply) {
  start_rig({.smpp = true});
  expect(Outcome::granted, rig->fake(), text_from("994501112233", "2 AZE12345678"));
  const Sms reply = rig->ask(rig->smpp(), text_from("+994501112233", "2 AZE12345678"));
  STRCMP_EQUAL("+994501112233", reply.to.c_str());
  rig->wait_for("the register has both", [&] { return rig->register_view().log_of("994501112233").size() == 2; });
}

TEST(Texts, throughATransmitterAndAReceiverAreAnswered) {
  start_rig({.smpp = true, .transceiver = false});
  expect(Outcome::granted, rig->smpp(), text_from("994501112233", "2 AZE12345678"));
}

TEST(Texts, russianTextGetsItsReplyInUcs2) {
  start_rig({.smpp = true});
  through_each([&](Smsc& smsc, const std::string& phone, const std::string&) {
    const Entry entry = expect(Outcome::unreadable, smsc, text_from(phone, "можно в магазин?", Coding::ucs2));
    STRCMP_EQUAL("ru", entry.language.c_str());
    CHECK(smsc.replies_to(phone).front().coding == Coding::ucs2);
  });
}

TEST(Texts, ucs2ReplyOfSeveralSegmentsArrivesWhole) {
  start_rig({.smpp = true});
  through_each([&](Smsc& smsc, const std::string& phone, const std::string&) {
    expect(Outcome::information, smsc, text_from(phone, "ПОМОЩЬ", Coding::ucs2));
    const Sms reply = smsc.replies_to(phone).front();
    CHECK(reply.coding == Coding::ucs2);
    CHECK(reply.parts >= 2);
  });
}

TEST(Texts, gsmReplyOfSeveralSegmentsArrivesWhole) {
  RuleCopy rules(folder.path() / "rules");
  // The euro and the tilde take two septets each.
  rules.replace("service.xml", "\"help\">Code 1", "\"help\">@£$€~ " + std::string(80, 'x') + " Code 1");
  start_rig({.smpp = true, .rules = rules.path()});
  through_each([&](Smsc& smsc, const std::string& phone, const std::string&) {
    expect(Outcome::information, smsc, text_from(phone, "HELP"));
    const Sms reply = smsc.replies_to(phone).front();
    CHECK(reply.coding == Coding::gsm);
    LONGS_EQUAL(2, reply.parts);
  });
}

TEST(Texts, textOfTwoSegmentsIsReadWhole) {
  start_rig({.smpp = true});
  through_each([&](Smsc& smsc, const std::string& phone, const std::string& digits) {
    const auto [first, second] = cut_in_two(text_from(phone, "2 AZE" + digits + " 10-AA-123"), 8, 77);
    smsc.send(first);
    const Entry entry = expect(Outcome::granted, smsc, second);
    STRCMP_EQUAL(("AZE" + digits).c_str(), entry.document.c_str());
    STRCMP_EQUAL("10AA123", entry.plate.c_str());
  });
}

TEST(Texts, ucs2TextOfTwoSegmentsIsReadWhole) {
  start_rig({.smpp = true});
  // Cyrillic А is two octets of UTF-8.
  const auto [first, second] = cut_in_two(text_from("994501112233", "2 АZE12345678 10-AA-123", Coding::ucs2), 8, 78);
  rig->smpp().send(second);
  STRCMP_EQUAL("AZE12345678", expect(Outcome::granted, rig->smpp(), first).document.c_str());
}

}  // namespace permit::test
