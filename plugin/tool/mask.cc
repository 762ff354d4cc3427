#include "tool/mask.h"

#include <algorithm>
#include <cstddef>

namespace permit::tool {

std::string mask(std::string_view value) {
  const std::size_t head = std::min<std::size_t>(4, value.size() / 3);
  const std::size_t tail = std::min<std::size_t>(2, value.size() / 4);
  std::string masked(value);
  std::fill(masked.begin() + static_cast<std::ptrdiff_t>(head), masked.end() - static_cast<std::ptrdiff_t>(tail), '*');
  return masked;
}

}  // namespace permit::tool
