#include "conf/conf_file.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace permit {

namespace {

/// Splits a text into logical lines.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  bool next() {
    if (rest_.empty()) return false;
    number_ = ++taken_;
    line_ = take();
    while (line_.ends_with('\\') && !rest_.empty()) {
      line_.pop_back();
      if (line_.ends_with('\\')) return true;
      ++taken_;
      line_ += take();
    }
    return true;
  }

  std::string_view line() const { return trim(line_, kCWhiteSpace); }
  std::size_t number() const { return number_; }

 private:
  std::string_view take() {
    const std::string_view line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(std::min(rest_.size(), line.size() + 1));
    return line;
  }

  std::string_view rest_;
  std::string line_;
  std::size_t number_ = 0;
  std::size_t taken_ = 0;
};

std::string unescape(std::string_view quoted) {
  std::string value;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    const bool escape = quoted[i] == '\\' && i + 1 < quoted.size() && (quoted[i + 1] == '\\' || quoted[i + 1] == '"');
    value += quoted[escape ? ++i : i];
  }
  return value;
}

class Parser {
 public:
  ConfFile parse(std::string_view text) {
    for (Lines lines(text); lines.next();) {
      const std::string_view line = lines.line();
      if (line.empty()) {
        end_group();
      } else if (line[0] != '#') {
        read_entry(lines.number(), line);
      }
    }
    end_group();
    return std::move(file_);
  }

 private:
  void read_entry(std::size_t number, std::string_view line) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
      return fault(number, "An equals sign is missing; write `key = value', or # before a comment.");
    }
    const std::string_view key = trim(line.substr(0, equals), kCWhiteSpace);
    const std::string_view value = trim(line.substr(equals + 1), kCWhiteSpace);
    if (key.empty()) return fault(number, "A key is missing before the equals sign; write `key = value'.");
    if (key == "include") return fault(number, "`include' cannot be used here; write the keys into this file.");
    read_value(number, key, value);
  }

  void read_value(std::size_t number, std::string_view key, std::string_view value) {
    const bool quoted = value.starts_with('"');
    if (quoted && (value.size() == 1 || !value.ends_with('"'))) {
      return fault(number, "The value of `" + std::string(key) +
                               "' begins with a quote but does not end with one; a comment needs a separate line.");
    }
    group_.push_back(
        {number, std::string(key), quoted ? unescape(value.substr(1, value.size() - 2)) : std::string(value)});
  }

  void end_group() {
    if (!group_.empty()) file_.groups.push_back(std::exchange(group_, {}));
  }

  void fault(std::size_t number, std::string message) { file_.faults.push_back({number, std::move(message)}); }

  ConfFile file_;
  ConfGroup group_;
};

}  // namespace

ConfFile parse_conf_file(std::string_view text) { return Parser().parse(text); }

}  // namespace permit
