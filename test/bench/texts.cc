#include "test/bench/texts.h"

#include <cstdio>

namespace permit::bench {
namespace {

constexpr std::uint32_t kOfAFamily = 10'000'000;
constexpr std::uint32_t kStride = 6'180'339;  // coprime to the above, so that no value repeats before all occurred
constexpr std::string_view kGranted = "Icaze 2: ";
constexpr std::size_t kAskedAgain = 1000;  // repeats choose among this many latest permits

}  // namespace

std::string NewDocuments::next_document() {
  const std::uint32_t place = static_cast<std::uint32_t>(std::uint64_t{given_++} * kStride % kOfAFamily);
  char document[16];
  std::snprintf(document, sizeof document, "AZE%u%07u", family_ % 10, place);
  return document;
}

Ask NewDocuments::next() {
  const std::string document = next_document();
  return {.body = "2 " + document, .reply = std::string(kGranted) + document + ", "};
}

Ask DayOfTexts::next() {
  if (one_in(10)) return {.body = "2 AZE1000001", .reply = "AZE1000001: 7 reqem var, 8 lazimdir."};
  if (!given_.empty() && one_in(7)) {
    const std::string document = permitted();
    return {.body = "2 " + document, .reply = "Icazeniz quvvededir, 2: " + document + ", "};
  }
  if (!given_.empty() && one_in(20)) {
    const std::string document = permitted();
    return {.body = "status " + document, .reply = document + ", quvvede olan icaze: 2 "};
  }
  Ask ask = permits_.next();
  if (one_in(10) || one_in(5)) {
    char digits[4];
    std::snprintf(digits, sizeof digits, "%03u", static_cast<unsigned>(chance_() % 1000));
    ask.body += std::string(" 10-AA-") + digits;
    ask.reply += std::string("avto 10AA") + digits + ", ";
  }
  return ask;
}

void DayOfTexts::answered(const Ask& ask) {
  if (!ask.reply.starts_with(kGranted)) return;
  given_.push_back(ask.reply.substr(kGranted.size(), ask.reply.find(',') - kGranted.size()));
  if (given_.size() > kAskedAgain) given_.pop_front();
}

}  // namespace permit::bench
