// `permitctl certificate`: the page that a citizen carries. The program permit8103-certificate draws it from the
// register's data.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct CertificateOptions {
  std::string document;  ///< or FIN, as people write it
  std::string at;        ///< local time; empty: now
  std::string language;  ///< of the page; empty: the service's
  std::string file;      ///< the PDF; - for standard output
  std::string store;
  std::string rules;    ///< folder; empty: the rules that the register says are in force
  std::string keys{};   ///< key file; empty: no check codes are printed
  bool reveal = false;  ///< print plates in full, and numbers in places and names of issuers
};

/// Prints the permits by text and the standing permits that are valid at that moment or later. Returns kNo if there is
/// none. Otherwise the status is that of the program, which is searched next to this one and then in $PATH.
ExitStatus make_certificate(const CertificateOptions& options);

}  // namespace permit::tool
