// Where the tags and attributes of a file stand, and what is refused before an XML parser sees it.
//
// libxml2 knows an element's line only as that of the end of its start tag, and no line of an attribute. Rule files
// have long tags, so the lines are read here; elements are met in the same order there.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ruleset/encoding.h"

namespace permit {

/// One start tag. Lines from 1.
struct Tag {
  struct Attribute {
    std::string name;
    long line;
  };
  long line;
  std::vector<Attribute> attributes;
};

struct Markup {
  /// Bounds of a rule file; the language needs 4 and 9.
  static constexpr std::size_t kDeepest = 16;
  static constexpr std::size_t kMostAttributes = 32;

  std::vector<Tag> tags;           ///< in the order they stand in, up to the first that is not well-formed
  std::optional<Refusal> refusal;  ///< a DOCTYPE, or beyond the bounds
};

/// `bytes` may be anything; what is not well-formed is for the XML parser to name.
Markup read_markup(std::string_view bytes);

}  // namespace permit
