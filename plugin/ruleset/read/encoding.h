// Rule files are UTF-8. Editors save other encodings without saying so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ruleset/diagnostic_ids.h"

namespace permit {

/// Why a file is not read at all.
struct Refusal {
  FaultName name;
  long line = 0;
  std::string message;
};

/// The first thing that makes `bytes` something else than UTF-8 text: names the encoding where it can be told. The mark
/// that Notepad puts in front of UTF-8 is welcome.
std::optional<Refusal> refuse_encoding(std::string_view bytes);

}  // namespace permit
