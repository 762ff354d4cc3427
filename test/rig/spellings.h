// A document as people and phones write it: in other scripts, with look-alikes, spaces and invisible characters.
#pragma once

#include <random>
#include <string>

namespace permit::test {

class Speller {
 public:
  explicit Speller(unsigned seed) : random_(seed) {}

  std::string digits(std::size_t count);
  /// `letters` and `digits` with a gap between them. Every result is read as the same document.
  std::string spelled(const std::string& letters, const std::string& digits);
  /// The same with O for 0, I for 1 and the reverse. Some results are not read as a document.
  std::string spelled_with_twins(const std::string& letters, const std::string& digits);

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string letter(char capital);
  std::string invisible();
  std::string twins(const std::string& text);

  std::mt19937 random_;
};

}  // namespace permit::test
