// Options that several verbs on permits share.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "tool/cli/defaults.h"

namespace permit::tool {

/// The register, and the rules to read it by.
inline void add_register(CLI::App& verb, Defaults& defaults, std::string& store, std::string& rules) {
  defaults.add_store(verb, store);
  verb.add_option("--rules", rules, "Rules to read by; without it those in force")->type_name("DIR");
}

inline void add_by(CLI::App& verb, std::string& by) {
  verb.add_option("--by", by, "Who decided it; without it the user who runs this");
}

}  // namespace permit::tool
