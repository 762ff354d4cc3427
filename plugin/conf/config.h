// The service's configuration. conf/permit8103.conf explains each key.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/zone.h"
#include "core/decide/flood.h"

namespace permit {

/// The configuration file if $PERMIT8103_CONF names no other.
inline constexpr const char* kDefaultConfig = "/etc/kannel/permit8103/permit8103.conf";

struct Config {
  std::string bearerbox_host = "127.0.0.1";
  std::uint16_t bearerbox_port = 13001;
  std::string box_id = "permit8103";
  std::string rules = "/etc/kannel/permit8103/rules/8103";  ///< a folder
  std::string rules_next;                                   ///< a folder of rules to run in shadow; empty: none
  std::string store = "/var/lib/permit8103";                ///< a folder
  std::uint64_t map_size = std::uint64_t{16} << 30;         ///< bytes
  std::string check_code_keys;                              ///< a file; empty: no codes
  std::string metrics;                                      ///< a file; empty: none
  std::optional<LocalTime> rehearse_at;                     ///< simulated local time at start; absent: real time
  std::string service;
  std::string account;
  std::optional<std::chrono::minutes> validity;  ///< of replies; a permit's reply expires with it at the latest
  FloodLimits flood;
  std::optional<unsigned> keep_days;        ///< how long the register keeps records; absent: until purged by hand
  std::optional<unsigned> keep_texts_days;  ///< how long it keeps raw texts; absent: until purged by hand
};

/// The result of reading a configuration. Use it only if there are no faults.
struct ConfigReading {
  Config config;
  std::vector<std::string> faults;  ///< all of them, by line: `FILE:LINE: what is wrong and how to correct it.`
};

/// Parses a configuration. Faults name it `file`.
ConfigReading parse_config(std::string_view file, std::string_view text);
ConfigReading load_config(const std::string& file);

}  // namespace permit
