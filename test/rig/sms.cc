#include "test/rig/sms.h"

#include <algorithm>

namespace permit::test {
namespace {

// The information element of a part, 3GPP TS 23.040 9.2.3.24.1: identifier 0, 3 octets.
struct PartOf {
  std::uint8_t reference;
  std::uint8_t total;
  std::uint8_t number;  // from 1
};

std::string render_header(const PartOf& part) {
  return {'\5',
          '\0',
          '\3',
          static_cast<char>(part.reference),
          static_cast<char>(part.total),
          static_cast<char>(part.number)};
}

std::optional<PartOf> parse_header(std::string_view header) {
  const auto octet = [&](std::size_t i) { return static_cast<std::uint8_t>(header[i]); };
  for (std::size_t i = 1; i + 1 < header.size(); i += 2U + octet(i + 1)) {
    if (octet(i) != 0 || octet(i + 1) != 3 || i + 4 >= header.size()) continue;
    const PartOf part{octet(i + 2), octet(i + 3), octet(i + 4)};
    if (part.number >= 1 && part.number <= part.total) return part;
  }
  return std::nullopt;
}

Sms join(const std::vector<std::optional<Sms>>& parts) {
  Sms whole = *parts.front();
  whole.header.clear();
  whole.text.clear();
  whole.parts = parts.size();
  for (const auto& part : parts) whole.text += part->text;
  return whole;
}

}  // namespace

Sms text_from(std::string_view phone, std::string_view text, Coding coding) {
  return {.from = std::string(phone), .to = std::string(kShortNumber), .text = std::string(text), .coding = coding};
}

std::pair<Sms, Sms> cut_in_two(const Sms& whole, std::size_t first, std::uint8_t reference) {
  auto parts = std::pair(whole, whole);
  parts.first.text = whole.text.substr(0, first);
  parts.first.header = render_header({reference, 2, 1});
  parts.second.text = whole.text.substr(first);
  parts.second.header = render_header({reference, 2, 2});
  return parts;
}

std::optional<Sms> PartJoiner::add(Sms part) {
  const auto place = parse_header(part.header);
  if (!place) return part;
  const Key key(part.from + " " + part.to, place->reference);
  auto& parts = unfinished_[key];
  parts.resize(place->total);
  parts[place->number - 1U] = std::move(part);
  if (std::any_of(parts.begin(), parts.end(), [](const auto& each) { return !each; })) return std::nullopt;
  const Sms whole = join(parts);
  unfinished_.erase(key);
  return whole;
}

}  // namespace permit::test
