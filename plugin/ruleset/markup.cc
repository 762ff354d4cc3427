#include "ruleset/markup.h"

#include <algorithm>
#include <utility>

namespace permit {

namespace {

bool is_space(char sign) { return sign == ' ' || sign == '\t' || sign == '\n' || sign == '\r'; }

/// Walks over the bytes of a file, counting lines.
class Walk {
 public:
  explicit Walk(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  bool at(std::string_view wanted) const { return rest_.starts_with(wanted); }
  long line() const { return line_; }

  /// Behind `end`, or at the end of the file.
  void skip_behind(std::string_view end) {
    const std::size_t found = rest_.find(end);
    take(found == std::string_view::npos ? rest_.size() : found + end.size());
  }
  void skip_spaces() { take_while(is_space); }
  std::string_view take_name() {
    return take_while(
        [](char sign) { return !is_space(sign) && std::string_view("=/><\"'").find(sign) == std::string_view::npos; });
  }
  /// Up to the next `<`.
  void skip_text() {
    take_while([](char sign) { return sign != '<'; });
  }
  bool take_if(char sign) {
    if (rest_.empty() || rest_.front() != sign) return false;
    take(1);
    return true;
  }

 private:
  template <typename Wanted>
  std::string_view take_while(Wanted wanted) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), wanted);
    return take(static_cast<std::size_t>(end - rest_.begin()));
  }
  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    line_ += std::count(taken.begin(), taken.end(), '\n');
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest_;
  long line_ = 1;
};

/// `name = "value"`; false where it is not well-formed.
bool take_attribute(Walk& walk, Tag& tag) {
  const long line = walk.line();
  const std::string_view name = walk.take_name();
  if (name.empty()) return false;
  tag.attributes.push_back({std::string(name), line});
  walk.skip_spaces();
  if (!walk.take_if('=')) return false;
  walk.skip_spaces();
  for (const char quote : {'"', '\''}) {
    if (!walk.take_if(quote)) continue;
    walk.skip_behind(std::string_view(&quote, 1));
    return true;
  }
  return false;
}

enum class Ending { open, closed, malformed, too_many_attributes };

/// The rest of a start tag behind its `<`.
Ending take_tag(Walk& walk, Tag& tag) {
  walk.take_name();
  for (;;) {
    walk.skip_spaces();
    if (walk.take_if('>')) return Ending::open;
    if (walk.take_if('/')) return walk.take_if('>') ? Ending::closed : Ending::malformed;
    if (tag.attributes.size() == Markup::kMostAttributes) return Ending::too_many_attributes;
    if (!take_attribute(walk, tag)) return Ending::malformed;
  }
}

/// What is no start tag; false when a start tag stands here.
bool skip_other_than_tag(Walk& walk, std::size_t& depth) {
  if (walk.at("<!--")) {
    walk.skip_behind("-->");
  } else if (walk.at("<![CDATA[")) {
    walk.skip_behind("]]>");
  } else if (walk.at("<?")) {
    walk.skip_behind("?>");
  } else if (walk.at("</")) {
    walk.skip_behind(">");
    if (depth > 0) --depth;
  } else {
    return false;
  }
  return true;
}

}  // namespace

Markup read_markup(std::string_view bytes) {
  Markup markup;
  const auto refuse = [&markup](FaultName name, long line, std::string message) {
    markup.refusal = Refusal{name, line, std::move(message)};
    return markup;
  };
  Walk walk(bytes);
  std::size_t depth = 0;
  for (walk.skip_text(); !walk.at_end(); walk.skip_text()) {
    if (skip_other_than_tag(walk, depth)) continue;
    Tag tag{walk.line(), {}};
    if (walk.at("<!")) {
      return refuse(FaultName::doctype, tag.line,
                    "`<!DOCTYPE' and what belongs to it is not read in rule files; take it out, the program " +
                        std::string("knows the schema by itself"));
    }
    walk.take_if('<');
    const Ending ending = take_tag(walk, tag);
    if (ending == Ending::too_many_attributes)
      return refuse(FaultName::too_complex, tag.line, "a tag with more than 32 attributes; no rule has so many");
    markup.tags.push_back(std::move(tag));
    if (ending == Ending::malformed) return markup;
    if (ending == Ending::open && ++depth > Markup::kDeepest) {
      return refuse(FaultName::too_complex, markup.tags.back().line, "elements nest deeper than 16; no rule does");
    }
  }
  return markup;
}

}  // namespace permit
