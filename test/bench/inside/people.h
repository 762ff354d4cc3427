// People who text, derived only from their number: the same in every run, and unordered by documents and phones.
#pragma once

#include <cstdint>
#include <string>

#include "core/rule_set.h"
#include "core/text.h"

namespace permit::bench {

/// The number of people.
inline constexpr std::uint64_t kPeople = 100'000'000;

/// `AZE12345678`; different for each person.
std::string document_of(std::uint64_t person);
/// The phone in the form of Text::phone; different for each person.
std::string phone_of(std::uint64_t person);

/// A text from the person's phone. Its key is unique to `number`.
Text text(std::uint64_t number, std::uint64_t person, std::string body, Instant sent);

/// A pseudo-random value below `many`, determined by `number`.
std::uint64_t any_of(std::uint64_t many, std::uint64_t number);

/// Loads the rules of `folder`. Throws std::runtime_error with the faults in it.
Rules rules(const std::string& folder = "rules/8103");

}  // namespace permit::bench
