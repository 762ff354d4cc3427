// People who text, made of their number alone: the same in every run, and in no order of documents or phones.
#pragma once

#include <cstdint>
#include <string>

#include "core/rule_set.h"
#include "core/text.h"

namespace permit::bench {

/// There are so many.
inline constexpr std::uint64_t kPeople = 100'000'000;

/// `AZE12345678`; each person's is another.
std::string document_of(std::uint64_t person);
/// As Text::phone; each person's is another.
std::string phone_of(std::uint64_t person);

/// Text `number`, and no other, has the key that it gives. From the person's phone.
Text text(std::uint64_t number, std::uint64_t person, std::string body, Instant sent);

/// One of so many, as if at random: `number` decides.
std::uint64_t any_of(std::uint64_t many, std::uint64_t number);

/// Those of `folder`, `rules/8103` where none is named. Throws std::runtime_error with what is wrong in it.
Rules rules(const std::string& folder = "rules/8103");

}  // namespace permit::bench
