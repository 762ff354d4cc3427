#include "core/read/picture.h"

#include "base/lookalike.h"
#include "base/normalize.h"
#include "base/utf8.h"

namespace permit {

namespace {

/// Returns what `character` is read as where the picture has `kind`; nothing if it does not fit.
std::optional<char> read_as(char kind, char character) {
  switch (kind) {
    case '#':
      if (character == 'O') return '0';
      if (character == 'I') return '1';
      return is_digit(character) ? std::optional{character} : std::nullopt;
    case '@':
      return is_letter(character) ? std::optional{character} : std::nullopt;
    case '?':
      return is_letter(character) || is_digit(character) ? std::optional{character} : std::nullopt;
    default:
      if (character == kind || (kind == 'O' && character == '0') || (kind == 'I' && character == '1')) return kind;
      return std::nullopt;
  }
}

struct Count {
  std::size_t least;
  std::size_t most;
};

/// Removes `(n)` or `(n-m)` from the start of `text`.
std::optional<Count> take_count(std::string_view& text) {
  const std::size_t close = text.find(')');
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view inside = text.substr(1, close - 1);
  const std::size_t dash = inside.find('-');
  const auto number = [](std::string_view digits) -> std::size_t {
    if (digits.empty() || digits.size() > 2 || !all_digits(digits)) return 0;
    std::size_t value = 0;
    for (const char digit : digits) value = 10 * value + static_cast<std::size_t>(digit - '0');
    return value;
  };
  Count count{};
  count.least = number(inside.substr(0, dash));
  count.most = dash == std::string_view::npos ? count.least : number(inside.substr(dash + 1));
  if (count.least == 0 || count.most < count.least) return std::nullopt;
  text.remove_prefix(close + 1);
  return count;
}

/// Returns the first character for a sentence. REQUIRES: `text` is not empty.
std::string first_character_of(std::string_view text) {
  const std::string_view all = text;
  take_code_point(text);
  const std::string_view character = all.substr(0, all.size() - text.size());
  const auto lookalike = find_lookalike(character);
  return lookalike ? lookalike->in_words : "`" + std::string(character) + "'";
}

}  // namespace

Result<Picture> Picture::parse(std::string_view source) {
  const auto fault = [source](const std::string& what) {
    return Error{"picture `" + std::string(source) + "': " + what};
  };
  Picture picture;
  picture.source_ = source;
  std::string_view rest = source;
  while (!rest.empty()) {
    const char kind = rest.front();
    if (kind != '#' && kind != '@' && kind != '?' && !is_letter(kind) && !is_digit(kind)) {
      return fault(first_character_of(rest) +
                   " is not allowed in a picture; write # for a digit, @ for a letter, ? for " +
                   "either, and Latin letters in capitals");
    }
    rest.remove_prefix(1);
    Count count{1, 1};
    if (!rest.empty() && rest.front() == '(') {
      const auto taken = take_count(rest);
      if (!taken) return fault("write a count as (4) or (4-12), from 1 to 32");
      count = *taken;
    }
    picture.atoms_.push_back({kind, count.least, count.most});
    picture.shortest_ += count.least;
    picture.longest_ += count.most;
    if (picture.longest_ > kLongest) return fault("at most 32 characters can match");
  }
  if (picture.atoms_.empty()) return fault("it is empty");
  picture.measure();
  return picture;
}

std::optional<std::string> Picture::match(std::string_view token) const {
  if (token.size() < shortest_ || token.size() > longest_) return std::nullopt;
  std::string matched;
  if (!match_from(0, token, matched)) return std::nullopt;
  return matched;
}

std::string Picture::sample(const std::function<std::size_t(std::size_t)>& pick) const {
  static constexpr std::string_view kDigitsAndLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string token;
  for (const Atom& atom : atoms_) {
    const std::size_t count = atom.least + pick(atom.most - atom.least + 1);
    for (std::size_t i = 0; i < count; ++i) {
      token += atom.kind == '#'   ? kDigitsAndLetters[pick(10)]
               : atom.kind == '@' ? kDigitsAndLetters[10 + pick(26)]
               : atom.kind == '?' ? kDigitsAndLetters[pick(36)]
                                  : atom.kind;
    }
  }
  return token;
}

// Takes as many characters for each part of the picture as possible and backtracks one by one. A token has at most
// 32 characters, so this ends soon even if a picture has several variable parts.
bool Picture::match_from(std::size_t atom, std::string_view rest, std::string& matched) const {
  if (atom == atoms_.size()) return rest.empty();
  const Atom& wanted = atoms_[atom];
  const std::size_t before = matched.size();
  std::size_t taken = 0;
  while (taken < wanted.most && taken < rest.size()) {
    const auto read = read_as(wanted.kind, rest[taken]);
    if (!read) break;
    matched += *read;
    ++taken;
  }
  for (; taken >= wanted.least; --taken) {
    matched.resize(before + taken);
    if (match_from(atom + 1, rest.substr(taken), matched)) return true;
    if (taken == 0) break;
  }
  matched.resize(before);
  return false;
}

void Picture::measure() {
  std::size_t at = 0;
  bool spelt_out = true;
  for (; at < atoms_.size() && (atoms_[at].kind == '@' || is_letter(atoms_[at].kind)); ++at) {
    if (atoms_[at].least != atoms_[at].most) return;
    letters_ += atoms_[at].least;
    if (atoms_[at].kind == '@') {
      spelt_out = false;
    } else {
      prefix_.append(atoms_[at].least, atoms_[at].kind);
    }
  }
  if (!spelt_out) prefix_.clear();
  for (; at < atoms_.size() && atoms_[at].kind == '#'; ++at) {
    digits_.least += atoms_[at].least;
    digits_.most += atoms_[at].most;
  }
  if (at != atoms_.size()) digits_ = {};
}

std::string render_count(DigitCount digits) {
  std::string text = std::to_string(digits.least);
  if (digits.most != digits.least) text += "-" + std::to_string(digits.most);
  return text;
}

}  // namespace permit
