#include "test/bench/inside/people.h"

#include <cstddef>
#include <stdexcept>
#include <utility>

#include "ruleset/load.h"

namespace permit::bench {
namespace {

/// Vigna's splitmix64.
std::uint64_t mix(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15;
  number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9;
  number = (number ^ number >> 27) * 0x94d049bb133111eb;
  return number ^ number >> 31;
}

/// A different number of eight digits for each person: shuffles 27 bits until they are less than 10^8.
std::uint64_t shuffled(std::uint64_t person, std::uint64_t odd) {
  constexpr std::uint64_t kMask = (std::uint64_t{1} << 27) - 1;
  do {
    for (int round = 0; round < 3; ++round) {
      person = person * odd & kMask;
      person ^= person >> 14;
    }
  } while (person >= kPeople);
  return person;
}

std::string eight_digits(std::uint64_t number) {
  std::string digits(8, '0');
  for (std::size_t at = digits.size(); at-- > 0; number /= 10) digits[at] = static_cast<char>('0' + number % 10);
  return digits;
}

}  // namespace

std::string document_of(std::uint64_t person) { return "AZE" + eight_digits(shuffled(person, 0x9e3779b1)); }

std::string phone_of(std::uint64_t person) { return "9945" + eight_digits(shuffled(person, 0x85ebca6b)); }

Text text(std::uint64_t number, std::uint64_t person, std::string body, Instant sent) {
  Text text;
  text.key.sent = sent;
  for (std::size_t at = 0; at < text.key.id.size(); ++at)
    text.key.id[at] = static_cast<std::uint8_t>(mix(2 * number + at / 8) >> 8 * (at % 8) & 0xff);
  text.phone = phone_of(person);
  text.short_number = "8103";
  text.smsc = "north";
  text.sender = "+" + text.phone;
  text.body = std::move(body);
  return text;
}

std::uint64_t any_of(std::uint64_t many, std::uint64_t number) { return mix(number) % many; }

Rules rules(const std::string& folder) {
  Loaded loaded = load_folder(folder);
  if (loaded.rules) return std::move(loaded.rules);
  throw std::runtime_error(folder + ": " + loaded.faults.front().message);
}

}  // namespace permit::bench
