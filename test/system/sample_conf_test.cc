// The sample configurations of conf/, with only ports and folders changed.
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

using Changes = std::vector<std::pair<std::string, std::string>>;

/// Throws std::logic_error when a sample does not contain the text to change.
std::string changed(const char* sample, const Changes& changes) {
  std::string text = read_file(std::string("conf/") + sample);
  for (const auto& [from, to] : changes) {
    std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::logic_error(std::string(sample) + " lacks `" + from + "'");
    for (; at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

struct SampleConfTest : RigTest {
  /// Replaces the rig's own files with the samples and starts the boxes.
  void start_with(const char* kannel_sample, Changes changes) {
    const std::string admin_port = std::to_string(rig->plan().admin_port);
    const std::string box_port = std::to_string(rig->plan().box_port);
    changes.insert(changes.end(), {{"= 13000", "= " + admin_port},
                                   {"= 13001", "= " + box_port},
                                   {"change-me", std::string(kAdminPassword)},
                                   {"/var/log/kannel", folder.path()}});
    write_file(rig->kannel_conf(), changed(kannel_sample, changes));
    write_file(rig->permit_conf(),
               changed("permit8103.conf", {{"= 13001", "= " + box_port},
                                           {"/etc/kannel/permit8103", std::filesystem::current_path()},
                                           {"/var/lib/permit8103", rig->permit_plan().store},
                                           {"#rehearse-at", "rehearse-at"}}));
    rig->start_bearerbox();
    rig->start_smsbox();
    rig->wait_for("the link is up", [&] { return rig->is_linked(); });
  }
};

TEST_GROUP_BASE(SampleConf, SampleConfTest){};

TEST(SampleConf, forTheFakeSmscWorks) {
  make_rig();
  start_with("kannel-fake.conf", {{"= 10000", "= " + std::to_string(rig->plan().fake_ports.front())}});
  expect(Outcome::granted, rig->fake(), text_from("994501112233", "2 AZE12345678"));
  STRCMP_EQUAL("No service here.", ask_stock_service().text.c_str());
}

TEST(SampleConf, forSmppWorks) {
  make_rig({.smpp = true, .keeps_texts = true});
  start_with("kannel-smpp.conf", {{"smsc.example.com", "127.0.0.1"},
                                  {"= 2775", "= " + std::to_string(rig->plan().smpp_port.value())},
                                  {"/var/spool/kannel", folder.path() / "spool"}});
  rig->wait_for("the SMSC is bound", [&] { return rig->smpp().ready(); });
  expect(Outcome::granted, rig->smpp(), text_from("994501112233", "2 AZE12345678"));
}

}  // namespace permit::test
