#include "test/rig/kannel_conf.h"

#include <initializer_list>
#include <string_view>
#include <utility>

#include "test/rig/admin.h"
#include "test/rig/sms.h"

namespace permit::test {
namespace {

constexpr std::string_view kHere = "127.0.0.1";

std::string group(std::string_view name, std::initializer_list<std::pair<std::string_view, std::string>> settings) {
  std::string text = "group = " + std::string(name) + "\n";
  for (const auto& [key, value] : settings)
    if (!value.empty()) text.append(key).append(" = ").append(value).append("\n");
  return text + "\n";
}

std::string in_quotes(std::string_view value) { return "\"" + std::string(value) + "\""; }

std::string core(const KannelPlan& plan) {
  return group("core", {{"admin-port", std::to_string(plan.admin_port)},
                        {"admin-interface", std::string(kHere)},
                        {"admin-password", std::string(kAdminPassword)},
                        {"smsbox-port", std::to_string(plan.box_port)},
                        {"smsbox-interface", std::string(kHere)},
                        {"box-deny-ip", in_quotes("*.*.*.*")},
                        {"box-allow-ip", in_quotes(kHere)},
                        {"smsbox-max-pending", std::to_string(plan.max_pending)},
                        {"store-type", plan.keeps_texts ? "spool" : ""},
                        {"store-location", plan.keeps_texts ? (plan.folder / "spool").string() : ""},
                        {"log-file", (plan.folder / "bearerbox.log").string()},
                        {"log-level", "1"},
                        {"access-log", (plan.folder / "access.log").string()}});
}

// A reply names the SMSC that its text came from; bearerbox respects that only with `allowed-smsc-id`.
std::string fake_smsc(std::string_view id, Port port) {
  return group("smsc", {{"smsc", "fake"},
                        {"smsc-id", std::string(id)},
                        {"allowed-smsc-id", std::string(id)},
                        {"our-host", std::string(kHere)},
                        {"port", std::to_string(port)},
                        {"connect-allow-ip", std::string(kHere)}});
}

// bearerbox needs one group per session.
std::string smpp_session(const KannelPlan& plan, std::string_view port_key) {
  return group("smsc", {{"smsc", "smpp"},
                        {"smsc-id", "smpp"},
                        {"allowed-smsc-id", "smpp"},
                        {"host", std::string(kHere)},
                        {port_key, std::to_string(*plan.smpp_port)},
                        {"transceiver-mode", plan.transceiver ? "true" : "false"},
                        {"smsc-username", "permit"},
                        {"smsc-password", "permit"},
                        {"system-type", in_quotes("")},
                        {"reconnect-delay", "1"}});
}

std::string smpp_smsc(const KannelPlan& plan) {
  return smpp_session(plan, "port") + (plan.transceiver ? "" : smpp_session(plan, "receive-port"));
}

// One box takes everything for the short number, as in an operator's file. Several boxes are distinguished by the SMSC.
std::string route(const KannelPlan& plan, std::size_t box) {
  std::string smscs = numbered("fake", box);
  if (box == 0 && plan.smpp_port) smscs += ";smpp";
  return group("smsbox-route", {{"smsbox-id", plan.box_id(box)},
                                {"smsc-id", plan.fake_ports.size() > 1 ? in_quotes(smscs) : ""},
                                {"shortcode", in_quotes(kShortNumber)}});
}

std::string smsbox(const KannelPlan& plan, std::size_t box) {
  return group("smsbox", {{"bearerbox-host", std::string(kHere)},
                          {"bearerbox-port", std::to_string(plan.stock_port.value_or(plan.box_port))},
                          {"log-file", (plan.folder / (numbered("smsbox", box) + ".log")).string()},
                          {"log-level", "1"},
                          {"max-pending-requests", plan.get_url.empty() ? "" : std::to_string(plan.max_pending)}}) +
         group("sms-service", {{"keyword", "default"},
                               {"text", plan.get_url.empty() && plan.exec.empty() ? in_quotes("stock") : ""},
                               {"exec", plan.exec.empty() ? "" : in_quotes(plan.exec)},
                               {"get-url", plan.get_url.empty() ? "" : in_quotes(plan.get_url)}});
}

}  // namespace

std::string numbered(std::string_view name, std::size_t box) {
  return std::string(name) + (box == 0 ? "" : "-" + std::to_string(box + 1));
}

std::string KannelPlan::box_id(std::size_t box) const {
  return numbered("permit8103", box < fake_ports.size() ? box : 0);
}

std::string render_kannel_conf(const KannelPlan& plan, std::size_t box) {
  std::string conf = core(plan);
  if (plan.smpp_port) conf += smpp_smsc(plan);
  for (std::size_t each = 0; each < plan.fake_ports.size(); ++each)
    conf += fake_smsc(numbered("fake", each), plan.fake_ports[each]) + route(plan, each);
  if (plan.spare_port) conf += fake_smsc("spare", *plan.spare_port);
  return conf + smsbox(plan, box);
}

std::string render_permit_conf(const PermitPlan& plan, const std::string& box_id) {
  return group("permit8103", {{"bearerbox-host", std::string(kHere)},
                              {"bearerbox-port", std::to_string(plan.bearerbox_port)},
                              {"box-id", box_id},
                              {"rules", in_quotes(plan.rules.string())},
                              {"rules-next", plan.rules_next.string()},
                              {"store", in_quotes(plan.store.string())},
                              {"check-code-keys", plan.check_code_keys.string()},
                              {"metrics", plan.metrics.string()},
                              {"service", plan.service},
                              {"account", plan.account},
                              {"rehearse-at", plan.rehearse_at}});
}

}  // namespace permit::test
