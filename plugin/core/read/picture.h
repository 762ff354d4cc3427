// Pictures: how the number of a document or a plate looks, as a rule author writes it.
//
//   #  a digit        @  a Latin letter        ?  a letter or a digit        A-Z 0-9  that very sign
//   (n) or (n-m) after a sign: so many of it.   AZE########   @@#######   OYQ#(4-12)   ?(4-10)
//
// A picture is matched against a token of upper-case Latin letters and digits (fold.h). Where only a digit can stand,
// O is read as 0 and I as 1; where the picture itself names O or I, 0 and 1 are read as them. No other sign is ever
// exchanged: AB0 and ABO are two persons.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace permit {

/// The number of digits that a picture wants. Both bounds included.
struct DigitCount {
  std::size_t least = 0;
  std::size_t most = 0;
};
/// `8`, or `4-12`.
std::string render_count(DigitCount digits);

class Picture {
 public:
  /// At most this many signs in a token that matches.
  static constexpr std::size_t kLongest = 32;

  /// The error names the offending piece of `source`.
  static Result<Picture> parse(std::string_view source);

  const std::string& source() const { return source_; }
  std::size_t shortest() const { return shortest_; }
  std::size_t longest() const { return longest_; }
  bool has_fixed_length() const { return shortest_ == longest_; }

  /// The token as the register writes it, look-alikes folded; nothing when it does not fit.
  std::optional<std::string> match(std::string_view token) const;

  /// A token that fits. `pick(n)` chooses each sign among `n`, from 0.
  std::string sample(const std::function<std::size_t(std::size_t)>& pick) const;

  /// For a picture of letters followed by digits alone: what a near miss is measured by.
  bool is_letters_then_digits() const { return digits_.most != 0; }
  /// For a picture of digits alone.
  bool is_digits() const { return is_letters_then_digits() && letters_ == 0; }
  /// How many letters such a picture begins with.
  std::size_t letters() const { return letters_; }
  DigitCount digits() const { return digits_; }
  /// The letters, when the picture spells them out (`AZE`); else empty.
  const std::string& prefix() const { return prefix_; }

 private:
  struct Sign {
    char kind;  ///< '#', '@', '?' or the very sign
    std::size_t least;
    std::size_t most;
  };

  bool match_from(std::size_t sign, std::string_view rest, std::string& matched) const;
  void measure();

  std::string source_;
  std::vector<Sign> signs_;
  std::size_t shortest_ = 0;
  std::size_t longest_ = 0;
  std::size_t letters_ = 0;
  DigitCount digits_;
  std::string prefix_;
};

}  // namespace permit
