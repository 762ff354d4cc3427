// A bearerbox that writes invalid data. Whatever comes over the link, smsbox keeps running, every recognizable text is
// acked, none is refused, and a correct text gets its permit.
#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "test/rig/rig_group.h"
#include "test/torture/bearer.h"
#include "test/torture/fault_trial.h"
#include "test/torture/memory.h"

namespace permit::test {

using namespace std::chrono_literals;

namespace {

// gw/msg.h and, for codings, gw/sms.h
constexpr std::int32_t kFailed = 1;
constexpr std::int32_t kFailedForNow = 2;
constexpr std::int32_t kShutdown = 0;
constexpr std::int32_t kSuspend = 1;
constexpr std::int32_t kResume = 2;
constexpr std::int32_t kIdentify = 3;
constexpr std::int32_t kRestart = 4;
constexpr std::int32_t kUcs2 = 2;
constexpr std::int32_t kBinary = 1;

constexpr std::int32_t kMinInt32 = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kMaxInt32 = std::numeric_limits<std::int32_t>::max();

constexpr std::size_t kGrowth = std::size_t{16} << 10;  // in KiB: a batch, queued replies and the allocator

const std::string kLibrary = "permit8103";  // the library's link
const std::string kStock;                   // smsbox's own

BoxMessage with(BoxMessage message, std::string_view field, std::string_view value) {
  message.strings[std::string(field)] = value;
  return message;
}

BoxMessage with(BoxMessage message, std::string_view field, std::int32_t value) {
  message.integers[std::string(field)] = value;
  return message;
}

BoxMessage without(BoxMessage message, std::string_view field) {
  message.strings.erase(std::string(field));
  return message;
}

/// Changes a different place each time, once or twice.
std::string mutate(std::string packed, FaultTrial& trial) {
  for (std::size_t errors = trial.between(1, 2); errors > 0 && packed.size() > 8; --errors) {
    const std::size_t at = trial.between(0, packed.size() - 5);
    const std::size_t length = trial.between(1, 40);
    switch (trial.between(0, 5)) {
      case 0:
        packed[at] = static_cast<char>(trial.between(0, 255));
        break;
      case 1:
        packed[at] = static_cast<char>(packed[at] ^ (1 << trial.between(0, 7)));
        break;
      case 2: {
        constexpr std::uint32_t numbers[] = {0, 1, 2, 36, 37, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
        packed.replace(at, 4, octets_of(numbers[trial.between(0, std::size(numbers) - 1)]));
        break;
      }
      case 3:
        packed.erase(at, length);
        break;
      case 4:
        packed.insert(at, packed.substr(at, length));
        break;
      default:
        packed.insert(at, std::string(length, static_cast<char>(trial.between(0, 255))));
    }
  }
  return packed;
}

bool is_uuid(std::string_view id) {
  for (std::size_t i = 0; i < id.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? id[i] != '-' : std::isxdigit(static_cast<unsigned char>(id[i])) == 0) return false;
  }
  return id.size() == 36;
}

std::string lower(std::string id) {
  for (char& letter : id) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return id;
}

BoxMessage a_text() { return mobile_text("994501112233", "2 AZE12345678"); }

}  // namespace

struct LinkTest : RigTest {
  void start() {
    make_rig();
    bearer.emplace(rig->plan().box_port);
    rig->loop().add(*bearer);
    rig->start_smsbox();
    wait_for_links(1);
  }

  void wait_for_links(std::size_t count) {
    rig->wait_for("smsbox and the library are linked", [&] {
      return bearer->links(kLibrary) >= count && bearer->is_linked(kLibrary) && bearer->is_linked(kStock);
    });
  }

  void send(const BoxMessage& message) { bearer->send(kLibrary, message); }

  /// Sends a text from a new phone for a new document, which gets its permit.
  void ask_normally() {
    const std::string document = "AZE" + std::to_string(20'000'000 + ++asked);
    const std::string phone = "99455" + std::to_string(1'000'000 + asked);
    const BoxMessage text = mobile_text(phone, "2 " + document);
    send(text);
    rig->wait_for("a valid text is acked", [&] { return bearer->acked(text.string("id")) > 0; });
    const BoxMessage& reply = reply_to(phone);
    STRCMP_CONTAINS(("Icaze 2: " + document).c_str(), reply.string("msgdata").c_str());
  }

  const BoxMessage& reply_to(const std::string& phone) {
    const auto& replies = bearer->replies();
    const auto found = std::find_if(replies.rbegin(), replies.rend(),
                                    [&](const BoxMessage& reply) { return reply.string("receiver") == phone; });
    if (found == replies.rend()) throw RigFailure("no reply to " + phone);
    return *found;
  }

  std::size_t replies_to(const std::string& phone) const {
    const auto& replies = bearer->replies();
    return static_cast<std::size_t>(std::count_if(
        replies.begin(), replies.end(), [&](const BoxMessage& reply) { return reply.string("receiver") == phone; }));
  }

  /// Asks for a reply of smsbox itself, over its own link.
  void ask_stock() {
    BoxMessage text = with(mobile_text("994509999999", "hello"), "receiver", "9999");
    bearer->send(kStock, text);
    rig->wait_for("smsbox's own service answers", [&] { return bearer->acked(text.string("id")) > 0; });
    const std::size_t before = bearer->replies().size();
    rig->loop().until([&] { return before < bearer->replies().size(); }, 100ms);
    STRCMP_EQUAL("stock", reply_to("994509999999").string("msgdata").c_str());
  }

  /// Checks that texts are answered, no ack reports a failure and smsbox runs.
  void check_served(FaultTrial& trial) {
    ask_normally();
    if (bearer->refusals() > 0) trial.wrong("an ack that does not report success");
    if (!rig->smsbox().running()) trial.wrong("smsbox has ended");
    trial.survived();
  }

  void end(FaultTrial& trial) {
    ask_stock();
    rig->register_view().verify();
    trial.check();
  }

  std::optional<Bearer> bearer;
  std::size_t asked = 0;
};

TEST_GROUP_BASE(Link, LinkTest){};

TEST(Link, textsThatNoPhoneSends) {
  FaultTrial trial("bearerbox sends texts that no phone can send");
  start();
  std::vector<BoxMessage> texts = {
      without(a_text(), "sender"),
      with(a_text(), "sender", ""),
      with(a_text(), "sender", std::string(100'000, '9')),
      with(a_text(), "sender", "8103"),
      with(a_text(), "sender", "INFO"),
      with(a_text(), "sender", std::string("\0\n\xFF", 3)),
      without(a_text(), "receiver"),
      with(a_text(), "receiver", std::string(100'000, 'x')),
      without(a_text(), "smsc_id"),
      without(a_text(), "msgdata"),
      with(a_text(), "msgdata", ""),
      with(a_text(), "msgdata", std::string(65'536, 'a')),
      with(a_text(), "msgdata", std::string(65'536, '\0')),
      with(a_text(), "msgdata", std::string(65'536, '\xFF')),
      with(a_text(), "coding", kUcs2),
      with(with(a_text(), "coding", kUcs2), "msgdata", "\xD8"),
      with(with(a_text(), "coding", kUcs2), "msgdata", std::string(65'535, '\xDC')),
      with(with(a_text(), "coding", kBinary), "msgdata", "\xC3\x28\xA0\xFF"),
      with(with(a_text(), "coding", kBinary), "udhdata", std::string("\5\0\3\1\2\1", 6)),
      with(a_text(), "udhdata", std::string(1'000, '\xFF')),
      with(a_text(), "coding", 99),
      with(a_text(), "coding", -1),
      with(a_text(), "time", -1),
      with(a_text(), "time", kMinInt32),
      with(a_text(), "time", kMaxInt32),
      with(a_text(), "charset", "no-such-charset"),
      with(a_text(), "boxc_id", "another"),
      with(a_text(), "dlr_url", std::string(10'000, '%')),
  };
  for (std::int32_t type : {1, 2, 3, 4, 77, -1}) texts.push_back(with(a_text(), "sms_type", type));  // no phone's text

  for (const BoxMessage& text : texts) {
    trial.tried();
    send(text);
    const std::string id = text.string("id");
    if (!rig->loop().until([&] { return bearer->acked(id) > 0; }, 10s)) trial.lost("the ack of " + pack(text));
    check_served(trial);
  }
  trial.texts(2 * texts.size());
  end(trial);
}

TEST(Link, aTextTwiceAndAnotherWithTheSameId) {
  FaultTrial trial("bearerbox uses an id twice");
  start();
  const BoxMessage text = mobile_text("994501112233", "2 AZE12345678");
  const BoxMessage other = with(with(text, "sender", "994501112244"), "msgdata", "1 AZE87654321");
  for (const BoxMessage& each : {text, text, other, text}) {
    trial.tried();
    send(each);
    check_served(trial);
  }
  rig->wait_for("all are acked", [&] { return bearer->acked(text.string("id")) == 4; });
  for (const BoxMessage& reply : bearer->replies()) {
    if (reply.string("receiver") == "994501112244") trial.wrong("a reply that is not in the register");
    if (reply.string("receiver") != "994501112233") continue;
    STRCMP_EQUAL(entry_of("994501112233").reply.c_str(), reply.string("msgdata").c_str());
  }
  LONGS_EQUAL(1, rig->register_view().permits_of("AZE12345678").size());
  LONGS_EQUAL(0, rig->register_view().permits_of("AZE87654321").size());
  end(trial);
}

// None of these messages concerns a text.
TEST(Link, messagesThatMeanNothing) {
  FaultTrial trial("bearerbox sends meaningless messages");
  start();
  std::vector<BoxMessage> messages = {
      ack_of(new_uuid()),
      ack_of(new_uuid(), kFailed),
      ack_of(new_uuid(), kFailedForNow),
      ack_of(new_uuid(), 99),
      ack_of("00000000-0000-0000-0000-000000000000"),
      admin_command(kSuspend),
      admin_command(kResume),
      admin_command(kIdentify),
      with(admin_command(kIdentify), "boxc_id", std::string(100'000, 'x')),
      admin_command(99),
      admin_command(-1),
      {.type = "heartbeat", .integers = {{"load", kMaxInt32}}},
      {.type = "wdp_datagram", .strings = {{"user_data", std::string(10'000, 'x')}}},
  };
  for (const BoxMessage& message : messages) {
    trial.tried();
    send(message);
    check_served(trial);
  }
  LONGS_EQUAL_TEXT(1, bearer->links(kLibrary), "link lost");
  end(trial);
}

TEST(Link, repliesThatAreRefused) {
  FaultTrial trial("bearerbox refuses a reply");
  start();
  std::size_t number = 0;
  for (const std::optional<std::int32_t> nack :
       std::vector<std::optional<std::int32_t>>{kFailed, kFailedForNow, 99, {}}) {
    trial.tried();
    const std::string digit = std::to_string(++number);
    const BoxMessage text = mobile_text("9947012345" + digit, "2 AZE3333333" + digit);
    bearer->answer_replies(nack);
    send(text);
    rig->wait_for("a reply comes", [&] { return replies_to(text.string("sender")) == 1; });
    ask_stock();  // all earlier messages of the library have arrived by now
    // The text may be acked only after a permanent refusal of its reply.
    const bool may_be_acked = nack == kFailed || nack == 99;
    if (!may_be_acked && bearer->acked(text.string("id")) > 0) trial.wrong("an ack before the reply is settled");
    bearer->answer_replies(0);
    if (!nack) {
      const std::size_t links = bearer->links(kLibrary);
      bearer->close(kLibrary);
      wait_for_links(links + 1);
      send(text);  // it was not acked
    }
    rig->wait_for("the reply comes again", [&] { return replies_to(text.string("sender")) == 2; });
    rig->wait_for("the text is acked", [&] { return bearer->acked(text.string("id")) > 0; });
    check_served(trial);
  }
  end(trial);
}

TEST(Link, octetsOutsideProtocol) {
  FaultTrial trial("bearerbox sends data outside the protocol");
  start();
  const auto random = [&](std::size_t count) {
    std::string octets;
    for (std::size_t i = 0; i < count; ++i) octets += static_cast<char>(trial.between(0, 255));
    return octets;
  };
  const std::string text = frame_of(a_text());
  // If the start of the next frame is unknown, one side or the other ends the link.
  enum class Then { goes_on, library_closes, test_closes };
  for (std::size_t round = 0; round < times(1, 60); ++round) {
    std::vector<std::pair<Then, std::string>> octets = {
        {Then::goes_on, std::string(4'000, '\0')},  // a thousand empty frames
        {Then::goes_on, octets_of(1U << 20) + random(1U << 20)},
        {Then::goes_on, frame_of(octets_of(2) + octets_of(0xFFFFFFF0) + random(100))},  // gwlib panics on it
        {Then::goes_on, frame_of(octets_of(2) + octets_of(0x7FFFFFFF) + random(100))},
        {Then::goes_on, frame_of(octets_of(77) + random(trial.between(0, 1'000)))},  // of an unknown type
        {Then::library_closes, octets_of(0xFFFFFFFF) + random(1'000)},               // gwlib waits for that many
        {Then::library_closes, octets_of(0x80000000) + text},
        {Then::library_closes, octets_of((16U << 20) + 1)},  // more than the limit
        {Then::test_closes, random(trial.between(4, 100'000))},
        {Then::test_closes, text.substr(0, trial.between(1, text.size() - 1))},
    };
    std::shuffle(octets.begin(), octets.end(), trial.chance());
    octets.resize(times(7, octets.size()));
    for (const auto& [then, each] : octets) {
      trial.tried();
      const std::size_t links = bearer->links(kLibrary);
      bearer->write(kLibrary, each);
      if (then != Then::goes_on) {
        const auto closed = [&] { return !bearer->is_linked(kLibrary); };
        if (then == Then::library_closes) rig->wait_for("the library closes the link", closed);
        if (!closed()) bearer->close(kLibrary);
        wait_for_links(links + 1);
      }
      check_served(trial);
    }
  }
  end(trial);
}

TEST(Link, boxesMustLeave) {
  FaultTrial trial("bearerbox orders its boxes to leave but runs on");
  start();
  for (std::size_t round = 0; round < times(1, 10); ++round)
    for (const std::int32_t command : {kShutdown, kRestart}) {
      trial.tried();
      const std::size_t links = bearer->links(kLibrary);
      send(admin_command(command));
      wait_for_links(links + 1);
      check_served(trial);
    }
  end(trial);
}

// The frames are whole, but their contents are not.
TEST(Link, messagesThatAreMutated) {
  FaultTrial trial("bearerbox sends a message with errors in it");
  const std::size_t rounds = times(20, 2'000);
  constexpr std::size_t a_round = 100;
  start();
  const std::vector<std::string> originals = {
      pack(a_text()),
      pack(with(with(a_text(), "coding", kUcs2), "msgdata", std::string("\0\x32\0\x20\x04\x10\x04\x10", 8))),
      pack(mobile_text("994501112233", "salam")),
      pack(ack_of(new_uuid(), kFailedForNow)),
      pack(BoxMessage{.type = "heartbeat", .integers = {{"load", 0}}}),
  };
  std::size_t memory = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    if (round == rounds / 10) memory = anonymous_memory(rig->smsbox().pid());
    const std::size_t links = bearer->links(kLibrary);
    std::vector<std::string> texts;
    std::size_t sent = 0;
    for (std::size_t i = 0; i < a_round; ++i) {
      const std::string packed = mutate(originals[trial.between(0, originals.size() - 1)], trial);
      const auto message = unpack(packed);
      // A mutation may have become a command that ends the link.
      if (message && message->type == "admin") continue;
      if (message && message->type == "sms" && is_uuid(message->string("id"))) texts.push_back(message->string("id"));
      bearer->write(kLibrary, frame_of(packed));
      ++sent;
    }
    trial.tried(sent);
    trial.texts(texts.size());
    ask_normally();
    for (const std::string& id : texts)
      if (bearer->acked(lower(id)) == 0) trial.lost("the ack of " + id);
    if (bearer->links(kLibrary) != links) trial.wrong("the link has ended");
    if (bearer->refusals() > 0) trial.wrong("an ack that does not report success");
    bearer->take_replies();
    bearer->take_acked();
    trial.survived(sent);
  }
  end(trial);
  CHECK_TEXT(anonymous_memory(rig->smsbox().pid()) < memory + kGrowth, "memory grows with messages");
}

// Most of these texts are not checked one by one.
TEST(Link, endlessTextsOf64KiB) {
  FaultTrial trial("bearerbox sends texts of 64 KiB");
  const std::size_t rounds = times(20, 1'000);
  start();
  std::size_t memory = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    if (round == rounds / 4) memory = anonymous_memory(rig->smsbox().pid());
    for (std::size_t i = 0; i < 20; ++i) send(with(a_text(), "msgdata", std::string(65'536, "2 A\xFF"[i % 4])));
    trial.tried(20);
    ask_normally();
    trial.survived(20);
  }
  trial.texts(21 * rounds);
  end(trial);
  CHECK_TEXT(anonymous_memory(rig->smsbox().pid()) < memory + kGrowth, "memory grows with texts");
}

// Simulates a suspended bearerbox: while it does not read, the library does not read either; later it answers all.
TEST(Link, bearerboxThatStopsReading) {
  FaultTrial trial("bearerbox stops reading");
  constexpr std::size_t kMostTexts = 100'000;  // far more than socket buffers hold
  start();
  for (std::size_t round = 0; round < times(1, 20); ++round) {
    ask_normally();
    const std::size_t memory = anonymous_memory(rig->smsbox().pid());
    const std::size_t acks = bearer->acks();
    bearer->read(kLibrary, false);
    bearer->keep(false);
    trial.tried();
    std::size_t sent = 0;
    std::size_t before = 0;
    const auto send_on = [&] {
      for (; sent < kMostTexts && bearer->unsent(kLibrary) < 100'000; ++sent)
        send(mobile_text("99455" + std::to_string(5'000'000 + sent), "2 AZE4" + std::string(4'000, ' ')));
      return false;
    };
    do {
      before = sent;
      rig->loop().until(send_on, 1500ms);
    } while (sent > before && sent < kMostTexts && anonymous_memory(rig->smsbox().pid()) < memory + kGrowth);
    CHECK_TEXT(sent < kMostTexts, "the library reads without limit");
    CHECK_TEXT(anonymous_memory(rig->smsbox().pid()) < memory + kGrowth, "memory grows while bearerbox does not read");
    bearer->keep(true);
    ask_stock();

    bearer->keep(false);
    bearer->read(kLibrary, true);
    rig->wait_for(
        "every text is acked", [&] { return bearer->acks() > acks + sent; }, 300s);
    bearer->keep(true);
    trial.texts(sent);
    check_served(trial);
  }
  LONGS_EQUAL_TEXT(1, bearer->links(kLibrary), "link lost");
  end(trial);
}

// The text is far longer than SMS allows. No phone can send it, but some SMSC drivers would pass it on.
TEST(Link, aTextOf2MiBThroughBearerbox) {
  FaultTrial trial("bearerbox passes on a text of 2 MiB");
  start_rig();
  rig->ask("994501112233", "2 AZE12345678");
  trial.tried();
  rig->fake().send(text_from("994501112244", std::string(std::size_t{2} << 20, 'x')));
  CHECK(entry_of("994501112244").outcome == Outcome::unreadable);
  rig->wait_for("its sender has a reply", [&] { return !rig->fake().replies_to("994501112244").empty(); });
  rig->ask("994501112255", "2 AZE12345679");
  CHECK_TEXT(rig->smsbox_log().find("The box link has ended") == std::string::npos, "link lost");
  trial.survived();
  trial.check();
}

// Bearerbox does not take replies, so no text is acked, but it keeps sending.
TEST(Link, bearerboxThatTakesNoReplyButKeepsSending) {
  FaultTrial trial("bearerbox takes no reply but keeps sending");
  const std::size_t count = times(2'000, 70'000);
  start();
  ask_normally();
  const std::size_t memory = anonymous_memory(rig->smsbox().pid());
  bearer->answer_replies({});
  bearer->keep(false);
  trial.tried();
  std::size_t sent = 0;
  const auto is_first_link = [&] { return bearer->is_linked(kLibrary) && bearer->links(kLibrary) == 1; };
  for (; sent < count && is_first_link(); sent += 500) {
    for (std::size_t i = sent; i < sent + 500; ++i)
      send(mobile_text("99455" + std::to_string(5'000'000 + i), "2 AZE" + std::to_string(40'000'000 + i)));
    const auto replied = [&] { return !bearer->is_linked(kLibrary) || bearer->count_of_replies() >= sent + 500; };
    rig->wait_for("replies come", replied);
  }
  trial.texts(sent);
  const bool is_over_limit = count > 65'536;
  CHECK_TEXT(anonymous_memory(rig->smsbox().pid()) < memory + (is_over_limit ? 2 : 1) * kGrowth, "memory grows");
  if (is_over_limit) wait_for_links(2);
  bearer->keep(true);
  bearer->answer_replies(0);
  check_served(trial);
  end(trial);
}

}  // namespace permit::test
