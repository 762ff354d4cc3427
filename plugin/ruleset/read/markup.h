// Where the tags, attributes and texts of a file stand, and the slips in them in words.
//
// libxml2 knows an element's line only as that of the end of its start tag, and no line of an attribute or a text; what
// it says of a slip is that of the place where it could not go on. Rule files have long tags and are written by hand,
// so both are read here; elements are met in the same order there.
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
  long text_line = 0;  ///< of the first text directly in the element; 0: there is none
  std::vector<Attribute> attributes{};
};

struct Markup {
  /// Bounds of a rule file; the language needs 4 and 9.
  static constexpr std::size_t kDeepest = 16;
  static constexpr std::size_t kMostAttributes = 32;

  std::vector<Tag> tags;           ///< in the order they stand in, up to a refusal
  std::optional<Refusal> refusal;  ///< the first slip, a DOCTYPE, or what is beyond the bounds
};

/// `bytes` may be any UTF-8. What is not well-formed otherwise than by the slips of people is for the XML parser to
/// name.
Markup read_markup(std::string_view bytes);

}  // namespace permit
