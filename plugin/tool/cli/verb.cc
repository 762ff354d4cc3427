#include "tool/cli/verb.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>

namespace permit::tool {

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::type_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Option& Option::shows_default() {
  option_->capture_default_str();
  return *this;
}

Option& Option::one_of(const std::vector<std::string>& values) {
  option_->check(CLI::IsMember(values));
  return *this;
}

Option& Option::between(unsigned from, unsigned to) {
  option_->check(CLI::Range(static_cast<int>(from), static_cast<int>(to)));
  return *this;
}

Option& Option::positive() {
  option_->check(CLI::PositiveNumber);
  return *this;
}

Option& Option::excludes(const Option& other) {
  option_->excludes(other.option_);
  return *this;
}

Option& Option::needs(const Option& other) {
  option_->needs(other.option_);
  return *this;
}

std::size_t Option::count() const { return option_->count(); }

Verb Verb::add_verb(const std::string& name, const std::string& what) {
  return Verb(*app_->add_subcommand(name, what));
}

void Verb::require_verb() { app_->require_subcommand(1); }

void Verb::allow_verb() { app_->require_subcommand(0, 1); }

template <typename Value>
Option Verb::add_option(const std::string& name, Value& value, const std::string& what) {
  return Option(*app_->add_option(name, value, what));
}

template Option Verb::add_option(const std::string&, std::string&, const std::string&);
template Option Verb::add_option(const std::string&, std::optional<std::string>&, const std::string&);
template Option Verb::add_option(const std::string&, unsigned&, const std::string&);
template Option Verb::add_option(const std::string&, std::optional<unsigned>&, const std::string&);
template Option Verb::add_option(const std::string&, std::uint64_t&, const std::string&);
template Option Verb::add_option(const std::string&, std::optional<std::uint64_t>&, const std::string&);

Option Verb::add_option_call(const std::string& name, std::function<void(const std::string&)> take,
                             const std::string& what) {
  return Option(*app_->add_option_function<std::string>(name, std::move(take), what));
}

Option Verb::add_flag(const std::string& name, bool& value, const std::string& what) {
  return Option(*app_->add_flag(name, value, what));
}

void Verb::require(const std::vector<Requirement>& requirements) {
  app_->callback([requirements] {
    for (const auto& [options, name] : requirements) {
      const bool is_met =
          std::any_of(options.begin(), options.end(), [](const Option& one) { return one.count() > 0; });
      if (!is_met) throw CLI::RequiredError(name);
    }
  });
}

bool Verb::is_named() const { return app_->parsed(); }

std::vector<Option> Verb::options() const {
  std::vector<Option> options;
  for (CLI::Option* option : app_->get_options()) options.emplace_back(*option);
  return options;
}

}  // namespace permit::tool
