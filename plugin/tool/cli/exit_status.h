// The exit statuses of permitctl. 64 and above are those of sysexits.h.
#pragma once

#include "core/record.h"

namespace permit::tool {

enum ExitStatus : int {
  kYes = 0,           ///< granted, repeated, information; permitted; no fault
  kNo = 1,            ///< refused; not permitted; forged or ended; different; a fault; the user said no
  kNotAnswered = 2,   ///< unreadable, silent
  kUsage = 64,        ///< the command line is wrong
  kBrokenInput = 65,  ///< a rule folder or a batch has faults
  kUnavailable = 69,  ///< a register or a key file cannot be opened or read; no library has followed
  kNotChanged = 73,   ///< a rule folder or a key file cannot be written
  kNotWritten = 74,   ///< the output could not be written
};

inline ExitStatus status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::granted:
    case Outcome::repeated:
    case Outcome::information:
      return kYes;
    case Outcome::refused:
      return kNo;
    case Outcome::unreadable:
    case Outcome::silent:
      return kNotAnswered;
  }
  return kNotAnswered;
}

}  // namespace permit::tool
