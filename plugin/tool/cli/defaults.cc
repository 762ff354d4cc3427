#include "tool/cli/defaults.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "tool/cli/complain.h"

namespace permit::tool {

namespace {

constexpr const char* kUsualKeys = "/etc/kannel/permit8103/keys/check-codes";

/// Finds `--conf' before the command line is parsed, because the help prints values of the file.
std::optional<std::string> file_among(const std::vector<std::string>& words) {
  constexpr std::string_view kOption = "--conf";
  for (auto word = words.begin(); word != words.end(); ++word) {
    if (*word == kOption && word + 1 != words.end()) return *(word + 1);
    if (word->starts_with(std::string(kOption) + "=")) return word->substr(kOption.size() + 1);
  }
  return std::nullopt;
}

}  // namespace

Defaults Defaults::find(const std::vector<std::string>& words) {
  Defaults found;
  const auto named = file_among(words);
  const char* environment = std::getenv("PERMIT8103_CONF");
  found.is_named_ = named.has_value();
  found.file_ = named ? *named : environment ? environment : kDefaultConfig;
  std::error_code ignored;
  const bool is_usual = !named && !environment;
  if (is_usual && std::filesystem::status(kDefaultConfig, ignored).type() == std::filesystem::file_type::not_found)
    return found;
  ConfigReading reading = load_config(found.file_);
  found.faults_ = std::move(reading.faults);
  if (found.faults_.empty()) found.config_ = std::move(reading.config);
  return found;
}

Option Defaults::add_store(Verb verb, std::string& value) {
  return add(verb, "--store", value, config_.store, "Folder of the register").type_name("DIR");
}

Option Defaults::add_rules(Verb verb, const std::string& name, std::string& value, const std::string& what) {
  return add(verb, name, value, config_.rules, what).type_name("DIR");
}

Option Defaults::add_keys(Verb verb, const std::string& name, std::string& value, const std::string& what) {
  const std::string& keys = config_.check_code_keys;
  return add(verb, name, value, keys.empty() ? kUsualKeys : keys, what).type_name("FILE");
}

Option Defaults::add(Verb verb, const std::string& name, std::string& value, const std::string& configured,
                     const std::string& what) {
  value = configured;
  Option option = verb.add_option(name, value, what).shows_default();
  uses_file(option);
  return option;
}

ExitStatus Defaults::check(const Verb& verb) const {
  const auto uses_it = [&](const Option& option) {
    return option.count() == 0 && std::find(options_.begin(), options_.end(), option) != options_.end();
  };
  const auto options = verb.options();
  if (!is_named_ && std::none_of(options.begin(), options.end(), uses_it)) return kYes;
  for (const std::string& fault : faults_) complain(fault, kBrokenInput);
  return faults_.empty() ? kYes : kBrokenInput;
}

}  // namespace permit::tool
