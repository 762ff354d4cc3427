// smsbox does the same with the library as without it.
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <list>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "test/rig/rig_group.h"
#include "test/rig/rule_copy.h"

namespace permit::test {

using namespace std::chrono_literals;

namespace {

/// Answers every request with the requested path.
class WebServer : public Peer {
 public:
  explicit WebServer(Port port) : listener_(listen_on(port)) {}

  void watch(std::vector<pollfd>& sockets) const override {
    sockets.push_back({listener_.get(), POLLIN, 0});
    for (const Stream& caller : callers_) sockets.push_back({caller.fd(), caller.events(), 0});
  }

  void serve() override {
    if (Fd caller = accept_from(listener_)) callers_.emplace_back(std::move(caller));
    for (Stream& caller : callers_) {
      caller.serve();
      const std::string& request = caller.received();
      if (request.find("\r\n\r\n") == std::string::npos) continue;
      const std::string path = request.substr(4, request.find(' ', 4) - 4);
      caller.send("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nyou asked " + path);
      caller.close();
    }
    callers_.remove_if([](const Stream& caller) { return !caller.open(); });
  }

 private:
  Fd listener_;
  std::list<Stream> callers_;
};

bool has_ended(Process& process) { return process.exit_status().has_value(); }

}  // namespace

struct HostTest : RigTest {
  /// Starts boxes with services on other numbers, and with smsbox's other features.
  void start(RigOptions options) {
    options.spare_fake = true;
    make_rig(options);
    web.emplace(web_port);
    rig->loop().add(*web);
    std::string conf = read_file(rig->kannel_conf());
    const std::string smsbox = "group = smsbox\n";
    conf.replace(conf.find(smsbox), smsbox.size(),
                 smsbox + "sendsms-port = " + std::to_string(sendsms_port) + "\nglobal-sender = 13013\n");
    conf +=
        "group = sendsms-user\nusername = tester\npassword = rig\n\n"
        "group = sms-service\nkeyword = nop\ntext = \"You asked nothing and I did it!\"\n\n"
        "group = sms-service\nkeyword = long\nmax-messages = 3\nconcatenation = true\ntext = \"" +
        std::string(300, 'x') +
        "\"\n\n"
        "group = sms-service\nkeyword = any\ncatch-all = true\nmax-messages = 3\n"
        "get-url = \"http://127.0.0.1:" +
        std::to_string(web_port) + "/?phone=%p&word=%k&rest=%r&all=%a\"\n\n";
    write_file(rig->kannel_conf(), conf);
    rig->start_bearerbox();
    rig->start_smsbox();
    const auto both = [&] { return rig->status().find("smsbox:(none),") != std::string::npos; };
    rig->wait_for("smsbox has its own link", both);
    rig->wait_until_ready();
  }

  std::string ask_elsewhere(const std::string& text, Coding coding = Coding::gsm) {
    Sms message = text_from("994509999999", text, coding);
    message.to = "9999";
    const Sms reply = rig->ask(rig->fake(), message);
    return text + " > " + reply.from + ": " + reply.text + " (" + std::to_string(reply.parts) + ")\n";
  }

  /// Requests as Kannel's check_sendsms.sh does, with the rig's password.
  std::string send_sms(const std::string& variables) {
    return variables + " > " + administer(sendsms_port, "cgi-bin/sendsms?smsc=fake&" + variables) + "\n";
  }

  /// Runs Kannel's check_fakesmsc.sh: ten texts, ten replies.
  std::string check_fakesmsc() {
    const auto log = folder.path() / "fakesmsc.txt";
    std::filesystem::remove(log);
    const Process tool(
        {.arguments = {"/usr/lib/kannel/test/fakesmsc", "-H", "127.0.0.1", "-r",
                       std::to_string(rig->plan().spare_port.value()), "-i", "0", "-m", "10", "123 234 text nop"},
         .output = log});
    const auto ten = [&] { return read_file(log).find("Got message 10") != std::string::npos; };
    rig->wait_for("fakesmsc has ten replies", ten);
    std::string replies;
    std::istringstream lines(read_file(log));
    for (std::string line; std::getline(lines, line);)
      if (const auto at = line.find("Got message"); at != std::string::npos) replies += line.substr(at) + "\n";
    return replies;
  }

  /// Returns smsbox's answers to a series of requests.
  std::string conversation() {
    std::string all = check_fakesmsc();
    for (const char* text : {"nop", "NOP more", "long", "any thing at all", "any", "anything", "", "%%s %n", "8103"})
      all += ask_elsewhere(text);
    all += ask_elsewhere("nop да", Coding::ucs2);
    for (const char* variables :
         {"username=tester&from=123&to=994507654321&text=test",
          "username=tester&from=123&to=994507654321&text=", "username=tester&from=&to=994507654321&text=test",
          "username=tester&from=123&to=&text=test", "username=nobody&from=123&to=994507654321&text=test"})
      all += send_sms(variables);
    const auto sent = [&] { return rig->fake().replies_to("994507654321").size() >= 3; };
    rig->wait_for("the texts sent by HTTP have arrived", sent);
    for (const Sms& text : rig->fake().replies_to("994507654321")) all += text.from + ": " + text.text + "\n";
    return all;
  }

  struct End {
    int smsbox;
    int bearerbox;
    std::chrono::steady_clock::duration time;
  };

  static Sms text_to_stock() {
    Sms text = text_from("994509999999", "hello");
    text.to = "9999";
    return text;
  }

  End end_by(const std::function<void()>& order) {
    const auto began = std::chrono::steady_clock::now();
    order();
    // A stock smsbox may miss SIGTERM in a wait that only its next message ends, with the library or without.
    auto wake = began + 2s;
    rig->wait_for("smsbox has ended", [&] {
      if (std::chrono::steady_clock::now() > wake && rig->fake().ready()) {
        rig->fake().send(text_to_stock());
        wake += 1s;
      }
      return has_ended(rig->smsbox());
    });
    const auto time = std::chrono::steady_clock::now() - began;
    if (rig->bearerbox().running()) rig->admin("shutdown");
    rig->wait_for("bearerbox has ended", [&] { return has_ended(rig->bearerbox()); });
    return {rig->smsbox().exit_status().value(), rig->bearerbox().exit_status().value(), time};
  }

  void check_ends(const std::function<void()>& order) {
    constexpr auto more = 4s;  // than a stock smsbox takes that misses no signal
    const auto is_up = [&] { return send_sms("username=tester&from=123&to=994507654321&text=up"); };
    End without{};
    End with{};
    // A stock bearerbox may crash while it answers the command `shutdown', with the library or without.
    for (int attempt = 0; attempt < 3; ++attempt) {
      start({.library = false});
      const std::string up = is_up();
      without = end_by(order);
      start({});
      STRCMP_EQUAL(up.c_str(), is_up().c_str());
      rig->ask("994501112233", "2 AZE12345678");
      with = end_by(order);
      LONGS_EQUAL(without.smsbox, with.smsbox);
      CHECK_TEXT(with.time < without.time + more, "smsbox ends too slowly with the library");
      if (with.bearerbox == without.bearerbox) break;
    }
    LONGS_EQUAL(without.bearerbox, with.bearerbox);
  }

  const Port web_port = free_port();
  const Port sendsms_port = free_port();
  std::optional<WebServer> web;
};

TEST_GROUP_BASE(Host, HostTest){};

TEST(Host, saysTheSameWithTheLibraryAndWithout) {
  start({.library = false});
  const std::string without = conversation();
  start({});
  STRCMP_EQUAL(without.c_str(), conversation().c_str());
  rig->ask("994501112233", "2 AZE12345678");
}

TEST(Host, endsAlikeOnSigterm) {
  check_ends([&] { rig->smsbox().signal(SIGTERM); });
}

TEST(Host, endsAlikeWhenBearerboxShutsDown) {
  check_ends([&] { rig->admin("shutdown"); });
}

TEST(Host, isSuspendedAndResumedAlike) {
  for (const bool library : {false, true}) {
    start({.library = library});
    rig->admin("suspend");
    Sms text = text_from("994509999998", "nop");
    text.to = "9999";
    rig->fake().send(text);
    CHECK_FALSE(rig->loop().until([&] { return !rig->fake().replies().empty(); }, 300ms));
    rig->admin("resume");
    rig->wait_for("the held text is answered", [&] { return !rig->fake().replies().empty(); });
    STRCMP_EQUAL("You asked nothing and I did it!", rig->fake().replies().front().text.c_str());
  }
}

// Does what logrotate does: renames the file, then sends SIGHUP to smsbox.
TEST(Host, writesIntoTheNewLogWhenTheOldOneIsRotated) {
  RuleCopy rules(folder.path() / "rules");
  start({.rules = rules.path()});
  const auto log = rig->smsbox_log_path();
  const auto rotated = log.string() + ".1";
  std::filesystem::rename(log, rotated);
  rig->smsbox().signal(SIGHUP);
  rig->wait_for("there is a new log", [&] { return std::filesystem::exists(log); });
  const std::string old = read_file(rotated);

  ask_elsewhere("nop");
  rules.replace("service.xml", "\"help\">Code 1", "\"help\">Now code 1");
  const auto says = [&](const char* words) { return read_file(log).find(words) != std::string::npos; };
  rig->wait_for("the library writes into it", [&] { return says(" replace `"); });
  rig->wait_for("smsbox writes into it", [&] { return says("<nop>"); });
  STRCMP_EQUAL(old.c_str(), read_file(rotated).c_str());
  rig->ask("994501112233", "2 AZE12345678");
}

}  // namespace permit::test
