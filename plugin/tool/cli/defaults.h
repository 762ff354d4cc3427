// What options are that a command line does not name: the library's own configuration says where things are, and how
// long they are kept.
#pragma once

#include <string>
#include <vector>

#include "conf/config.h"
#include "tool/cli/exit_status.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace permit::tool {

class Defaults {
 public:
  /// Of the file that `--conf' names among the words of a command line, else $PERMIT8103_CONF, else
  /// kUsualConfig. Where there is none in that usual place, of no file.
  static Defaults find(const std::vector<std::string>& words);

  /// What the file says; each key's default where it does not, or the file has faults.
  const Config& config() const { return config_; }
  /// As it is named in messages.
  const std::string& file() const { return file_; }

  /// Options, or arguments, of a verb that are `value': the configuration's without one.
  CLI::Option* add_store(CLI::App& verb, std::string& value);
  CLI::Option* add_rules(CLI::App& verb, const std::string& name, std::string& value, const std::string& what);
  CLI::Option* add_keys(CLI::App& verb, const std::string& name, std::string& value, const std::string& what);

  /// An option that is the configuration's without one in the verb's own way.
  void rest(const CLI::Option* option) { options_.push_back(option); }

  /// kYes; or the faults of the file were complained of. Nobody needs a right one who names everything himself.
  ExitStatus check(const CLI::App& verb) const;

 private:
  CLI::Option* add(CLI::App& verb, const std::string& name, std::string& value, const std::string& configured,
                   const std::string& what);

  std::string file_;
  bool is_named_ = false;  ///< on the command line
  Config config_;
  std::vector<std::string> faults_;
  std::vector<const CLI::Option*> options_;
};

}  // namespace permit::tool
