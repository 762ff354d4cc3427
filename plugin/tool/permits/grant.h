// `permitctl grant', `revoke' and `extend': one permit, by hand, for a reason that the log holds.
#pragma once

#include <string>

#include "core/record.h"
#include "operations/standing_words.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

struct GrantOptions {
  std::string kind;       ///< of standing permit, as the rules name it
  StandingWords words{};  ///< `from' empty: now
  std::string source;     ///< where it comes from, `102'
  std::string why;
  std::string by;  ///< empty: the user who runs this (user.h)
  std::string store;
  std::string rules;  ///< folder; empty: those in force in the register
};

/// Enters a standing permit; kYes also when the register held the same.
ExitStatus grant(const GrantOptions& options);

struct ChangeOptions {
  std::string
      whom;  ///< a document or FIN, a phone where the service knows phones alone; `#17': the permit of that record
  Sequence permit = 0;  ///< only the one of that record; 0: all
  std::string until;    ///< extend: local time
  std::string why;
  std::string by;  ///< as GrantOptions::by
  std::string store;
  std::string rules;
  bool yes = false;  ///< revoke: do not ask
};

/// Ends the permits that are valid now or later, by text or standing: shows them and asks. kNo when there is none.
ExitStatus revoke(const ChangeOptions& options);
/// Moves the end of one permit, by text or standing, to a later time.
ExitStatus extend(const ChangeOptions& options);

}  // namespace permit::tool
