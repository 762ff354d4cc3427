#include "ruleset/read/markup.h"

#include <algorithm>
#include <utility>

#include "base/lookalike.h"
#include "base/nearest.h"
#include "base/utf8.h"

namespace permit {

namespace {

constexpr std::string_view kSpaces = " \t\r\n";

bool is_space(char sign) { return kSpaces.find(sign) != std::string_view::npos; }
/// Checks ASCII only; any other character may begin a name.
bool begins_name(char sign) {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign == '_' || sign == ':' ||
         static_cast<unsigned char>(sign) >= 0x80;
}
bool is_in_name(char sign) {
  return !is_space(sign) && std::string_view("=/><\"'").find(sign) == std::string_view::npos;
}

std::string tagged(std::string_view name) { return "<" + std::string(name) + ">"; }
std::string end_of(std::string_view name) { return "</" + std::string(name) + ">"; }
std::string of_line(long line) { return " of line " + std::to_string(line); }

/// Walks over the bytes of a file, counting lines.
class Walk {
 public:
  explicit Walk(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  bool at(std::string_view wanted) const { return rest_.starts_with(wanted); }
  bool at_name() const { return !rest_.empty() && begins_name(rest_.front()); }
  long line() const { return line_; }
  std::string_view rest() const { return rest_; }

  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    line_ += std::count(taken.begin(), taken.end(), '\n');
    rest_.remove_prefix(taken.size());
    return taken;
  }
  /// Takes the bytes before `end` and skips `end`. Returns nothing if `end` does not occur.
  std::optional<std::string_view> take_up_to(std::string_view end) {
    const std::size_t found = rest_.find(end);
    if (found == std::string_view::npos) return std::nullopt;
    const std::string_view taken = take(found);
    take(end.size());
    return taken;
  }
  bool take_if(std::string_view wanted) { return at(wanted) && !take(wanted.size()).empty(); }
  template <typename Wanted>
  std::string_view take_while(Wanted wanted) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), wanted);
    return take(static_cast<std::size_t>(end - rest_.begin()));
  }

 private:
  std::string_view rest_;
  long line_ = 1;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : walk_(bytes) { walk_.take_if(kByteOrderMark); }

  Markup read() {
    if (walk_.at("<?xml ")) skip_past("?>");
    while (!walk_.at_end() && !markup_.refusal && !is_left_to_the_parser_) {
      read_text();
      if (!walk_.at_end() && !markup_.refusal) read_markup();
    }
    if (!markup_.refusal && !is_left_to_the_parser_ && !open_.empty()) {
      const Tag& tag = innermost();
      refuse(tag.line, tagged(tag.name) + " is not closed before the file ends on line " +
                           std::to_string(walk_.line()) + "; write " + end_of(tag.name) + " after its content");
    }
    return std::move(markup_);
  }

 private:
  /// Always returns false, for callers that return it.
  bool refuse(long line, std::string message, DiagnosticId id = DiagnosticId::broken_xml) {
    markup_.refusal = Refusal{id, line, std::move(message)};
    return false;
  }

  Tag& innermost() { return markup_.tags[open_.back()]; }
  const Tag& root() const { return markup_.tags.front(); }

  void skip_past(std::string_view end) {
    if (!walk_.take_up_to(end)) is_left_to_the_parser_ = true;
  }

  // ---- Between tags

  void read_text() {
    const long line = walk_.line();
    note_text(walk_.take_while([](char sign) { return sign != '<'; }), line);
  }

  void note_text(std::string_view text, long line) {
    const std::size_t first = text.find_first_not_of(kSpaces);
    if (first == std::string_view::npos) return;
    line += std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(first), '\n');
    if (!open_.empty()) {
      if (innermost().text_line == 0) innermost().text_line = line;
    } else if (!markup_.tags.empty()) {
      refuse(line, "there is text after " + end_of(root().name) + ", where the file must end; remove it" +
                       note_on_lookalike(text));
    } else if (!walk_.at_end()) {
      refuse(line, "there is text before the first element; remove it" + note_on_lookalike(text));
    }
  }

  void read_markup() {
    const long line = walk_.line();
    if (walk_.take_if("<!--")) {
      read_comment(line);
    } else if (walk_.take_if("<![CDATA[")) {
      const auto text = walk_.take_up_to("]]>");
      is_left_to_the_parser_ = !text || open_.empty();
      if (!is_left_to_the_parser_) note_text(*text, line);
    } else if (walk_.at("<!")) {
      refuse(line,
             "`<!DOCTYPE' and other `<!' declarations are not allowed in rule files; remove it, the program has the "
             "schema built in",
             DiagnosticId::doctype);
    } else if (walk_.at("<?xml ")) {
      refuse(line,
             "`<?xml …?>' must be the very first thing in the file; remove everything before it, even spaces, or "
             "remove this line");
    } else if (walk_.take_if("<?")) {
      skip_past("?>");
    } else if (walk_.take_if("</")) {
      read_end_tag(line);
    } else {
      walk_.take(1);
      read_start_tag(line);
    }
  }

  void read_comment(long line) {
    const auto comment = walk_.take_up_to("--");
    const std::size_t inner = comment ? comment->find("<!") : std::string_view::npos;
    if (!comment) {
      refuse(line, "the comment that begins here is never closed; write --> after it");
    } else if (inner != std::string_view::npos && !walk_.at(">")) {
      const long at = line + std::count(comment->begin(), comment->begin() + static_cast<std::ptrdiff_t>(inner), '\n');
      refuse(line, "the comment that begins here is not closed before the next `<!--' on line " + std::to_string(at) +
                       ", and a comment cannot contain another; close it with -->, or remove the inner one");
    } else if (!walk_.take_if(">")) {
      refuse(walk_.line(), "`--' inside the comment" + of_line(line) + "; two dashes end a comment, so write only one");
    }
  }

  // ---- Tags

  void read_end_tag(long line) {
    const std::string_view name = walk_.take_while(is_in_name);
    walk_.take_while(is_space);
    if (!walk_.take_if(">")) {
      refuse(line, "the end tag </" + std::string(name) + " has no `>'" + note_on_lookalike(name));
    } else if (open_.empty()) {
      refuse(line, end_of(name) + " closes nothing, because no element is open; remove it");
    } else if (name != innermost().name) {
      const Tag& tag = innermost();
      refuse(line, end_of(name) + " comes while " + tagged(tag.name) + of_line(tag.line) + " is still open; write " +
                       end_of(tag.name) + " first" + note_on_lookalike(name));
    } else {
      open_.pop_back();
    }
  }

  /// Reads from after the `<`.
  void read_start_tag(long line) {
    if (!walk_.at_name()) {
      refuse(line, "a lone `<'; write it as &lt;");
      return;
    }
    Tag tag{std::string(walk_.take_while(is_in_name)), line};
    if (open_.empty() && !markup_.tags.empty()) {
      refuse(line, tagged(tag.name) + " comes after " + end_of(root().name) +
                       ", where the file must end; move it inside that element, or into a separate file");
      return;
    }
    bool is_open = false;
    if (!read_attributes(tag, is_open)) return;
    if (is_open) open_.push_back(markup_.tags.size());
    markup_.tags.push_back(std::move(tag));
    if (open_.size() > Markup::kDeepest) {
      refuse(markup_.tags.back().line,
             "elements are nested more than " + std::to_string(Markup::kDeepest) + " deep; no rule needs that",
             DiagnosticId::too_complex);
    }
  }

  /// Reads up to the end of the tag; returns false after a refusal.
  bool read_attributes(Tag& tag, bool& is_open) {
    for (;;) {
      const bool is_parted = !walk_.take_while(is_space).empty();
      is_open = walk_.at(">");
      if (walk_.take_if(">") || walk_.take_if("/>")) return true;
      if (walk_.at("<!--")) {
        return refuse(walk_.line(), "there is a comment inside the tag " + tagged(tag.name) + of_line(tag.line) +
                                        "; move it before the tag");
      }
      if (walk_.at_end() || walk_.at("<")) {
        return refuse(tag.line, "the tag <" + tag.name + " is not closed" +
                                    (walk_.at_end() ? "" : " before `<'" + of_line(walk_.line())) +
                                    "; write > after its last value");
      }
      if (tag.attributes.size() == Markup::kMostAttributes) {
        return refuse(
            tag.line,
            "a tag with more than " + std::to_string(Markup::kMostAttributes) + " attributes; no rule needs so many",
            DiagnosticId::too_complex);
      }
      if (!read_attribute(tag, is_parted)) return false;
    }
  }

  /// Reads `name = "value"`; returns false after a refusal.
  bool read_attribute(Tag& tag, bool is_parted) {
    const long line = walk_.line();
    const std::string name(walk_.take_while(is_in_name));
    if (const auto lookalike = find_lookalike(name); lookalike && lookalike->kind != Lookalike::Kind::letter)
      return refuse(
          line, "there is " + lookalike->in_words + " in the tag " + tagged(tag.name) + "; " + lookalike->correction());
    const std::string found = in_quotes(name.empty() ? walk_.rest().substr(0, 1) : name);
    const bool is_named = !name.empty() && begins_name(name.front());
    if (!tag.attributes.empty() && (!is_named || !is_parted)) {
      const auto& [before, at] = tag.attributes.back();
      const auto quote = find_lookalike(value_, Lookalike::Kind::quote);
      return quote ? refuse_open_value(before, at, *quote)
                   : refuse(line, "the value of `" + before + "' is followed by " + found +
                                      "; a quotation mark or a space is missing");
    }
    if (!is_named)
      return refuse(line,
                    "unexpected " + found + " in the tag " + tagged(tag.name) + "; write attributes as name=\"value\"");
    tag.attributes.push_back({name, line});
    walk_.take_while(is_space);
    if (!walk_.take_if("=")) return refuse(line, in_quotes(name) + " has no value; write " + name + "=\"…\"");
    walk_.take_while(is_space);
    return read_value(name, line);
  }

  bool read_value(const std::string& name, long line) {
    const bool is_double = walk_.take_if("\"");
    if (!is_double && !walk_.take_if("'")) {
      const auto lookalike = find_lookalike(walk_.take_while(is_in_name));
      return refuse(line, "a value must be in quotation marks, as in name=\"value\"" +
                              (lookalike ? "; found " + lookalike->in_words + ", " + lookalike->correction() : ""));
    }
    const auto value = walk_.take_up_to(is_double ? "\"" : "'");
    value_ = value.value_or("");
    if (value && value->find('<') == std::string_view::npos) return true;
    const std::string_view seen = value.value_or(walk_.rest());
    if (const auto quote = find_lookalike(seen.substr(0, seen.find('<')), Lookalike::Kind::quote))
      return refuse_open_value(name, line, *quote);
    if (!value) return refuse(line, "the closing quotation mark of `" + name + "' is missing");
    return refuse(line,
                  "`<' in the value of `" + name + "'; a quotation mark is missing before it, or write it as &lt;");
  }

  bool refuse_open_value(const std::string& name, long line, const Lookalike& quote) {
    return refuse(line, "the value of `" + name + "' is not closed by " + quote.in_words + "; " + quote.correction());
  }

  Markup markup_;
  std::vector<std::size_t> open_;  ///< indexes of the tags that are not closed yet, the innermost last
  std::string_view value_;         ///< the last value read
  bool is_left_to_the_parser_ = false;
  Walk walk_;
};

}  // namespace

Markup read_markup(std::string_view bytes) { return Reader(bytes).read(); }

}  // namespace permit
