// Finds the lines of the tags, attributes and texts of a file, and explains mistakes in them.
//
// libxml2 gives only the line where an element's start tag ends, and no line for an attribute or a text. For a mistake
// it gives the line where it stopped. Rule files have long tags and are written by hand, so this reader finds the lines
// itself. It meets elements in the same order as libxml2.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ruleset/read/encoding.h"

namespace permit {

/// One start tag. Lines from 1.
struct Tag {
  struct Attribute {
    std::string name;
    long line;
  };
  std::string name;
  long line;
  long text_line = 0;  ///< of the first text directly in the element; 0: no text
  std::vector<Attribute> attributes{};
};

struct Markup {
  /// Bounds of a rule file; the language needs 4 and 17.
  static constexpr std::size_t kDeepest = 16;
  static constexpr std::size_t kMostAttributes = 32;

  std::vector<Tag> tags;           ///< in the order of the file, up to a refusal
  std::optional<Refusal> refusal;  ///< the first mistake, a DOCTYPE, or an exceeded bound
};

/// `bytes` may be any UTF-8. Only mistakes that people commonly make are reported; the XML parser reports the others.
Markup read_markup(std::string_view bytes);

}  // namespace permit
