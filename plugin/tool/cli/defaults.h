// Defaults of options, from the configuration of the library: the places of files and the retention times.
#pragma once

#include <string>
#include <vector>

#include "conf/config.h"
#include "tool/cli/exit_status.h"
#include "tool/cli/verb.h"

namespace permit::tool {

class Defaults {
 public:
  /// Reads the file that `--conf' names among the words of a command line, else $PERMIT8103_CONF, else kDefaultConfig.
  /// kDefaultConfig need not exist.
  static Defaults find(const std::vector<std::string>& words);

  /// The values of the file, with the default for each missing key; all defaults if the file has faults.
  const Config& config() const { return config_; }
  /// The name of the file, for messages.
  const std::string& file() const { return file_; }

  /// Add an option or argument that writes `value', with the value of the configuration as its default.
  Option add_store(Verb verb, std::string& value);
  Option add_rules(Verb verb, const std::string& name, std::string& value, const std::string& what);
  Option add_keys(Verb verb, const std::string& name, std::string& value, const std::string& what);

  /// Registers an option whose default the verb takes from the configuration itself.
  void uses_file(const Option& option) { options_.push_back(option); }

  /// Returns kYes, or prints the faults of the file. Faults do not matter to a verb whose options are all on the
  /// command line, unless `--conf' names the file.
  ExitStatus check(const Verb& verb) const;

 private:
  Option add(Verb verb, const std::string& name, std::string& value, const std::string& configured,
             const std::string& what);

  std::string file_;
  bool is_named_ = false;  ///< on the command line
  Config config_;
  std::vector<std::string> faults_;
  std::vector<Option> options_;
};

}  // namespace permit::tool
