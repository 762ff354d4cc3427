// The configuration files of a run, in Kannel's syntax.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "test/rig/socket.h"

namespace permit::test {

/// The settings that all boxes of a run share. Everything listens on 127.0.0.1.
struct KannelPlan {
  std::filesystem::path folder;  ///< absolute path of the folder of configurations, logs and spools
  Port admin_port = 0;
  Port box_port = 0;
  std::optional<Port> stock_port;  ///< where smsboxes connect their own links; without it, to bearerbox
  std::vector<Port> fake_ports;    ///< one fake SMSC per box id; its texts go to that id alone
  std::optional<Port> spare_port;  ///< one more fake SMSC for an external fakesmsc
  std::optional<Port> smpp_port;   ///< where an SmppSmsc listens; its texts go to the first box
  bool transceiver = true;         ///< SMPP: one session for both ways; false: one for each
  bool keeps_texts = false;        ///< bearerbox keeps its messages in a spool
  unsigned max_pending = 100;      ///< unacked texts on a box link
  std::string get_url = {};        ///< where the stock smsbox gets its answers; if empty, it answers `stock'
  std::string exec = {};           ///< a program that writes the answer, instead of `stock'

  /// Returns the id of the library's link: `permit8103`, `permit8103-2`, … A box without its own fake SMSC shares the
  /// first.
  std::string box_id(std::size_t box) const;
};

/// The settings of the library. Empty ones are not written to the file.
struct PermitPlan {
  Port bearerbox_port = 0;
  std::filesystem::path rules;
  std::filesystem::path rules_next;
  std::filesystem::path store;
  std::filesystem::path check_code_keys;
  std::filesystem::path metrics;
  std::string rehearse_at;  ///< the service's local time
  std::string service;
  std::string account;
};

/// Returns `name`, `name-2`, `name-3`, …
std::string numbered(std::string_view name, std::size_t box);

/// Returns one file for bearerbox and the smsbox of that box. The stock smsbox has no id: it gets the texts that have
/// no route, and answers them from KannelPlan::get_url.
std::string render_kannel_conf(const KannelPlan& plan, std::size_t box);
std::string render_permit_conf(const PermitPlan& plan, const std::string& box_id);

}  // namespace permit::test
