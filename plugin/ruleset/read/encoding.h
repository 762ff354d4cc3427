// Rule files are UTF-8. Editors save other encodings without saying so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ruleset/diagnostic_ids.h"

namespace permit {

/// Why a file is not read at all.
struct Refusal {
  DiagnosticId id;
  long line = 0;
  std::string message;
};

/// Returns the first reason why `bytes` are not UTF-8 text, with the name of the encoding if it is recognised. Accepts
/// the byte order mark that Notepad puts before UTF-8.
std::optional<Refusal> refuse_encoding(std::string_view bytes);

}  // namespace permit
