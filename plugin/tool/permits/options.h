// Options that several verbs on permits share.
#pragma once

#include <string>

#include "tool/cli/defaults.h"
#include "tool/cli/verb.h"

namespace permit::tool {

/// The register, and the rules to read it by.
inline void add_register(Verb verb, Defaults& defaults, std::string& store, std::string& rules) {
  defaults.add_store(verb, store);
  verb.add_option("--rules", rules, "Rule folder to read by; default: the rules in force").type_name("DIR");
}

inline void add_by(Verb verb, std::string& by) {
  verb.add_option("--by", by, "Name of the person who decided this; default: your user name");
}

}  // namespace permit::tool
