// `permitctl grant', `revoke' and `extend': changing a permit by hand, for a reason that the log records.
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

/// Enters a standing permit. Returns kYes even if the register already had the same.
ExitStatus grant(const GrantOptions& options);

struct ChangeOptions {
  std::string whom;     ///< a document or FIN, a phone if the service knows only phones; `#17': that permit
  Sequence permit = 0;  ///< only the permit of that record; 0: all
  std::string until;    ///< extend: local time
  std::string why;
  std::string by;  ///< as GrantOptions::by
  std::string store;
  std::string rules;
  bool yes = false;  ///< revoke: do not ask
};

/// Ends the permits by text and the standing permits that are valid now or later: shows them and asks for confirmation.
/// Returns kNo if there is none.
ExitStatus revoke(const ChangeOptions& options);
/// Moves the end of one permit by text or standing permit to a later time.
ExitStatus extend(const ChangeOptions& options);

}  // namespace permit::tool
