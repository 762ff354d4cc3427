// The service's configuration: conf/permit8103.conf says what each key means.
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

/// Where the configuration is when $PERMIT8103_CONF names no other file.
inline constexpr const char* kUsualConfig = "/etc/kannel/permit8103/permit8103.conf";

struct Config {
  std::string bearerbox_host = "127.0.0.1";
  std::uint16_t bearerbox_port = 13001;
  std::string box_id = "permit8103";
  std::string rules = "/etc/kannel/permit8103/rules/8103";  ///< a folder
  std::string rules_next;                                   ///< a folder that is only tried; empty: none
  std::string store = "/var/lib/permit8103";                ///< a folder
  std::uint64_t map_size = std::uint64_t{16} << 30;         ///< bytes
  std::string check_code_keys;                              ///< a file; empty: no codes
  std::string metrics;                                      ///< a file; empty: none
  std::optional<LocalTime> rehearse_at;                     ///< the service's local time at its start
  std::string service;
  std::string account;
  std::optional<std::chrono::minutes> validity;  ///< of replies; a permit's reply ends with the permit anyway
  FloodTerms flood;
  std::optional<unsigned> keep_days;        ///< that the register keeps; nothing: until somebody says
  std::optional<unsigned> keep_texts_days;  ///< likewise, texts as they came
};

/// A configuration is used only when nothing in it is wrong.
struct ConfigReading {
  Config config;
  std::vector<std::string> faults;  ///< all of them, by line: `FILE:LINE: what is wrong and how to mend it.`
};

/// `file` names it in faults.
ConfigReading parse_config(std::string_view file, std::string_view text);
ConfigReading load_config(const std::string& file);

}  // namespace permit
