// The configuration file, as an operator may write it.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "conf/conf_file.h"
#include "conf/config.h"
#include "test/fuzz/promise.h"

namespace permit::fuzz {

namespace {

std::string in_quotes(const std::string& value) {
  std::string quoted = "\"";
  for (const char sign : value) {
    if (sign == '"' || sign == '\\') quoted += '\\';
    quoted += sign;
  }
  return quoted + "\"";
}

std::string written(const ConfFile& file) {
  std::string text;
  for (const ConfGroup& group : file.groups) {
    for (const ConfEntry& entry : group) text += entry.key + " = " + in_quotes(entry.value) + "\n";
    text += "\n";
  }
  return text;
}

void check_lines(const ConfFile& file, std::size_t lines) {
  std::size_t before = 0;
  for (const ConfGroup& group : file.groups) {
    promise(!group.empty(), "no group is empty");
    for (const ConfEntry& entry : group) {
      promise(entry.line > before && entry.line <= lines, "each entry has its own line", entry.key);
      promise(!entry.key.empty(), "an entry has a key", entry.value);
      before = entry.line;
    }
  }
  for (const ConfFault& fault : file.faults) {
    promise(fault.line > 0 && fault.line <= lines, "a fault names a line of the file", fault.message);
    promise(!fault.message.empty(), "a fault has a message");
  }
}

void read(std::string_view text) {
  const ConfFile file = parse_conf_file(text);
  check_lines(file, static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  const ConfFile again = parse_conf_file(written(file));
  promise(again.faults.empty(), "a written file can be read", text);
  promise(written(again) == written(file), "a file survives a round trip", text);

  const ConfigReading reading = parse_config("a.conf", text);
  for (const std::string& fault : reading.faults) {
    promise(fault.starts_with("a.conf:"), "a fault names its place", fault);
    promise(fault.find_first_of("\r\n\033") == std::string::npos, "a fault is one line", fault);
  }
  if (!reading.faults.empty()) return;
  const Config& config = reading.config;
  promise(config.bearerbox_port != 0 && config.map_size > 0, "an accepted configuration is usable", text);
  promise(!config.rules.empty() && !config.store.empty() && !config.box_id.empty(), "required values are there", text);
}

}  // namespace

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  permit::fuzz::read(permit::fuzz::bytes(data, size));
  return 0;
}
