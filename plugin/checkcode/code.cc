#include "checkcode/code.h"

#include <cassert>
#include <chrono>

#include "core/check_code.h"

namespace permit {

namespace {

using std::chrono::minutes;

constexpr std::string_view kSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr unsigned kBitsASign = 5;
static_assert(kSigns.size() == 1U << kBitsASign && kBitsASign * kCheckCodeLength == 5 + 18 + 5 + 32);

constexpr std::uint32_t kNoEndBits = (1U << 18) - 1;
constexpr minutes kTurn{kNoEndBits};  // after which the bits of an end repeat

std::optional<std::uint64_t> value_of(char sign) {
  if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
  if (sign == 'I' || sign == 'L') sign = '1';
  if (sign == 'O') sign = '0';
  const std::size_t value = kSigns.find(sign);
  return value == std::string_view::npos ? std::nullopt : std::optional<std::uint64_t>{value};
}

}  // namespace

std::string render_code(const CodeBits& bits) {
  assert(bits.key < 32 && bits.end <= kNoEndBits && bits.permit < 32);
  std::uint64_t all = bits.key;
  all = all << 18 | bits.end;
  all = all << 5 | bits.permit;
  all = all << 32 | bits.mac;
  std::string code(kCheckCodeLength, '0');
  for (auto sign = code.rbegin(); sign != code.rend(); ++sign, all >>= kBitsASign) *sign = kSigns[all & 31];
  return code;
}

std::optional<CodeBits> parse_code(std::string_view code) {
  std::uint64_t all = 0;
  std::size_t signs = 0;
  for (const char sign : code) {
    if (sign == '-' || sign == ' ') continue;
    const auto value = value_of(sign);
    if (!value || ++signs > kCheckCodeLength) return std::nullopt;
    all = all << kBitsASign | *value;
  }
  if (signs != kCheckCodeLength) return std::nullopt;
  return CodeBits{static_cast<std::uint8_t>(all >> 55), static_cast<std::uint32_t>(all >> 37 & kNoEndBits),
                  static_cast<std::uint8_t>(all >> 32 & 31), static_cast<std::uint32_t>(all)};
}

std::uint32_t end_bits(std::optional<Instant> until) {
  if (!until) return kNoEndBits;
  const minutes end = std::chrono::ceil<minutes>(until->time_since_epoch()) % kTurn;
  return static_cast<std::uint32_t>((end < minutes{0} ? end + kTurn : end).count());
}

std::optional<std::array<Instant, 2>> ends_around(std::uint32_t end, Instant at) {
  if (end >= kNoEndBits) return std::nullopt;
  const minutes now = std::chrono::floor<minutes>(at.time_since_epoch());
  const minutes elapsed = (minutes{end_bits(Instant{now})} - minutes{end} + kTurn) % kTurn;
  const Instant last{now - elapsed};
  return std::array{last, last + kTurn};
}

}  // namespace permit
