// `permitctl purge': what leaves the register by age.
#pragma once

#include <optional>
#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

/// What the configuration says of it.
struct Retention {
  std::string file;  ///< that says so
  std::optional<unsigned> keep_days{};
  std::optional<unsigned> keep_texts_days{};
};

struct PurgeOptions {
  std::string store;
  std::string rules;                        ///< folder; empty: the rules that the register says are in force
  std::string before;                       ///< day or local time: records of before go; empty: none
  std::string texts_before;                 ///< likewise: raw texts of before go; empty: none
  std::optional<unsigned> keep_days;        ///< records of the last so many days stay
  std::optional<unsigned> keep_texts_days;  ///< raw texts likewise
  Retention configured{};                   ///< what goes when none of these four says so
  std::string by;                           ///< who does it; empty: the user who runs this (user.h)
  std::string why;
};

/// Takes out what is older than the options say, in steps that texts hardly notice: records, permits of whole days, and
/// standing permits that were over before, as decrees have their end. Nothing that a limit still counts, nor what an
/// SMSC may still deliver again.
ExitStatus purge(const PurgeOptions& options);

}  // namespace permit::tool
