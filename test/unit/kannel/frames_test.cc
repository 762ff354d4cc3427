#include "kannel/wire/frames.h"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <CppUTest/TestHarness.h>

using namespace std::string_view_literals;
using permit::append_frame;
using permit::FrameDecoder;
using permit::is_message;
using permit::kLongestFrame;

namespace {

constexpr std::uint32_t kAdmin = 1;  // its ordinal in gw/msg-decl.h
constexpr std::uint32_t kSms = 2;
constexpr std::uint32_t kAck = 3;
constexpr std::string_view kUuid = "c0ffee00-0000-4000-8000-000000000000";

std::string integer(std::uint32_t value) {
  std::string octets;
  for (int shift = 24; shift >= 0; shift -= 8) octets += static_cast<char>(value >> shift & 0xFF);
  return octets;
}

std::string string(std::string_view value) { return integer(static_cast<std::uint32_t>(value.size())).append(value); }

const std::string kNull = integer(0xFFFFFFFF);

std::string ack_message() { return integer(kAck) + integer(0) + integer(1600000000) + string(kUuid); }

/// As gw/msg-decl.h of Kannel 1.4.5 defines it.
std::string sms_message() {
  std::string message = integer(kSms);
  for (const auto* field : {"994501112233", "8103"}) message += string(field);
  message += kNull + string("2 AZE12345678") + integer(1600000000);
  for (int i = 0; i < 5; ++i) message += kNull;
  message += string(kUuid);
  for (int i = 0; i < 8; ++i) message += kNull;  // sms_type to dlr_mask
  message += kNull;
  for (int i = 0; i < 3; ++i) message += kNull;
  for (int i = 0; i < 3; ++i) message += kNull;
  message += kNull;  // msg_left
  for (int i = 0; i < 3; ++i) message += kNull;
  return message + kNull;
}

std::string frame(std::string_view message) {
  std::string octets;
  append_frame(octets, message);
  return octets;
}

}  // namespace

TEST_GROUP(Frames){};

TEST(Frames, areALengthAndAMessage) { CHECK_TRUE(frame("abc") == "\0\0\0\3abc"sv); }

TEST(Frames, areSplitHoweverTheyArrive) {
  const std::string all = frame("one") + frame("") + frame("three");
  for (std::size_t piece = 1; piece <= all.size(); ++piece) {
    FrameDecoder decoder;
    std::string cut;
    for (std::size_t at = 0; at < all.size(); at += piece) {
      decoder.input_buffer() += all.substr(at, piece);
      while (const auto message = decoder.next()) cut += "<" + std::string(*message) + ">";
    }
    STRCMP_EQUAL("<one><><three>", cut.c_str());
    CHECK_FALSE(decoder.has_next());
  }
}

TEST(Frames, thatAreTooLongEndTheInput) {
  FrameDecoder decoder;
  decoder.input_buffer() = frame("one") + integer(kLongestFrame + 1) + "x";
  CHECK_TRUE(decoder.next() == "one"sv);
  CHECK_TRUE(decoder.is_invalid());
  CHECK_FALSE(decoder.next().has_value());

  FrameDecoder negative;
  negative.input_buffer() = integer(0xFFFFFFFF) + frame("one");
  CHECK_TRUE(negative.is_invalid());
  CHECK_FALSE(negative.next().has_value());
}

TEST(Frames, sayHowManyOctetsTheyNeed) {
  FrameDecoder decoder;
  LONGS_EQUAL(4, decoder.wanted());
  decoder.input_buffer() = frame("one") + integer(kLongestFrame);
  LONGS_EQUAL(7, decoder.wanted());
  CHECK_TRUE(decoder.next() == "one"sv);
  LONGS_EQUAL(4 + kLongestFrame, decoder.wanted());
  decoder.input_buffer() += std::string(kLongestFrame, 'x');
  CHECK_TRUE(decoder.has_next());
}

TEST(Frames, thatAreLongDoNotKeepTheirBuffer) {
  FrameDecoder decoder;
  decoder.input_buffer() = frame(std::string(kLongestFrame, 'x'));
  CHECK_TRUE(decoder.next().has_value());
  CHECK(decoder.input_buffer().capacity() < kLongestFrame);
}

TEST(Frames, carryWholeMessages) {
  CHECK_TRUE(is_message(ack_message()));
  CHECK_TRUE(is_message(sms_message()));
  CHECK_TRUE(is_message(integer(kAdmin) + integer(3) + kNull));
  CHECK_FALSE(is_message(""));
  CHECK_FALSE(is_message("text"));
  CHECK_FALSE(is_message(integer(99)));
}

TEST(Frames, thatAreCutShortCarryNoMessage) {
  const std::string sms = sms_message();
  for (std::size_t size = 0; size < sms.size(); ++size) CHECK_FALSE(is_message(std::string_view(sms).substr(0, size)));
}

TEST(Frames, withWrongLengthsInsideCarryNoMessage) {
  for (const std::uint32_t length : {0xFFFFFFFEU, 0x80000000U, 0x7FFFFFFFU, 100U}) {
    CHECK_FALSE(is_message(integer(kAdmin) + integer(3) + integer(length) + "permit8103"));
  }
  CHECK_FALSE(is_message(integer(kAck) + integer(0) + integer(0) + kNull));
  CHECK_FALSE(is_message(integer(kAck) + integer(0) + integer(0) + string("short")));
}

TEST(Frames, ofNoiseAreReadWithinTheirBounds) {
  std::mt19937 random(8103);
  const std::string sms = sms_message();
  for (int round = 0; round < 20000; ++round) {
    std::string noise = sms;
    for (int change = 0; change < 4; ++change) noise[random() % noise.size()] = static_cast<char>(random());
    noise.resize(random() % (noise.size() + 1));
    is_message(noise);  // only a sanitizer can find a fault here
  }
}
