#include <string>

#include "test/rig/smpp_pdu.h"

#include <CppUTest/TestHarness.h>

namespace permit::test::smpp {

TEST_GROUP(SmppPdu){};

TEST(SmppPdu, isReadWholeAndInOrder) {
  std::string received =
      render(Pdu{CommandId::enquire_link, Status::ok, 7}) + render(Pdu{CommandId::unbind, Status::ok, 8, "x"});
  const std::string second = received.substr(16, 16);
  received.resize(received.size() - 1);

  LONGS_EQUAL(7, take_pdu(received).value().sequence);
  CHECK_FALSE(take_pdu(received).has_value());
  received += "x";
  const Pdu unbind = take_pdu(received).value();
  CHECK(unbind.command == CommandId::unbind);
  STRCMP_EQUAL("x", unbind.body.c_str());
  CHECK(received.empty());
}

TEST(SmppPdu, refusesAnImpossibleLength) {
  std::string too_short(
      "\0\0\0\x0f"
      "............",
      16);
  CHECK_THROWS(Malformed, take_pdu(too_short));
  std::string too_long(
      "\x7f\0\0\0"
      "............",
      16);
  CHECK_THROWS(Malformed, take_pdu(too_long));
}

TEST(SmppPdu, messageGoesThereAndBack) {
  const Message message{.source = {.ton = 1, .npi = 1, .number = "994501112233"},
                        .destination = {.number = "8103"},
                        .esm_class = kHeaderInside,
                        .data_coding = kUcs2,
                        .short_message = std::string("\0A", 2)};
  const Message read = parse_message(render(message));
  STRCMP_EQUAL("994501112233", read.source.number.c_str());
  STRCMP_EQUAL("8103", read.destination.number.c_str());
  LONGS_EQUAL(kHeaderInside, read.esm_class);
  LONGS_EQUAL(kUcs2, read.data_coding);
  CHECK(message.short_message == read.short_message);
}

TEST(SmppPdu, longMessageIsAnOptionalParameter) {
  const std::string body = render(Message{}) + std::string(
                                                   "\x04\x24\0\x05"
                                                   "hello",
                                                   9);
  STRCMP_EQUAL("hello", parse_message(body).short_message.c_str());
}

TEST(SmppPdu, nothingIsReadAfterItsEnd) {
  const std::string body = render(Message{.source = {.number = "994501112233"}, .destination = {.number = "8103"}});
  for (std::size_t size = 0; size < body.size(); ++size) CHECK_THROWS(Malformed, parse_message(body.substr(0, size)));
}

TEST(SmppPdu, timeIsUtcWithItsOffset) {
  LONGLONGS_EQUAL(1595314800, parse_time("200721070000000+"));
  LONGLONGS_EQUAL(1595314800, parse_time("200721110000016+"));
  LONGLONGS_EQUAL(1595314800, parse_time("200721060000004-"));
  CHECK_THROWS(Malformed, parse_time("200732070000000+"));
  CHECK_THROWS(Malformed, parse_time(""));
}

}  // namespace permit::test::smpp
