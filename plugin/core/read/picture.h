// Pictures: how the number of a document or a plate looks, in the notation of rule authors.
//
//   #  a digit        @  a Latin letter        ?  a letter or a digit        A-Z 0-9  that very character
//   (n) or (n-m) after one of these: n, or n to m of it.   AZE########   @@#######   OYQ#(4-12)   ?(4-10)
//
// A picture is matched against a token of upper-case Latin letters and digits (base/normalize.h). Where only a digit
// fits, O is read as 0 and I as 1; where the picture itself names O or I, 0 and 1 are read as them. No other character
// is ever replaced: AB0 and ABO are two persons.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace permit {

/// The number of digits that a picture wants. Both bounds are included.
struct DigitCount {
  std::size_t least = 0;
  std::size_t most = 0;
};
/// Returns `8`, or `4-12`.
std::string render_count(DigitCount digits);

/// A compiled picture. A value; any thread may read it.
class Picture {
 public:
  /// A token that matches has at most this many characters.
  static constexpr std::size_t kLongest = 32;

  /// Compiles a picture. The error names the wrong part of `source`.
  static Result<Picture> parse(std::string_view source);

  const std::string& source() const { return source_; }
  std::size_t shortest() const { return shortest_; }
  std::size_t longest() const { return longest_; }
  bool has_fixed_length() const { return shortest_ == longest_; }

  /// Returns the token as the register writes it, with O, I, 0 and 1 replaced as above; nothing if it does not fit.
  std::optional<std::string> match(std::string_view token) const;

  /// Makes a token that fits. `pick(n)` returns a number from 0 to n - 1 that chooses each character.
  std::string sample(const std::function<std::size_t(std::size_t)>& pick) const;

  /// Returns whether it is any letters, or none, and then only digits: such a picture tells how many digits are
  /// missing or extra.
  bool is_letters_then_digits() const { return digits_.most != 0; }
  /// Returns whether it is only digits.
  bool is_digits() const { return is_letters_then_digits() && letters_ == 0; }
  /// The number of letters before the digits of such a picture.
  std::size_t letters() const { return letters_; }
  DigitCount digits() const { return digits_; }
  /// The letters, if the picture spells them out (`AZE`); else empty.
  const std::string& prefix() const { return prefix_; }

 private:
  /// One `#`, `@`, `?` or character, with its count.
  struct Atom {
    char kind;  ///< '#', '@', '?', or the character itself
    std::size_t least;
    std::size_t most;
  };

  bool match_from(std::size_t atom, std::string_view rest, std::string& matched) const;
  void measure();

  std::string source_;
  std::vector<Atom> atoms_;
  std::size_t shortest_ = 0;
  std::size_t longest_ = 0;
  std::size_t letters_ = 0;
  DigitCount digits_;
  std::string prefix_;
};

}  // namespace permit
