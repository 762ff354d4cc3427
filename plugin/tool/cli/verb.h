// The command line of a verb: its options and arguments. CLI11 reads it, and only verb.cc and the beginning of the
// program compile CLI11: as header files only, it is most of what a verb would compile.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace permit::tool {

/// An option such as `--at`, a flag such as `--json`, or an argument such as `KEY`. The application owns it.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_(&option) {}

  Option& required();
  /// Name of the value in the help, such as `FILE`.
  Option& type_name(const std::string& name);
  /// The help prints the value that the variable has now as the default.
  Option& shows_default();
  /// Refuses other values.
  Option& one_of(const std::vector<std::string>& values);
  /// Refuses other numbers; both ends are allowed.
  Option& between(unsigned from, unsigned to);
  Option& positive();
  /// Refuses both together.
  Option& excludes(const Option& other);
  /// Refuses this one without the other.
  Option& needs(const Option& other);

  /// After the command line is read: the number of its occurrences there.
  std::size_t count() const;

  bool operator==(const Option&) const = default;

 private:
  CLI::Option* option_;
};

/// A verb such as `show`, or a group of verbs such as `list`. The application owns it. The variables that it writes
/// must live until the command line is read.
class Verb {
 public:
  explicit Verb(CLI::App& app) : app_(&app) {}

  Verb add_verb(const std::string& name, const std::string& what);
  /// The command line names one of the verbs of this group.
  void require_verb();
  /// The command line may name one of the verbs of this group.
  void allow_verb();

  /// Adds an option or argument that writes `value`. A name with hyphens, such as `-n,--last`, is an option. `Value` is
  /// std::string, unsigned, std::uint64_t, or std::optional of one of these.
  template <typename Value>
  Option add_option(const std::string& name, Value& value, const std::string& what);
  /// Adds an option that calls `take` with its value.
  Option add_option_call(const std::string& name, std::function<void(const std::string&)> take,
                         const std::string& what);
  Option add_flag(const std::string& name, bool& value, const std::string& what);

  /// The command line has at least one of `options`; else it says that `name` is required.
  struct Requirement {
    std::vector<Option> options;
    std::string name;
  };
  void require(const std::vector<Requirement>& requirements);

  /// Whether the command line names this verb.
  bool is_named() const;
  std::vector<Option> options() const;

 private:
  CLI::App* app_;
};

}  // namespace permit::tool
