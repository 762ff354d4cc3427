#include "conf/config.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <iterator>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "base/nearest.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "conf/conf_file.h"

namespace permit {

namespace {

constexpr std::string_view kGroup = "permit8103";
constexpr std::uint64_t kSmallestMap = std::uint64_t{1} << 20;
constexpr std::uint64_t kLargestMap = std::uint64_t{1} << 40;
constexpr std::uint64_t kLongestValidity = 10'080;  // minutes: a week
constexpr std::uint64_t kMostFlood = 10'000;        // texts
constexpr std::uint64_t kLongestPause = 1'440;      // minutes: a day
constexpr std::uint64_t kLeastKept = 10;            // days: an SMSC may deliver again for a little more than a week
constexpr std::uint64_t kMostKept = 3'650;          // ten years

std::optional<std::uint64_t> parse_between(std::string_view text, std::uint64_t least, std::uint64_t most) {
  const auto number = parse_number(text, most);
  return number && *number >= least ? number : std::nullopt;
}

/// Parses `16G`: K, M, G and T are powers of 1024; without a letter it is bytes.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::string_view kUnits = "KMGT";
  unsigned shift = 0;
  if (const std::size_t unit = text.empty() ? std::string_view::npos : kUnits.find(text.back());
      unit != std::string_view::npos) {
    shift = 10 * (static_cast<unsigned>(unit) + 1);
    text.remove_suffix(1);
  }
  const auto number = parse_between(text, 0, kLargestMap >> shift);
  if (!number || *number << shift < kSmallestMap) return std::nullopt;
  return *number << shift;
}

// Each function returns what the value should be, or null if it is valid.
using Take = const char* (*)(Config&, const std::string& value);

template <std::string Config::*member>
const char* take_text(Config& config, const std::string& value) {
  if (value.empty()) return "some text; otherwise remove the line";
  config.*member = value;
  return nullptr;
}

// smsbox -d works in /, where a relative path would mean another folder.
template <std::string Config::*member>
const char* take_folder(Config& config, const std::string& value) {
  if (!value.starts_with('/')) return "the absolute path of a folder";
  config.*member = value;
  return nullptr;
}

template <std::string Config::*member>
const char* take_file(Config& config, const std::string& value) {
  if (!value.starts_with('/')) return "the absolute path of a file, such as `/etc/kannel/permit8103/keys/check-codes'";
  config.*member = value;
  return nullptr;
}

const char* take_metrics(Config& config, const std::string& value) {
  if (!value.starts_with('/'))
    return "the absolute path of a file, such as `/var/lib/prometheus/node-exporter/permit8103.prom'";
  config.metrics = value;
  return nullptr;
}

const char* take_port(Config& config, const std::string& value) {
  const auto port = parse_between(value, 1, 65535);
  if (!port) return "a port, 1 to 65535";
  config.bearerbox_port = static_cast<std::uint16_t>(*port);
  return nullptr;
}

const char* take_map_size(Config& config, const std::string& value) {
  const auto size = parse_size(value);
  if (!size) return "a size from `1M' to `1T', such as `16G'";
  config.map_size = *size;
  return nullptr;
}

const char* take_rehearsal(Config& config, const std::string& value) {
  config.rehearse_at = parse_local_time(value);
  return config.rehearse_at ? nullptr : "a local time such as `2020-07-21T10:00'";
}

const char* take_validity(Config& config, const std::string& value) {
  const auto minutes = parse_between(value, 1, kLongestValidity);
  if (!minutes) return "1 to 10080 minutes";
  config.validity = std::chrono::minutes(*minutes);
  return nullptr;
}

const char* take_flood_texts(Config& config, const std::string& value) {
  const auto texts = parse_between(value, 1, kMostFlood);
  if (!texts) return "1 to 10000 texts";
  config.flood.texts = static_cast<unsigned>(*texts);
  return nullptr;
}

const char* take_flood_pause(Config& config, const std::string& value) {
  const auto minutes = parse_between(value, 1, kLongestPause);
  if (!minutes) return "1 to 1440 minutes";
  config.flood.quiet = std::chrono::minutes(*minutes);
  return nullptr;
}

const char* take_keep_days(Config& config, const std::string& value) {
  const auto days = parse_between(value, kLeastKept, kMostKept);
  if (!days) return "10 to 3650 days";
  config.keep_days = static_cast<unsigned>(*days);
  return nullptr;
}

const char* take_keep_texts_days(Config& config, const std::string& value) {
  const auto days = parse_between(value, 1, kMostKept);
  if (!days) return "1 to 3650 days";
  config.keep_texts_days = static_cast<unsigned>(*days);
  return nullptr;
}

const std::pair<std::string_view, Take> kKeys[] = {
    {"bearerbox-host", take_text<&Config::bearerbox_host>},
    {"bearerbox-port", take_port},
    {"box-id", take_text<&Config::box_id>},
    {"rules", take_folder<&Config::rules>},
    {"rules-next", take_folder<&Config::rules_next>},
    {"store", take_folder<&Config::store>},
    {"map-size", take_map_size},
    {"check-code-keys", take_file<&Config::check_code_keys>},
    {"metrics", take_metrics},
    {"rehearse-at", take_rehearsal},
    {"service", take_text<&Config::service>},
    {"account", take_text<&Config::account>},
    {"validity", take_validity},
    {"flood-texts", take_flood_texts},
    {"flood-pause", take_flood_pause},
    {"keep-days", take_keep_days},
    {"keep-texts-days", take_keep_texts_days},
};

std::string unknown_key(const std::string& key) {
  std::vector<std::string> names;
  for (const auto& [name, take] : kKeys) names.emplace_back(name);
  const std::string hint = did_you_mean(key, names);
  return "The key `" + key + "' is unknown" + (hint.empty() ? "; the keys are " + listed(names) + "." : hint);
}

class Reader {
 public:
  explicit Reader(std::vector<ConfFault>& faults) : faults_(faults) {}

  Config read(const std::vector<ConfGroup>& groups) {
    if (groups.empty()) faults_.push_back({1, "Nothing is configured here; begin with `group = permit8103'."});
    for (const ConfGroup& group : groups) {
      if (is_ours(group)) read(group);
    }
    return std::move(config_);
  }

 private:
  bool is_ours(const ConfGroup& group) {
    const auto name =
        std::find_if(group.begin(), group.end(), [](const ConfEntry& entry) { return entry.key == "group"; });
    if (name == group.end()) {
      fault(
          group.front(),
          "A group without a name begins here; begin it with `group = permit8103', or remove the empty line above it.");
    } else if (name->value != kGroup) {
      fault(*name, "The group `" + name->value +
                       "' does not belong here, only `permit8103'; put other groups into kannel.conf.");
    }
    return name != group.end() && name->value == kGroup;
  }

  void read(const ConfGroup& group) {
    for (const ConfEntry& entry : group) {
      const auto [first, is_new] = lines_.try_emplace(entry.key, entry.line);
      if (!is_new) {
        fault(entry,
              "`" + entry.key + "' is already on line " + std::to_string(first->second) + "; keep one of the two.");
      } else if (entry.key != "group") {
        take(entry);
      }
    }
  }

  void take(const ConfEntry& entry) {
    const auto key =
        std::find_if(std::begin(kKeys), std::end(kKeys), [&](const auto& known) { return known.first == entry.key; });
    if (key == std::end(kKeys)) return fault(entry, unknown_key(entry.key));
    if (const char* wanted = key->second(config_, entry.value)) {
      fault(entry, "The value `" + entry.value + "' of `" + entry.key + "' should be " + wanted + ".");
    }
  }

  void fault(const ConfEntry& entry, std::string message) { faults_.push_back({entry.line, std::move(message)}); }

  std::vector<ConfFault>& faults_;
  Config config_;
  std::map<std::string, std::size_t> lines_;  // the line of each key
};

}  // namespace

ConfigReading parse_config(std::string_view file, std::string_view text) {
  ConfFile parsed = parse_conf_file(text);
  ConfigReading reading{Reader(parsed.faults).read(parsed.groups), {}};
  std::stable_sort(parsed.faults.begin(), parsed.faults.end(),
                   [](const ConfFault& one, const ConfFault& other) { return one.line < other.line; });
  for (const ConfFault& fault : parsed.faults) {
    reading.faults.push_back(std::string(file) + ":" + std::to_string(fault.line) + ": " + as_one_line(fault.message));
  }
  return reading;
}

ConfigReading load_config(const std::string& file) {
  constexpr const char* kCloseOnExec = "rbe";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), kCloseOnExec), std::fclose);
  if (stream) {
    std::string text;
    std::array<char, 4096> bytes{};
    while (const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), stream.get()))
      text.append(bytes.data(), got);
    if (std::ferror(stream.get()) == 0) return parse_config(file, text);
  }
  return {{}, {file + ": " + std::generic_category().message(errno) + "; set PERMIT8103_CONF to read another file."}};
}

}  // namespace permit
